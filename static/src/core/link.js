/**
 * What views may ask of the lab, and what the page must say about the link to it.
 * It decides one thing only: an act from the live end goes on, an act after a deliberate
 * step back forks there.
 */

import { pendingOn } from './pressed.js';

/** @typedef {import('../types.d.ts').Text} Text */

const NOTICE_MS = 9000;

export class Link extends EventTarget {
  /** what went wrong last, for people @type {Text | null} */ notice = null;
  #channel;
  #playhead;
  /** step on show when something was done last; -1: none */ actedAt = -1;
  #timer = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);

  /**
   * @param {import('./channel.js').Channel} channel
   * @param {import('./playhead.js').Playhead} playhead
   */
  constructor(channel, playhead) {
    super();
    this.#channel = channel;
    this.#playhead = playhead;
    channel.addEventListener('change', () => this.#tell());
  }

  /** 'connecting', 'live', 'lost' or 'ended' */
  get state() {
    return this.#channel.state;
  }
  get ended() {
    return this.#channel.ended;
  }
  /** where the presenter is, when this visitor only watches */
  get place() {
    return this.#channel.place;
  }
  /** this visitor may act, and the lab is alive */
  get mayAct() {
    return this.#channel.mayAct && this.state !== 'ended';
  }
  /** an act now would start another branch: the person stepped back on purpose */
  get wouldFork() {
    return !this.#playhead.atEnd && this.#playhead.index < this.#playhead.furthest;
  }

  /**
   * Acts in the lab. `now` (typing): the page shows the answer at once; else it plays.
   * `quiet` acts at the live end and leaves the playhead where it is: a learner's answers.
   * `at`: in the middle of things, just after that event; who asks shows what comes of it.
   * @param {Record<string, any>} act e.g. `{act: 'power_on', host: 'benito'}`
   * @param {{now?: boolean, quiet?: boolean, at?: number}} [how]
   * @returns {Promise<import('./channel.js').Answer>}
   */
  async act(act, { now = false, quiet = false, at } = {}) {
    if (quiet) return this.#ask(() => this.#channel.act(act, at));
    this.actedAt = this.#playhead.index;
    if (at !== undefined) return this.#ask(() => this.#channel.act(act, at));
    return this.#actAndFollow(act, now ? 'now' : 'play');
  }

  /**
   * From the live end, or from where the person stepped back to.
   * @param {Record<string, any>} act @param {'now' | 'play'} how
   */
  async #actAndFollow(act, how) {
    const back = this.wouldFork;
    const after = back ? (this.#playhead.step?.seq ?? 0) : undefined;
    if (!back) this.#playhead.follow(how);
    const answer = await this.#ask(() => this.#channel.act(act, after));
    if (answer.ok && back) this.#playhead.follow(how);
    return answer;
  }

  /**
   * Goes to another line of the story: 'undo', 'redo', 'restart' or 'repeat' (`{step}` of
   * a lesson); or lets a script 'play' (`{lesson, step}`, or nothing for the scenario's own
   * demonstration).
   * @param {'undo' | 'redo' | 'restart' | 'repeat' | 'play'} what
   * @param {Record<string, any>} [more]
   * @returns {Promise<import('./channel.js').Answer>}
   */
  async travel(what, more = {}) {
    const how = what === 'play' ? 'play' : 'now';
    this.actedAt = -1;
    this.#playhead.follow(how);
    const answer = await this.#ask(() => this.#channel.change(what, more));
    if (answer.ok && how === 'now') this.#playhead.follow(how);
    return answer;
  }

  /**
   * Does what a demonstration needs done before it, if anything; `acts` says how much.
   * @param {{lesson: string, step: string}} what @returns {Promise<import('./channel.js').Answer>}
   */
  ready(what) {
    return this.#ask(() => this.#channel.change('ready', what));
  }

  /** Lets a ready experiment happen; who asks shows what comes of it. @param {string} experiment */
  experiment(experiment) {
    return this.#ask(() => this.#channel.change('play', { experiment }));
  }

  /** Lets a scene happen; `at` of the answer is the event to look at. @param {string} scene */
  scene(scene) {
    return this.#ask(() => this.#channel.change('play', { scene }));
  }

  /**
   * What skipping would bring: `after_s`, and the texts of what `expires`.
   * @param {'next' | 'retry'} [to]
   */
  waits(to = 'next') {
    return this.#ask(() => this.#channel.change('waits', { to }));
  }

  /**
   * The answer; what was pressed waits for it, and a refusal is said.
   * @param {() => Promise<import('./channel.js').Answer>} ask
   */
  async #ask(ask) {
    const answer = await pendingOn(ask());
    if (!answer.ok) this.say(answer.error ?? { key: 'ui.error.refused' });
    return answer;
  }

  /** The step on show as an address: `permalink` of the answer stands after `/enlace/`.
   * @param {{seq: number, until: number, view: string}} shown */
  permalink(shown) {
    return this.#channel.ask('permalink', shown);
  }

  /** Which goals hold. @param {Record<string, any>} what e.g. `{lesson}` */
  attempt(what) {
    return this.#channel.ask('attempt', what);
  }

  /** An exercise made of a task's solution. @param {Record<string, any>} what */
  exercise(what) {
    return this.#ask(() => this.#channel.ask('exercise', what));
  }

  /** What comes of an exercise; the lab stays as it is. @param {Record<string, any>} what */
  trial(what) {
    return this.#ask(() => this.#channel.ask('trial', what));
  }

  /** @param {string} branch */
  switchTo(branch) {
    this.#channel.switchTo(branch);
  }

  /** Shows a notice for a while. @param {Text | null} text */
  say(text) {
    clearTimeout(this.#timer);
    this.notice = text;
    if (text) this.#timer = setTimeout(() => this.say(null), NOTICE_MS);
    this.#tell();
  }

  #tell() {
    this.dispatchEvent(new Event('change'));
  }
}
