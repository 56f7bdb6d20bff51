/**
 * What a learner did, kept in this browser and nowhere else.
 *
 * Why it exists: progress without accounts. Each lesson has three separate scores (task,
 * prediction, quiz) and never one percentage.
 *
 * It refuses to fail: a full, forbidden or spoilt storage means "nothing remembered".
 */

export const STORAGE_KEY = 'cartero.progress';
const VERSION = 1;

/**
 * @typedef {{ got: number, of: number }} Score
 * @typedef {object} LessonProgress
 * @property {string} step                    id of the step to resume at
 * @property {string[]} done                  ids of finished steps
 * @property {Record<string, Score>} task     goals held, by step
 * @property {Record<string, Answered>} predict  by question
 * @property {Record<string, Answered>} quiz     by question
 * @property {Record<string, number>} hints   hints opened, by step
 * @property {boolean} finished
 * @typedef {{ value: string, right: boolean | null, tries: number }} Answered
 * @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem">} Shelf
 */

/** @returns {LessonProgress} */
const blank = () => ({
  step: '', done: [], task: {}, predict: {}, quiz: {}, hints: {}, finished: false,
});

export class Progress {
  /** @type {Shelf | undefined} */ #shelf;
  /** @type {Record<string, LessonProgress>} */ #lessons = {};
  #last = '';

  /** @param {Shelf | undefined} shelf usually localStorage */
  constructor(shelf) {
    this.#shelf = shelf;
    this.#read();
  }

  /** Slug of the lesson opened last, or "". */
  get last() { return this.#last; }

  /** @param {string} slug @returns {LessonProgress} */
  of(slug) { return { ...blank(), ...this.#lessons[slug] }; }

  /** @param {string} slug */
  started(slug) { return slug in this.#lessons; }

  /** Change one lesson and keep it. @param {string} slug @param {Partial<LessonProgress>} change */
  keep(slug, change) {
    this.#lessons = { ...this.#lessons, [slug]: { ...this.of(slug), ...change } };
    this.#last = slug;
    this.#write();
  }

  /** Forget everything. */
  forget() {
    this.#lessons = {};
    this.#last = '';
    try { this.#shelf?.removeItem(STORAGE_KEY); } catch { /* storage is forbidden: nothing was kept */ }
  }

  #read() {
    try {
      const kept = JSON.parse(this.#shelf?.getItem(STORAGE_KEY) ?? 'null');
      if (kept?.version !== VERSION || typeof kept.lessons !== 'object') return;
      this.#lessons = kept.lessons ?? {};
      this.#last = typeof kept.last === 'string' ? kept.last : '';
    } catch { /* spoilt or forbidden storage: start anew */ }
  }

  #write() {
    const kept = { version: VERSION, last: this.#last, lessons: this.#lessons };
    try { this.#shelf?.setItem(STORAGE_KEY, JSON.stringify(kept)); } catch { /* full or forbidden: this page still remembers */ }
  }
}

/**
 * The three scores, each as right answers of questions asked.
 * @param {LessonProgress} lesson
 * @returns {{ task: Score, predict: Score, quiz: Score }}
 */
export function scoresOf(lesson) {
  const tasks = Object.values(lesson.task);
  const sum = (/** @type {'got' | 'of'} */ field) => tasks.reduce((total, score) => total + score[field], 0);
  return { task: { got: sum('got'), of: sum('of') }, predict: rightOf(lesson.predict), quiz: rightOf(lesson.quiz) };
}

/** @param {Record<string, Answered>} answers @returns {Score} */
function rightOf(answers) {
  const all = Object.values(answers);
  return { got: all.filter(({ right }) => right === true).length, of: all.length };
}
