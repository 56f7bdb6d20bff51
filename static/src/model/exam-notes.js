/**
 * What this browser keeps of an exam while it is sat: when it began, what was done in each
 * task, and that it was handed in.
 *
 * Why it exists: a reload, or a server that starts again, must lose nothing, and the file that
 * is handed in is made of it. It refuses to keep a score. The newest few exams are kept.
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
  /** @type {Notes} */ #notes;

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
    if (this.began) return;
    forgetOldest(this.#shelf);
    this.#write({ began: now });
  }

  /** @param {string} task @param {Line} line */
  keep(task, line) {
    if (!this.handed) this.#write({ lines: { ...this.#notes.lines, [task]: line } });
  }

  /** @param {number} now */
  hand(now) {
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

  /** @param {Partial<Notes>} change */
  #write(change) {
    this.#notes = { ...this.#notes, ...change };
    try {
      this.#shelf?.setItem(this.#key, JSON.stringify(this.#notes));
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

/** @param {Shelf | null} shelf */
function forgetOldest(shelf) {
  const byAge = keys(shelf).sort((a, b) => read(shelf, b).began - read(shelf, a).began);
  for (const key of byAge.slice(KEPT_MAX - 1)) shelf?.removeItem(key);
}
