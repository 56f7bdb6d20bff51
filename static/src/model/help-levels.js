/**
 * How much help a typed task begins with, and how it fades. Pure.
 *
 * Why it exists: who has never seen a dialogue learns it quicker by putting its lines in order
 * than by typing it; who has needs no such help. The last result says where the next task
 * begins; every level can be chosen. Watching teaches nothing by itself: nobody begins there.
 */

/** @typedef {import('../types.d.ts').HelpLevel} Level */

/** Where somebody new begins. @type {Level} */
export const FIRST = 'order';

/** Levels one is led to, most help first. @type {Level[]} */
export const LED = ['order', 'fill', 'type'];

/** @param {Level} level @param {number} by @returns {Level} */
function moved(level, by) {
  const at = LED.indexOf(level) + by;
  return LED[Math.min(LED.length - 1, Math.max(0, at))];
}

/** With less help; from the last level nowhere. @param {Level} level */
export const next = (level) => moved(level, 1);

/** With more help: watching, below the first. @param {Level} level @returns {Level} */
export const easier = (level) => (level === FIRST ? 'watch' : moved(level, -1));

/**
 * Where the next task begins after a result at this level: further at the first try, lower
 * after one that failed.
 * @param {Level} level @param {{ solved: boolean, failed: number }} result `failed`: tries before
 */
export const nextStart = (level, { solved, failed }) =>
  moved(level, solved ? Number(failed === 0) : -1);

/**
 * The level a step begins with.
 * @param {Level | undefined} kept of this step @param {Level} start by the last result
 * @param {boolean} solved
 * @returns {Level}
 */
export const levelOf = (kept, start, solved) => kept ?? (solved ? 'type' : start);
