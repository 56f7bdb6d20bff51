/**
 * The parts of a letter that is typed line by line: which one the line being typed will be,
 * and how the lines sent so far are drawn together.
 *
 * What a line is, and will be, the server says (`model.conns[id].paper`, `.next_line`).
 */

/**
 * @param {import('../../types.d.ts').NextLine | undefined} next  what the server would make of it
 * @param {string} text the line being typed, without its line break
 */
export function nextPart(next, text) {
  if (!next) return '';
  if (text === '.') return next.dot;
  return text === '' ? next.empty : next.text;
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
