/**
 * What this browser keeps of an exam while it is sat: when it began, how long its time stood
 * still, what was done in each task, and that it was handed in.
 *
 * Why it exists: a reload, or a server that starts again, must lose nothing, and the file that
 * is handed in is made of it. It refuses to keep a score. Every write changes one field of what
 * is kept now, which another tab may have written. Of exams that were handed in the newest few
 * are kept; one that was not is never forgotten.
 */

const PREFIX = 'cartero.exam.';
const KEPT_MAX = 6;
const MINUTE_MS = 60_000;

/**
 * @typedef {Record<string, any>[]} Line
 * @typedef {object} Notes
 * @property {number} began   milliseconds since 1970; 0: not yet
 * @property {number} handed  likewise
 * @property {number} still  since when its time stands still, likewise
 * @property {number} stood  so long it stood still before, milliseconds
 * @property {Record<string, Line>} lines  what was done, by the name of the task
 * @typedef {Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>} Shelf
 */

/** @returns {Notes} */
const blank = () => ({ began: 0, handed: 0, still: 0, stood: 0, lines: {} });

export class ExamNotes {
  /** @type {Shelf | null} */ #shelf;
  #key;
  /** as this page last knew them @type {Notes} */ #notes;
  /** what could not be written @type {Notes['lines']} */ #unwritten = {};

  /** @param {Shelf | null} shelf usually localStorage @param {string} code @param {string} who */
  constructor(shelf, code, who) {
    this.#shelf = shelf;
    this.#key = `${PREFIX}${code}/${who}`;
    this.#notes = read(shelf, this.#key);
  }

  get began() {
    return this.#notes.began;
  }

  get handed() {
    return this.#notes.handed;
  }

  /** Milliseconds of the exam's time. @param {number} minutes it has @param {number} now */
  left(minutes, now) {
    this.#reread();
    const { began, still, stood } = this.#notes;
    return began + stood + minutes * MINUTE_MS - (still || now);
  }

  /** @param {string} task @returns {Line} */
  line(task) {
    return this.#notes.lines[task] ?? [];
  }

  /** The clock starts, once. @param {number} now */
  begin(now) {
    this.#reread();
    if (this.began) return;
    forgetOldest(this.#shelf);
    this.#write({ began: now });
  }

  /** @param {string} task @param {Line} line */
  keep(task, line) {
    this.#reread();
    if (this.handed) return;
    this.#unwritten[task] = line;
    this.#write({ lines: { ...this.#notes.lines, [task]: line } });
  }

  /** @param {number} now */
  hand(now) {
    this.#reread();
    if (!this.handed) this.#write({ handed: now });
  }

  /**
   * The file, without its score.
   * @param {string} exam @param {string} nickname @param {readonly { name: string }[]} tasks
   */
  record(exam, nickname, tasks) {
    const done = tasks.map(({ name }) => ({ name, line: this.line(name) }));
    return { cartero: 1, exam, nickname, tasks: done.filter(({ line }) => line.length) };
  }

  /** What another tab wrote since, and what this one could not write. */
  #reread() {
    const mine = this.#notes;
    const { began, handed, lines, ...time } = read(this.#shelf, this.#key);
    this.#notes = {
      ...(began ? time : mine),
      began: began || mine.began,
      handed: handed || mine.handed,
      lines: began ? { ...lines, ...this.#unwritten } : mine.lines,
    };
  }

  /** @param {Partial<Notes>} change */
  #write(change) {
    this.#notes = { ...this.#notes, ...change };
    if (write(this.#shelf, this.#key, this.#notes)) this.#unwritten = {};
  }
}

/** Who has begun this exam in this browser. @param {Shelf | null} shelf @param {string} code */
export const sitting = (shelf, code) =>
  keys(shelf)
    .filter((key) => key.startsWith(`${PREFIX}${code}/`))
    .map((key) => key.slice(PREFIX.length + code.length + 1))
    .sort();

/**
 * The time of every exam that is sat in this browser stands still from now on, or goes on.
 * @param {Shelf | null} shelf @param {boolean} stands @param {number} now
 * @returns {boolean} whether one is sat
 */
export function examsStand(shelf, stands, now) {
  const all = keys(shelf).map((key) => ({ key, notes: read(shelf, key) }));
  const sat = all.filter(({ notes }) => notes.began && !notes.handed);
  for (const { key, notes } of sat) {
    if (Boolean(notes.still) === stands) continue;
    const stood = notes.stood + (stands ? 0 : Math.max(0, now - notes.still));
    write(shelf, key, { ...notes, still: stands ? now : 0, stood });
  }
  return sat.length > 0;
}

/** @param {Shelf | null} shelf @param {string} key @returns {Notes} */
function read(shelf, key) {
  try {
    const said = { ...blank(), lines: null, ...JSON.parse(shelf?.getItem(key) ?? '{}') };
    const { began, handed, still, stood, lines } = said;
    const isTime = (/** @type {unknown} */ time) => Number.isInteger(time);
    const timed = [began, handed, still, stood].every(isTime);
    if (!timed || typeof lines !== 'object' || !lines) return blank();
    return { began, handed, still, stood, lines };
  } catch {
    return blank();
  }
}

/** Not where it is full or forbidden: the page still remembers.
 * @param {Shelf | null} shelf @param {string} key @param {Notes} notes */
function write(shelf, key, notes) {
  try {
    shelf?.setItem(key, JSON.stringify(notes));
    return true;
  } catch {
    return false;
  }
}

/** @param {Shelf | null} shelf */
function keys(shelf) {
  const all = Array.from({ length: shelf?.length ?? 0 }, (_, i) => shelf?.key(i) ?? '');
  return all.filter((key) => key.startsWith(PREFIX));
}

/** Makes room for one more, among those handed in. @param {Shelf | null} shelf */
function forgetOldest(shelf) {
  const all = keys(shelf).map((key) => ({ key, ...read(shelf, key) }));
  const over = all.filter(({ began, handed }) => handed || !began);
  over.sort((a, b) => a.began - b.began);
  for (const { key } of over.slice(0, Math.max(0, all.length - KEPT_MAX + 1)))
    shelf?.removeItem(key);
}
