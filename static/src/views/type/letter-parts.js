/**
 * Which part of the letter a line is: header, blank line, body or the final dot.
 *
 * Why it exists: while a learner dictates a letter, the page says what the line being typed
 * *will be* before it is sent. RFC 5322 §2.1: header section, empty line, body. RFC 5321
 * §4.1.1.4: a line holding only a dot ends it.
 *
 * It refuses to say what the server thinks: sent lines carry the server's own answer
 * (`model.conns[id].paper`).
 */

/** @typedef {"header" | "blank" | "body" | "dot"} Part */

/**
 * @param {readonly { part: string }[]} paper lines already sent
 * @param {string} text the line being typed, without its line break
 * @returns {Part}
 */
export function nextPart(paper, text) {
  if (text === '.') return 'dot';
  if (paper.some(({ part }) => part === 'blank' || part === 'body')) return 'body';
  return text === '' ? 'blank' : 'header';
}

/**
 * What is there and what is missing, for the margin of the paper.
 * @param {readonly { part: string }[]} paper
 * @returns {{ header: number, blank: boolean, body: number, dot: boolean }}
 */
export function partsOf(paper) {
  const count = (/** @type {string} */ part) => paper.filter((line) => line.part === part).length;
  return {
    header: count('header'),
    blank: count('blank') > 0,
    body: count('body'),
    dot: count('dot') > 0,
  };
}

/**
 * Runs of lines of one part, to draw one label beside each run.
 * @template {{ part: string }} L
 * @param {readonly L[]} paper
 * @returns {{ part: string, lines: L[] }[]}
 */
export function runsOf(paper) {
  /** @type {{ part: string, lines: L[] }[]} */
  const runs = [];
  for (const line of paper) {
    const last = runs.at(-1);
    if (last && last.part === line.part) last.lines.push(line);
    else runs.push({ part: line.part, lines: [line] });
  }
  return runs;
}
