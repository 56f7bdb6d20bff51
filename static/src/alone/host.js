/**
 * What answers a page that has no server: a worker in which Cartero's own Python runs. It offers
 * what the page uses of a socket (`on`, `timeout().emitWithAck`) and of `fetch`.
 *
 * Until Python is up, the page that was left last is answered from what it was told then, and a
 * door from what was prepared when Cartero was built: its story can be watched. Whatever else is
 * asked waits. Where the lab is on another branch by now, `other` says so: the page is opened anew.
 */
import { busyWith } from '../core/busy.js';
import { KeptLabs } from './kept-labs.js';
import { LastSeen } from './last-seen.js';
import { bringPart, textOf } from './parts.js';
import { CHANGES, PortCalls } from './port-calls.js';

/** @typedef {import('../types.d.ts').Boot} Boot */
/** @typedef {import('./begin.js').Begun} Begun */
/** @typedef {import('./last-seen.js').Scene} Scene */
/**
 * @typedef {object} First  `parts/first-*.js`, made by simulator/browser/prepared.py
 * @property {Record<string, Record<keyof Scene, string>>} scenes  path to scene, JSON
 * @property {Record<string, string>} documents  address to JSON
 */
/** @typedef {import('./database.js').Database} Database */

const BUNDLE = 'bundle.json';
const WITHOUT_ORIGIN = 'http://page.invalid';

export class Host extends EventTarget {
  connected = false;
  /** octets of the parts that have come */ come = 0;
  /** 'starting', 'up', 'lost' (not all has come) or 'small' (it does not run here) */
  state = 'starting';
  #first;
  #kept;
  #lang;
  #calls;
  /** @type {Map<string, ((message: any) => void)[]>} */ #listeners = new Map();
  /** the page on show, as long as it is answered without Python @type {Scene | null} */
  #scene = null;
  #seen;
  #path = '/';
  /** what saved sessions are made of is there @type {Promise<void> | null} */ #furnished = null;

  /** @param {Begun} begun @param {First} first @param {Database} database
   * @param {() => string} lang */
  constructor(begun, first, database, lang) {
    super();
    this.#calls = new PortCalls(begun.port, (told) => this.#heard(told));
    if (begun.kept) this.come = Infinity;
    this.#first = first;
    this.#kept = new KeptLabs(database);
    this.#lang = lang;
    this.#seen = new LastSeen(database, /** @type {any} */ (globalThis).CARTERO.version);
    this.ready = this.#begin(begun);
    this.ready.then(
      () => busyWith(this.#up()),
      (error) => {
        console.warn(error);
        this.#become(error.cause === 'device' ? 'small' : 'lost');
      },
    );
  }

  /** @param {Begun} begun */
  async #begin({ broken }) {
    const kept = JSON.stringify(await this.#kept.all());
    await Promise.race([broken, this.#calls.call('remember', kept)]);
  }

  /** Python is there: what was on show becomes a lab. */
  async #up() {
    performance.mark('ct-python-up');
    this.#become('up');
    const [scene, path] = [this.#scene, this.#path];
    if (!scene) return;
    this.#scene = null;
    const boot = await this.#boot(path, scene);
    if (this.#path !== path) return;
    const same = boot.lab === scene.boot.lab && boot.branch === scene.boot.branch;
    if (same) this.#tell('connect');
    else this.dispatchEvent(new Event('other'));
  }

  /** @param {string} path @param {Scene | null} shown @returns {Promise<any>} */
  async #boot(path, shown) {
    const boot = JSON.parse(await this.#calls.call('open', path, this.#lang(), '{}'));
    this.#seen.begin(path, boot, shown);
    return boot;
  }

  /** @param {string} state */
  #become(state) {
    this.state = state;
    if (state !== 'up') this.#tell('disconnect');
    this.dispatchEvent(new Event('change'));
  }

  /** @param {import('./port-calls.js').Told} told */
  #heard({ come, news = [] }) {
    if (come) {
      this.come += come;
      this.dispatchEvent(new Event('change'));
    }
    for (const [name, message] of news) this.#hearNews(name, message);
  }

  /** @param {string} name @param {string} message JSON */
  #hearNews(name, message) {
    if (name === 'keep') {
      busyWith(this.#kept.keep(JSON.parse(message), this.#calls.answered));
      this.#seen.keep();
    } else {
      this.#seen.heard(name, message);
      this.#tell(name, JSON.parse(message));
    }
  }

  /**
   * What the page at that path must know first; or why there is none. The page before hears
   * nothing more.
   * @param {string} path @returns {Promise<Boot & {error?: import('../types.d.ts').ToldError}>}
   */
  async open(path) {
    this.#listeners.clear();
    this.#path = path;
    this.#scene = null;
    this.connected = true;
    if (this.state === 'starting') {
      const scene = (await this.#seen.of(path, this.#lang())) ?? this.#prepared(path);
      if (scene && this.state === 'starting' && path === this.#path) {
        this.#scene = scene;
        return scene.boot;
      }
    }
    await this.ready;
    return this.#boot(path, null);
  }

  /** @param {string} path @returns {Scene | null} */
  #prepared(path) {
    const told = this.#first.scenes[path];
    if (!told) return null;
    const [boot, watched, news] = [told.boot, told.watched, told.news].map((part) =>
      JSON.parse(part),
    );
    return { boot, watched, news };
  }

  /** As fetch. @param {string} url @param {RequestInit} [options] @returns {Promise<Response>} */
  fetch = async (url, options) => {
    const { pathname, searchParams } = new URL(url, WITHOUT_ORIGIN);
    searchParams.delete('v');
    const rest = String(searchParams);
    const known = this.#first.documents[`${pathname}${rest ? `?${rest}` : ''}`];
    if (known) return new Response(known, { headers: { 'content-type': 'application/json' } });
    await this.ready;
    if (pathname.endsWith('/replay.html')) await (this.#furnished ??= this.#furnish());
    return this.#calls.fetch(url, this.#lang(), options?.body);
  };

  async #furnish() {
    await this.#calls.call('take_bundle', await textOf(await bringPart(BUNDLE)));
  }

  // --- what is used of a socket.io client

  /** @param {string} name @param {(message: any) => void} listener */
  on(name, listener) {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
  }

  /** @param {string} name @param {any} [message] */
  #tell(name, message) {
    for (const listener of this.#listeners.get(name) ?? []) listener(message);
  }

  /** It answers when it can: there is no network to lose an answer. */
  timeout() {
    return this;
  }

  /**
   * What changes a lab is kept before anything is heard of it. What is news after an answer comes
   * in a task of its own: before it, it would be news of a branch that nobody watches yet.
   * @param {string} name @param {any} message
   */
  async emitWithAck(name, message) {
    const scene = this.#scene;
    if (scene && name === 'watch' && scene.boot.branch === message.branch) {
      setTimeout(() => scene.news.forEach(([event, told]) => this.#tell(event, told)));
      return scene.watched;
    }
    await this.ready;
    const answering = this.#calls.message(name, message);
    if (CHANGES.has(name)) return this.#changed(name, message, answering);
    const answer = await answering;
    if (name === 'watch') this.#seen.watched(message, answer);
    return answer;
  }

  /** The call that was made last. @param {string} name @param {any} message
   * @param {Promise<any>} answering */
  async #changed(name, message, answering) {
    const number = this.#calls.asked;
    this.#calls.hearAfter(this.#kept.note(number, { name, message }));
    const answer = await answering;
    if (!answer.ok) busyWith(this.#kept.forget(message.lab, number));
    return answer;
  }
}
