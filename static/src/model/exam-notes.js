/**
 * What this browser keeps of an exam while it is sat: when it began, what was done in each
 * task, and that it was handed in.
 *
 * Why it exists: a reload, or a server that starts again, must lose nothing, and the file that
 * is handed in is made of it. It refuses to keep a score. Every write changes one field of what
 * is kept now, which another tab may have written. Of exams that were handed in the newest few
 * are kept; one that was not is never forgotten.
 */

const PREFIX = 'cartero.exam.';
const KEPT_MAX = 6;

/**
 * @typedef {Record<string, any>[]} Line
 * @typedef {object} Notes
 * @property {number} began   milliseconds since 1970; 0: not yet
 * @property {number} handed  likewise
 * @property {Record<string, Line>} lines  what was done, by the name of the task
 * @typedef {Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>} Shelf
 */

/** @returns {Notes} */
const blank = () => ({ began: 0, handed: 0, lines: {} });

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
    const { began, handed, lines } = read(this.#shelf, this.#key);
    this.#notes = {
      began: began || mine.began,
      handed: handed || mine.handed,
      lines: began ? { ...lines, ...this.#unwritten } : mine.lines,
    };
  }

  /** @param {Partial<Notes>} change */
  #write(change) {
    this.#notes = { ...this.#notes, ...change };
    try {
      this.#shelf?.setItem(this.#key, JSON.stringify(this.#notes));
      this.#unwritten = {};
    } catch {
      /* full or forbidden: this page still remembers */
    }
  }
}

/** Who has begun this exam in this browser. @param {Shelf | null} shelf @param {string} code */
export const sitting = (shelf, code) =>
  keys(shelf)
    .filter((key) => key.startsWith(`${PREFIX}${code}/`))
    .map((key) => key.slice(PREFIX.length + code.length + 1))
    .sort();

/** @param {Shelf | null} shelf @param {string} key @returns {Notes} */
function read(shelf, key) {
  try {
    const { began, handed, lines } = JSON.parse(shelf?.getItem(key) ?? '{}');
    const isTime = (/** @type {unknown} */ time) => Number.isInteger(time);
    if (!isTime(began) || !isTime(handed) || typeof lines !== 'object' || !lines) return blank();
    return { began, handed, lines };
  } catch {
    return blank();
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
