/**
 * What the browser knows of one branch of one lab: the journal so far, and the model at
 * one position in it. Seeking applies or undoes changes, from a keyframe where that is
 * shorter, so any place of a long journal is a few milliseconds away.
 *
 * It refuses the page: no element, socket or timer. It tells listeners with a `change`
 * event and never calls anybody.
 */
import { applyChanges, snapshot, undoChanges } from './reducer.js';

/** @typedef {import('../types.d.ts').Served} Served */
/** @typedef {import('../types.d.ts').Step} Step */
/** @typedef {import('../types.d.ts').Model} Model */

const KEYFRAME_EVERY = 2048;
/** Copying a keyframe costs about as much as folding this many events. */
const KEYFRAME_COST = 3000;

/** @returns {Model} */
const emptyModel = () => ({
  hosts: {},
  order: [],
  links: {},
  chapters: [],
  conns: {},
  mailboxes: {},
  queues: {},
  inboxes: {},
  waiting: { count: 0 },
  offers: [],
  answers: {},
});

export class Store extends EventTarget {
  /** @type {Served[]} */ events = [];
  /** @type {Step[]} events that are steps, in order */ steps = [];
  /** @type {Model} */ model = emptyModel();
  /** seq of the last event folded into `model`; -1: none */ at = -1;
  /** @type {import('../types.d.ts').ServedBranch[]} */ branches = [];
  branch = '';
  /** seq of the oldest event: a live lab keeps only a window */ base = 0;
  /** grows whenever the journal is replaced by another one */ epoch = 0;
  /** @type {Map<number, Model>} model after event `seq` */ #keyframes = new Map();

  /** The seq this journal needs next. */
  get next() {
    return this.base + this.events.length;
  }

  /** Starts another journal: another branch, or the same one after a server's restart.
   * @param {string} branch */
  reset(branch) {
    this.branch = branch;
    this.#restart(0);
    this.#tell();
  }

  /** @param {number} base */
  #restart(base) {
    this.base = base;
    this.events = [];
    this.steps = [];
    this.#keyframes.clear();
    this.model = emptyModel();
    this.at = base - 1;
    this.epoch += 1;
  }

  /**
   * Adds events that follow directly. The model does not move: the playhead decides.
   * An event with a keyframe begins anew: what was before it is not kept any more.
   * @param {Served[]} events
   */
  append(events) {
    for (const event of events) {
      if (event.keyframe) this.#restart(event.seq);
      if (event.seq !== this.next)
        throw new RangeError(`Event ${event.seq} where ${this.next} was due`);
      this.events.push(event);
      if (event.beat) this.steps.push(/** @type {Step} */ (event));
    }
    if (events.length) this.#tell();
  }

  /** @param {import('../types.d.ts').ServedBranch[]} branches */
  setBranches(branches) {
    this.branches = branches;
    this.#tell();
  }

  /** Folds the model to just after event `seq` (-1: the empty world). @param {number} seq */
  seek(seq) {
    const { base } = this;
    const to = Math.max(base - 1, Math.min(this.next - 1, seq));
    const key = base + Math.floor((to + 1 - base) / KEYFRAME_EVERY) * KEYFRAME_EVERY - 1;
    const direct = Math.abs(to - this.at);
    const fromKey = to - key + (key < base ? 0 : KEYFRAME_COST);
    if (fromKey < direct && (key < base || this.#keyframes.has(key))) {
      this.model = key < base ? emptyModel() : snapshot(this.#keyframes.get(key));
      this.at = key;
    }
    while (this.at > to) undoChanges(this.model, this.events[this.at-- - base].changes);
    while (this.at < to) {
      applyChanges(this.model, this.events[++this.at - base].changes);
      if ((this.at + 1 - base) % KEYFRAME_EVERY === 0 && !this.#keyframes.has(this.at)) {
        this.#keyframes.set(this.at, snapshot(this.model));
      }
    }
  }

  /**
   * Up to which event the world has come when step `index` is on show: the step itself, so
   * that nothing is seen before the reply that says it; at the last step all there is.
   * Before the first step (-1) that is the world as the scenario opened it.
   * @param {number} index
   */
  endOf(index) {
    if (index >= this.steps.length - 1) return this.next - 1;
    return index < 0 ? this.steps[0].seq - 1 : this.steps[index].seq;
  }

  /** Index of the last step at or before `seq`, or -1. @param {number} seq */
  stepAt(seq) {
    let low = 0;
    let high = this.steps.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.steps[middle].seq <= seq) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  #tell() {
    this.dispatchEvent(new Event('change'));
  }
}
