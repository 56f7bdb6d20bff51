/**
 * While the story plays, one late part of the page is drawn a frame: on a slow machine
 * four short tasks keep what flies in motion, where one long task would stop it.
 */

/** @type {{late: number, go: () => void}[]} */
const waiting = [];
let due = 0;

function next() {
  due = 0;
  waiting.shift()?.go();
  if (waiting.length) due = requestAnimationFrame(next);
}

/** Resolves in a frame of its own, those with a smaller `late` first. @param {number} late */
export function turn(late) {
  return new Promise((/** @type {(value: void) => void} */ go) => {
    waiting.push({ late, go });
    waiting.sort((a, b) => a.late - b.late);
    if (!due) due = requestAnimationFrame(next);
  });
}
