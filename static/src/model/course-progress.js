/**
 * How far a learner came in each lesson and experiment, kept in this browser and nowhere else.
 *
 * Why it exists: progress without accounts. The judge is on the server; what it said last
 * is kept here, three separate scores (task, prediction, quiz), never one percentage.
 *
 * It refuses to fail: a full, forbidden or spoilt storage means "nothing remembered".
 */

import { dayOf } from '../core/day.js';
import { FIRST, LED } from './help-levels.js';

export const STORAGE_KEY = 'cartero.progress';
const VERSION = 1;

/**
 * @typedef {import('../types.d.ts').Scores} Scores
 * @typedef {object} LessonProgress
 * @property {number} done                    steps that are over
 * @property {number} of                      steps there are
 * @property {boolean} finished               it was finished once; a second try keeps it
 * @property {number} finishedOn              the day it was, counted from 1970
 * @property {Scores | null} scores           as the judge said last
 * @property {Record<string, number>} hints   hints opened, by step
 * @property {Record<string, HelpProgress>} help   of typed tasks, by step
 * @property {{ lab: string, branch: string, seq: number } | null} seen
 *   how far the story was on show
 * @typedef {object} HelpProgress
 * @property {import('../types.d.ts').HelpLevel} [level]  on show last
 * @property {number} tries    which of its exercises
 * @property {number} failed   tries that failed at this level
 * @typedef {Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>} Shelf
 */

/** @returns {LessonProgress} */
const blank = () => ({
  done: 0,
  of: 0,
  finished: false,
  finishedOn: 0,
  scores: null,
  hints: {},
  help: {},
  seen: null,
});

export class Progress {
  /** @type {Shelf | null} */ #shelf;
  /** @type {Record<string, LessonProgress>} */ #lessons = {};
  #last = '';
  /** @type {string[]} */ #experiments = [];
  #celebrated = false;
  /** @type {import('../types.d.ts').HelpLevel} */ #help = FIRST;

  /** @param {Shelf | null} shelf usually localStorage */
  constructor(shelf) {
    this.#shelf = shelf;
    this.#read();
  }

  /** Slug of the lesson opened last, or ''. */
  get last() {
    return this.#last;
  }

  /** @param {string} slug @returns {LessonProgress} */
  of(slug) {
    return { ...blank(), ...this.#lessons[slug] };
  }

  /** @param {string} slug */
  started(slug) {
    return Object.hasOwn(this.#lessons, slug);
  }

  /** Some lesson was finished once. */
  get anyFinished() {
    return Object.values(this.#lessons).some(({ finished }) => finished);
  }

  /** Change one lesson and keep it. @param {string} slug @param {Partial<LessonProgress>} change */
  keep(slug, change) {
    const before = this.of(slug);
    const finished = before.finished || Boolean(change.finished);
    const finishedOn = finished && !before.finished ? dayOf(new Date()) : before.finishedOn;
    this.#lessons = { ...this.#lessons, [slug]: { ...before, ...change, finished, finishedOn } };
    this.#last = slug;
    this.#write();
  }

  /** Experiments seen to their end, by slug. */
  get experiments() {
    return this.#experiments;
  }

  /** @param {string} slug of an experiment seen to its end */
  keepExperiment(slug) {
    if (this.#experiments.includes(slug)) return;
    this.#experiments = [...this.#experiments, slug];
    this.#write();
  }

  /** How much help the next typed task begins with, by the last result. */
  get help() {
    return this.#help;
  }

  /** @param {import('../types.d.ts').HelpLevel} level */
  keepHelp(level) {
    this.#help = level;
    this.#write();
  }

  /** The end of the course was celebrated. */
  get celebrated() {
    return this.#celebrated;
  }

  keepCelebrated() {
    this.#celebrated = true;
    this.#write();
  }

  /**
   * Where one is in the course, or null before anything was begun. `next`: the lesson left
   * in the middle, else the first that is not finished, else null.
   * @param {readonly import('../types.d.ts').LessonUnit[]} units
   */
  place(units) {
    const all = units.flatMap(({ lessons }) => lessons);
    const left = all.filter(({ slug }) => !this.of(slug).finished);
    if (!all.some(({ slug }) => this.started(slug))) return null;
    const next = left.find(({ slug }) => slug === this.#last) ?? left[0] ?? null;
    return {
      next,
      number: next ? all.indexOf(next) + 1 : all.length,
      finished: all.length - left.length,
      of: all.length,
    };
  }

  /** Forget everything. */
  forget() {
    this.#lessons = {};
    this.#last = '';
    this.#experiments = [];
    this.#celebrated = false;
    this.#help = FIRST;
    try {
      this.#shelf?.removeItem(STORAGE_KEY);
    } catch {
      /* storage is forbidden: nothing was kept */
    }
  }

  #read() {
    try {
      const kept = JSON.parse(this.#shelf?.getItem(STORAGE_KEY) ?? 'null');
      if (kept?.version !== VERSION || typeof kept.lessons !== 'object') return;
      this.#lessons = kept.lessons ?? {};
      this.#last = typeof kept.last === 'string' ? kept.last : '';
      this.#experiments = Array.isArray(kept.experiments) ? kept.experiments : [];
      this.#celebrated = kept.celebrated === true;
      this.#help = LED.includes(kept.help) ? kept.help : FIRST;
    } catch {
      /* spoilt or forbidden storage: start anew */
    }
  }

  #write() {
    const kept = {
      version: VERSION,
      last: this.#last,
      lessons: this.#lessons,
      experiments: this.#experiments,
      celebrated: this.#celebrated,
      help: this.#help,
    };
    try {
      this.#shelf?.setItem(STORAGE_KEY, JSON.stringify(kept));
    } catch {
      /* full or forbidden: this page still remembers */
    }
  }
}
