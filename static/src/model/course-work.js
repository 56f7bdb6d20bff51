/**
 * What was done in each lesson, kept in this browser, so that a certificate can be made of it
 * that replays to its score.
 *
 * A line of the story that goes on from a kept one takes its place; of lines that part a few
 * are kept: those that solved something before all others, then the newest; and nothing longer
 * than a record may hold. What a line was worth only says which to keep: no record holds it.
 */

const PREFIX = 'cartero.work.';
const LINES_MAX = 4;
const CHARACTERS_MAX = 40_000;
const ACTS_MAX = 400;

/**
 * @typedef {Record<string, any>[]} Line
 * @typedef {object} Kept
 * @property {Line} line
 * @property {number} got  points it was the first to reach; 0: it only tried
 * @typedef {Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>} Shelf
 */

/** Whether `line` goes on from `start`, or is the same. @param {Line} start @param {Line} line */
const goesOn = (start, line) =>
  start.length <= line.length &&
  JSON.stringify(start) === JSON.stringify(line.slice(0, start.length));

/** @param {Shelf | null} shelf @param {string} slug @returns {Kept[]} */
function keptOf(shelf, slug) {
  try {
    const kept = JSON.parse(shelf?.getItem(PREFIX + slug) ?? '[]');
    if (!Array.isArray(kept)) return [];
    const all = kept.map((each) => (Array.isArray(each) ? { line: each, got: 0 } : each));
    return all.every((each) => Array.isArray(each?.line)) ? all : [];
  } catch {
    return [];
  }
}

/** @param {Shelf | null} shelf @param {string} slug @returns {Line[]} */
export const workOf = (shelf, slug) => keptOf(shelf, slug).map(({ line }) => line);

/** @param {Kept[]} kept */
const isTooMuch = (kept) => kept.length > LINES_MAX || JSON.stringify(kept).length > CHARACTERS_MAX;

/** Drops the oldest that only tried, else the oldest. @param {Kept[]} kept */
function makeRoom(kept) {
  while (kept.length > 1 && isTooMuch(kept)) {
    const tried = kept.findIndex(({ got }) => !got);
    kept.splice(Math.max(0, tried), 1);
  }
}

/**
 * @param {Shelf | null} shelf @param {string} slug @param {Line} line
 * @param {number} got points of the lesson, as judged with this line
 */
export function keepWork(shelf, slug, line, got = 0) {
  if (!line.length || line.length > ACTS_MAX) return;
  const before = keptOf(shelf, slug);
  const solved = got > Math.max(0, ...before.map((kept) => kept.got));
  const longer = before.find((kept) => goesOn(line, kept.line));
  if (longer && !solved) return;
  const replaced = before.filter((kept) => goesOn(kept.line, line));
  const kept = longer
    ? { ...longer, got }
    : { line, got: solved ? got : Math.max(0, ...replaced.map((each) => each.got)) };
  const lines = [...before.filter((each) => each !== longer && !replaced.includes(each)), kept];
  makeRoom(lines);
  if (isTooMuch(lines)) return;
  try {
    shelf?.setItem(PREFIX + slug, JSON.stringify(lines));
  } catch {
    /* full or forbidden: a certificate will lack this lesson */
  }
}

/** @param {Shelf | null} shelf */
export function forgetWork(shelf) {
  const keys = Array.from({ length: shelf?.length ?? 0 }, (_, i) => shelf?.key(i) ?? '');
  for (const key of keys) if (key.startsWith(PREFIX)) shelf?.removeItem(key);
}
