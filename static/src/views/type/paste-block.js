/**
 * A pasted block: an `<input>` would join its lines, so it is taken apart here, shown, and
 * sent as the learner chooses: line by line waiting for each reply, or all at once.
 *
 * It refuses to change a line: spaces, curly quotes and empty lines reach the server.
 */

/** Does this clipboard text hold more than one line? @param {string} text */
export const isBlock = (text) => /[\r\n]/.test(text.replace(/(\r\n|\r|\n)$/, ''));

/**
 * The lines of a block. A final line break ends the last line, it does not add an empty one.
 * @param {string} text
 * @returns {string[]}
 */
export function splitBlock(text) {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  return lines;
}

/** The block as one text for the `paste` act, which ends every line. @param {string[]} lines */
export const joinBlock = (lines) => lines.join('\n');

/**
 * @typedef {object} Run        a block on its way, line by line
 * @property {string[]} lines
 * @property {number} next       index of the line to send next
 * @property {boolean} paused    the server refused a line: the learner decides
 */

/** @param {string[]} lines @returns {Run} */
export const startRun = (lines) => ({ lines, next: 0, paused: false });

/**
 * After a line was answered. A refusal pauses: the lines after it were written for a
 * server that says yes, and sending them blindly hides which one failed.
 * @param {Run} run
 * @param {{ refused: boolean, open: boolean }} outcome
 * @returns {Run | null} null: nothing is left, or nobody listens any more
 */
export function advanceRun(run, { refused, open }) {
  const next = run.next + 1;
  if (!open || next >= run.lines.length) return null;
  return { ...run, next, paused: refused };
}
