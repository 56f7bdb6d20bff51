/**
 * What every student of a class is doing, as a teacher's page keeps it: the newest of each, and
 * when it was heard, so that idle time goes on while no news comes.
 */

/** @typedef {import('../types.d.ts').StudentWork} StudentWork */
/** @typedef {import('../types.d.ts').ClassMember} ClassMember */

export class WorkKept extends EventTarget {
  /** @type {import('../types.d.ts').StuckRule | null} */ rule = null;
  /** the commonest wrong lines @type {readonly import('../types.d.ts').WrongLine[]} */ wrong = [];
  /** @type {Map<string, {work: StudentWork, at: number}>} */ #works = new Map();
  #link;
  #now;

  /**
   * @param {import('../core/context.js').Classroom} link
   * @param {() => number} [now] ms that passed
   */
  constructor(link, now = () => performance.now()) {
    super();
    this.#link = link;
    this.#now = now;
  }

  /** From now on it is kept; again after a lost link. */
  start() {
    this.#link.addEventListener('entered', this.#ask);
    this.#link.addEventListener('work', this.#heard);
    if (this.#link.state) this.#ask();
  }

  stop() {
    this.#link.removeEventListener('entered', this.#ask);
    this.#link.removeEventListener('work', this.#heard);
    this.#link.ask('class_work', { on: false });
  }

  /** @param {string} member @returns {StudentWork | null} */
  of(member) {
    return this.#works.get(member)?.work ?? null;
  }

  /** Minutes since they did something. @param {string} member */
  idleMin(member) {
    const found = this.#works.get(member);
    if (!found) return 0;
    return Math.floor((found.work.idle_s + (this.#now() - found.at) / 1000) / 60);
  }

  /** The lessons students are in, with how many, most first.
   * @param {readonly ClassMember[]} members @returns {[string, number][]} */
  lessons(members) {
    const count = /** @type {Map<string, number>} */ (new Map());
    for (const { id } of members) {
      const lesson = this.of(id)?.lesson;
      if (lesson) count.set(lesson, (count.get(lesson) ?? 0) + 1);
    }
    return [...count].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  }

  #ask = async () => {
    const answer = await this.#link.ask('class_work', { on: true });
    if (!answer.ok || !answer.students) return;
    this.rule = answer.rule;
    this.wrong = answer.wrong;
    this.#take(answer.students);
  };

  #heard = (/** @type {Event} */ event) => {
    const { detail } = /** @type {CustomEvent} */ (event);
    if (detail.wrong) this.wrong = detail.wrong;
    this.#take(detail.students);
  };

  /** @param {readonly StudentWork[]} works */
  #take(works) {
    const at = this.#now();
    for (const work of works) {
      const known = this.#works.get(work.member);
      if (!known || work.version >= known.work.version) this.#works.set(work.member, { work, at });
    }
    this.dispatchEvent(new Event('change'));
  }
}

/**
 * What stands for a column in `StudentWork.goals`: the goals of each step, a step without any
 * as one.
 * @param {import('../types.d.ts').LessonPage} page
 * @returns {{step: string, label: string, first: boolean}[]} `label`: safe HTML, '' for the step
 */
export function goalsOf({ steps }) {
  return steps.flatMap(({ title, goals }) => {
    const each = goals.length ? goals.map(({ label }) => label) : [''];
    return each.map((label, at) => ({ step: title, label, first: at === 0 }));
  });
}
