/**
 * What was done in each lesson, kept in this browser, so that a certificate can be made of it
 * that replays to its score.
 *
 * A line of the story that goes on from a kept one takes its place; of lines that part the
 * newest few are kept, and nothing longer than a record may hold. It refuses to keep a score.
 */

const PREFIX = 'cartero.work.';
const LINES_MAX = 4;
const CHARACTERS_MAX = 40_000;
const ACTS_MAX = 400;

/**
 * @typedef {Record<string, any>[]} Line
 * @typedef {Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>} Shelf
 */

/** Whether `line` goes on from `start`, or is the same. @param {Line} start @param {Line} line */
const goesOn = (start, line) =>
  start.length <= line.length &&
  JSON.stringify(start) === JSON.stringify(line.slice(0, start.length));

/** @param {Shelf | null} shelf @param {string} slug @returns {Line[]} */
export function workOf(shelf, slug) {
  try {
    const lines = JSON.parse(shelf?.getItem(PREFIX + slug) ?? '[]');
    return Array.isArray(lines) && lines.every(Array.isArray) ? lines : [];
  } catch {
    return [];
  }
}

/** @param {Shelf | null} shelf @param {string} slug @param {Line} line */
export function keepWork(shelf, slug, line) {
  const before = workOf(shelf, slug);
  if (!line.length || line.length > ACTS_MAX || before.some((kept) => goesOn(line, kept))) return;
  let lines = [...before.filter((kept) => !goesOn(kept, line)), line].slice(-LINES_MAX);
  while (lines.length > 1 && JSON.stringify(lines).length > CHARACTERS_MAX) lines = lines.slice(1);
  const written = JSON.stringify(lines);
  if (written.length > CHARACTERS_MAX) return;
  try {
    shelf?.setItem(PREFIX + slug, written);
  } catch {
    /* full or forbidden: a certificate will lack this lesson */
  }
}

/** @param {Shelf | null} shelf */
export function forgetWork(shelf) {
  const keys = Array.from({ length: shelf?.length ?? 0 }, (_, i) => shelf?.key(i) ?? '');
  for (const key of keys) if (key.startsWith(PREFIX)) shelf?.removeItem(key);
}
