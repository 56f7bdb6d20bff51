/**
 * What counts, and nothing else: predictions right at the first try, tasks solved without a
 * hint, days with the old questions asked again. Pure.
 *
 * Why it exists: points for pressing buttons teach pressing buttons. Each number here says in
 * words what was done for it, and none of them falls when one makes a mistake.
 */

/**
 * @typedef {object} FirstTries
 * @property {{ got: number, of: number }} predictions  answered at the first try
 * @property {{ got: number, of: number }} quizzes
 * @property {number} unaided  tasks solved with no hint opened
 * @property {number} days     days in a row with a review, up to today or yesterday
 */

/** @param {Iterable<{ got: number, of: number }>} scores */
function sum(scores) {
  const total = { got: 0, of: 0 };
  for (const { got, of } of scores) {
    total.got += got;
    total.of += of;
  }
  return total;
}

/** Days in a row; one that has not been done today is not broken yet.
 * @param {readonly number[]} days @param {number} today */
export function streak(days, today) {
  const done = new Set(days);
  let from = done.has(today) ? today : today - 1;
  let count = 0;
  for (; done.has(from); from--) count++;
  return count;
}

/**
 * @param {readonly import('./kept.js').LessonProgress[]} lessons those begun
 * @param {readonly number[]} days with a review, counted from 1970
 * @param {number} today
 * @returns {FirstTries}
 */
export function firstTries(lessons, days, today) {
  const told = lessons.flatMap(({ scores, finished }) => (scores && finished ? [scores] : []));
  return {
    predictions: sum(told.map(({ predict }) => predict)),
    quizzes: sum(told.map(({ quiz }) => quiz)),
    unaided: lessons.reduce((count, { unaided }) => count + unaided.length, 0),
    days: streak(days, today),
  };
}

/**
 * Tasks solved with no hint opened, with those solved just now.
 * @param {import('./kept.js').LessonProgress} before
 * @param {readonly { id: string, kind: string }[]} steps
 * @param {readonly string[]} solved now
 */
export function unaidedNow({ solved: known, unaided, hints }, steps, solved) {
  const news = steps
    .filter(({ id, kind }) => kind === 'do' && solved.includes(id) && !known.includes(id))
    .filter(({ id }) => !hints[id])
    .map(({ id }) => id);
  return [...new Set([...unaided, ...news])];
}
