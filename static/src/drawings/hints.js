/**
 * Hints of a task: they open in their order, unless the judge knows the mistake somebody is
 * making; then what answers just that comes first. Pure.
 *
 * A hint is called by its number, "1" and so on, and a remark (which answers one mistake, and is
 * for nobody else) by its own name.
 */

/** @typedef {Pick<import('../types.d.ts').LessonStepPage, 'hints' | 'remarks'>} Told */

/**
 * The name of the hint that opens next, or ''.
 * @param {Told} told @param {string} answering names what answers the mistake that shows, or ''
 * @param {readonly string[]} opened names of those open
 */
export function nextHint(told, answering, opened) {
  if (hintWords(told, answering) && !opened.includes(answering)) return answering;
  const names = told.hints.map((_hint, at) => String(at + 1));
  return names.find((name) => !opened.includes(name)) ?? '';
}

/** What a hint says: safe HTML, or ''. @param {Told} told @param {string} name */
export const hintWords = ({ hints, remarks }, name) =>
  remarks[name] ?? hints[Number(name) - 1] ?? '';

/** How many there are for somebody who sees those. @param {Told} told
 * @param {readonly string[]} seen names */
export const hintCount = ({ hints, remarks }, seen) =>
  hints.length + seen.filter((name) => name in remarks).length;
