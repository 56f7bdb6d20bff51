/**
 * Which old questions are due, by the days of this browser's clock, kept here only.
 *
 * Why it exists: what is asked again a day later stays; what is asked again at once does
 * not. A quiz is due the day after its lesson was finished; answered right it waits twice
 * as long as before, answered wrong until tomorrow. It refuses to ask what was seen today.
 */

export const STORAGE_KEY = 'cartero.review';
/** asked at once */ const AT_ONCE = 3;
/** days to wait, at most */ const LONGEST = 64;

/**
 * @typedef {import('../types.d.ts').ReviewQuestion} Question
 * @typedef {import('./kept.js').Wait} Wait
 * @typedef {import('./kept.js').KeptReview} KeptReview
 * @typedef {Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>} Shelf
 * @typedef {import('./course-progress.js').Progress} Progress
 */

/** @param {Question} question */
const nameOf = ({ lesson, step }) => `${lesson}/${step}`;

export class Review {
  /** @type {Shelf | null} */ #shelf;
  /** @type {Record<string, Wait>} */ #waits = {};

  /** @type {number[]} */ #days = [];

  /** @param {Shelf | null} shelf usually localStorage */
  constructor(shelf) {
    this.#shelf = shelf;
    try {
      const { days, ...waits } = JSON.parse(shelf?.getItem(STORAGE_KEY) ?? '{}');
      if (Array.isArray(days)) this.#days = days.filter(Number.isInteger);
      for (const [name, { due, gap }] of Object.entries(waits))
        if (Number.isInteger(due) && gap >= 1 && gap <= LONGEST) this.#waits[name] = { due, gap };
    } catch {
      /* spoilt or forbidden storage: every question waits as if never asked */
    }
  }

  /** Everything, to be carried. @returns {KeptReview} */
  get kept() {
    return { waits: this.#waits, days: this.#days };
  }

  /** @param {KeptReview} kept */
  keepAll({ waits, days }) {
    this.#waits = waits;
    this.#days = days;
    this.#write();
  }

  /**
   * What to ask today, at most three: those that have waited longest, of different units as
   * far as there are any.
   * @param {readonly Question[]} questions @param {Progress} progress @param {number} today
   */
  due(questions, progress, today) {
    const waiting = questions
      .filter(({ lesson }) => progress.of(lesson).finished)
      .map((question) => ({ question, day: this.#dueOn(question, progress) }))
      .filter(({ day }) => day <= today)
      .sort((a, b) => a.day - b.day)
      .map(({ question }) => question);
    /** @type {Question[]} */ const chosen = [];
    while (chosen.length < AT_ONCE && chosen.length < waiting.length) {
      const left = waiting.filter((each) => !chosen.includes(each));
      const times = (/** @type {Question} */ { unit }) =>
        chosen.filter((each) => each.unit === unit).length;
      const least = Math.min(...left.map(times));
      chosen.push(/** @type {Question} */ (left.find((each) => times(each) === least)));
    }
    return chosen;
  }

  /** @param {Question} question @param {Progress} progress */
  #dueOn(question, progress) {
    return this.#waits[nameOf(question)]?.due ?? progress.of(question.lesson).finishedOn + 1;
  }

  /** @param {Question} question @param {boolean} right @param {number} today */
  answered(question, right, today) {
    const before = this.#waits[nameOf(question)]?.gap ?? 1;
    const gap = right ? Math.min(before * 2, LONGEST) : 1;
    this.#waits[nameOf(question)] = { due: today + gap, gap };
    if (!this.#days.includes(today)) this.#days = [...this.#days, today];
    this.#write();
  }

  #write() {
    try {
      this.#shelf?.setItem(STORAGE_KEY, JSON.stringify({ ...this.#waits, days: this.#days }));
    } catch {
      /* full or forbidden: this page still remembers */
    }
  }

  forget() {
    this.#waits = {};
    this.#days = [];
    try {
      this.#shelf?.removeItem(STORAGE_KEY);
    } catch {
      /* storage is forbidden: nothing was kept */
    }
  }
}
