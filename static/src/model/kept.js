/**
 * What a browser keeps of its learner: the shapes, and how two scores make one. Pure.
 *
 * @typedef {import('../types.d.ts').Scores} Scores
 * @typedef {object} LessonProgress
 * @property {number} done                    steps that are over
 * @property {number} of                      steps there are
 * @property {boolean} finished               it was finished once; a second try keeps it
 * @property {number} finishedOn              the day it was, counted from 1970
 * @property {Scores | null} scores           the best the judge said
 * @property {string} step                    the one on show last
 * @property {string[]} solved                steps that were over in some lab
 * @property {string[]} unaided               tasks solved with no hint opened
 * @property {Record<string, readonly string[]>} hints   names of hints opened, by step
 * @property {Record<string, HelpProgress>} help   of typed tasks, by step
 * @property {{ lab: string, branch: string, seq: number } | null} seen
 *   how far the story was on show
 * @typedef {object} HelpProgress
 * @property {import('../types.d.ts').HelpLevel} [level]  on show last
 * @property {number} tries    which of its exercises
 * @property {number} failed   tries that failed at this level
 * @typedef {object} Kept      everything of the course, as it is kept and carried in a file
 * @property {string} name     what this learner wants to be called, or ''
 * @property {string} last     slug of the lesson opened last
 * @property {Record<string, LessonProgress>} lessons
 * @property {string[]} experiments
 * @property {boolean} celebrated
 * @property {import('../types.d.ts').HelpLevel} help
 * @typedef {{ due: number, gap: number }} Wait   day it is due, days it waited for that
 * @typedef {object} KeptReview
 * @property {Record<string, Wait>} waits  by lesson/step
 * @property {number[]} days  on which some question was answered
 */

/** The better score of each kind. @param {Scores | null} a @param {Scores | null} b */
export function bestScores(a, b) {
  if (!a || !b) return a ?? b;
  /** @param {'task' | 'predict' | 'quiz'} name */
  const best = (name) => (b[name].got >= a[name].got ? b[name] : a[name]);
  return { task: best('task'), predict: best('predict'), quiz: best('quiz') };
}

/** Names of the hints that are open. Kept formerly as how many.
 * @param {number | readonly string[] | undefined} kept @returns {readonly string[]} */
export const openedHints = (kept) =>
  typeof kept === 'number' ? Array.from({ length: kept }, (_, at) => String(at + 1)) : (kept ?? []);
