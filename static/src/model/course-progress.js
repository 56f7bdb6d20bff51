/**
 * How far a learner came in each lesson and experiment, kept in this browser and nowhere else.
 *
 * Why it exists: progress without accounts. The judge is on the server; what it said last
 * is kept here, three separate scores (task, prediction, quiz), never one percentage.
 *
 * It refuses to fail: a full, forbidden or spoilt storage means "nothing remembered".
 */

import { unaidedNow } from './first-tries.js';
import { FIRST, LED } from './help-levels.js';
import { bestScores, openedHints } from './kept.js';

export const STORAGE_KEY = 'cartero.progress';
const VERSION = 1;
const DAY_MS = 86_400_000;
/** Characters of a name. */
export const NAME_MAX = 24;

/**
 * @typedef {import('./kept.js').Scores} Scores
 * @typedef {import('./kept.js').LessonProgress} LessonProgress
 * @typedef {import('./kept.js').HelpProgress} HelpProgress
 * @typedef {import('./kept.js').Kept} Kept
 * @typedef {Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>} Shelf
 */

/** The day it is where this browser is, counted from 1970. @param {Date} now */
export const dayOf = (now) =>
  Math.floor((now.getTime() - now.getTimezoneOffset() * 60_000) / DAY_MS);

/** @returns {LessonProgress} */
const blank = () => ({
  done: 0,
  of: 0,
  finished: false,
  finishedOn: 0,
  scores: null,
  step: '',
  solved: [],
  unaided: [],
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
  #name = '';
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
    const kept = { ...blank(), ...this.#lessons[slug] };
    const hints = Object.entries(kept.hints).map(([step, opened]) => [step, openedHints(opened)]);
    return { ...kept, hints: Object.fromEntries(hints) };
  }

  /** @param {string} slug */
  started(slug) {
    return Object.hasOwn(this.#lessons, slug);
  }

  /** Some lesson was finished once. */
  get anyFinished() {
    return Object.values(this.#lessons).some(({ finished }) => finished);
  }

  /** Those begun. */
  get lessons() {
    return Object.keys(this.#lessons).map((slug) => this.of(slug));
  }

  /** What this learner wants to be called, or ''. */
  get name() {
    return this.#name;
  }

  /** @param {string} name */
  keepName(name) {
    this.#name = name.trim().slice(0, NAME_MAX);
    this.#write();
  }

  /**
   * What the judge said of a lesson: a step once solved stays so, in whichever lab it was.
   * @param {string} slug
   * @param {readonly { id: string, kind: string }[]} steps of the lesson
   * @param {{ solved: readonly string[], scores: Scores, seen: LessonProgress['seen'] }} now
   */
  keepVerdict(slug, steps, { solved, scores, seen }) {
    const before = this.of(slug);
    const all = steps.map(({ id }) => id);
    const over = all.filter((id) => solved.includes(id) || before.solved.includes(id));
    this.keep(slug, {
      done: over.length,
      of: all.length,
      finished: over.length === all.length,
      scores: bestScores(before.scores, scores),
      solved: over,
      unaided: unaidedNow(before, steps, over),
      seen,
    });
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

  /** Everything, to be carried. @returns {Kept} */
  get kept() {
    const lessons = Object.keys(this.#lessons).map((slug) => [slug, this.of(slug)]);
    return {
      name: this.#name,
      last: this.#last,
      lessons: Object.fromEntries(lessons),
      experiments: this.#experiments,
      celebrated: this.#celebrated,
      help: this.#help,
    };
  }

  /** Everything at once: what is kept is this from now on. @param {Kept} kept */
  keepAll(kept) {
    this.#take(kept);
    this.#write();
  }

  /** Forget everything. */
  forget() {
    this.#take({});
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
      this.#take(kept);
    } catch {
      /* spoilt or forbidden storage: start anew */
    }
  }

  /** What is missing or of another type is as at the beginning. @param {Partial<Kept>} kept */
  #take(kept) {
    this.#name = typeof kept.name === 'string' ? kept.name.slice(0, NAME_MAX) : '';
    this.#lessons = kept.lessons ?? {};
    this.#last = typeof kept.last === 'string' ? kept.last : '';
    this.#experiments = Array.isArray(kept.experiments) ? kept.experiments : [];
    this.#celebrated = kept.celebrated === true;
    this.#help = kept.help && LED.includes(kept.help) ? kept.help : FIRST;
  }

  #write() {
    const kept = { version: VERSION, ...this.kept };
    try {
      this.#shelf?.setItem(STORAGE_KEY, JSON.stringify(kept));
    } catch {
      /* full or forbidden: this page still remembers */
    }
  }
}
