/**
 * What a page was told last, so that the same page is drawn again before Python is up: its boot
 * block, the answer to `watch`, and the news since. One page is remembered, the last in which
 * something was done. Events are as of one edition and language: in another they are forgotten.
 */
import { storage } from '../core/prefs.js';

/** @typedef {import('../types.d.ts').Boot} Boot */
/**
 * @typedef {object} Scene  what a page is told first
 * @property {Boot} boot
 * @property {any} watched   the answer to `watch`
 * @property {[string, any][]} news
 */

/** Where its path stands: a page that is not that one waits for no database. */
const NAME = 'cartero.seen';
/** A long session is not written again after each line. */
const CHARACTERS_MAX = 2_000_000;

export class LastSeen {
  #kept;
  #edition;
  #storage = storage('localStorage');
  /** @type {string} */ #path = '';
  /** @type {any} */ #boot = null;
  /** @type {any} */ #watched;
  /** JSON of each @type {string[]} */ #news = [];
  #characters = 0;
  /** something was done in it */ #worth = false;
  #writing = false;
  #changed = false;

  /** @param {import('./kept-labs.js').KeptLabs} kept @param {string} edition */
  constructor(kept, edition) {
    this.#kept = kept;
    this.#edition = edition;
  }

  /**
   * The page at that path as it was left; null: unknown.
   * @param {string} path @param {string} lang @returns {Promise<Scene | null>}
   */
  async of(path, lang) {
    if (this.#storage?.getItem(NAME) !== path) return null;
    const told = await this.#kept.seen();
    const found = told && JSON.parse(told);
    const same = found?.edition === this.#edition && found.path === path;
    return same && found.boot.lang === lang ? found : null;
  }

  /** Another page. @param {string} path @param {any} boot @param {Scene | null} shown already */
  begin(path, boot, shown) {
    this.#path = path;
    this.#boot = boot;
    this.#watched = shown?.watched;
    this.#worth = false;
    this.#tellAnew(shown?.news ?? []);
  }

  /** @param {any} asked what `watch` was asked with @param {any} answer */
  watched(asked, answer) {
    if (!answer.ok) return;
    this.#watched = answer;
    this.#boot = { ...this.#boot, branch: answer.branch ?? asked.branch };
    if (!asked.from) this.#tellAnew([]);
  }

  /** @param {[string, any][]} news */
  #tellAnew(news) {
    this.#news = news.map((each) => JSON.stringify(each));
    this.#characters = this.#news.reduce((sum, each) => sum + each.length, 0);
  }

  /** @param {string} event @param {string} message JSON */
  heard(event, message) {
    this.#news.push(`["${event}",${message}]`);
    this.#characters += message.length;
    this.#write();
  }

  /** Somebody did something, and the lab is kept. */
  keep() {
    this.#worth = true;
    this.#write();
  }

  #write() {
    this.#changed = true;
    if (!this.#worth || !this.#watched || this.#characters > CHARACTERS_MAX) return;
    if (!this.#writing) this.#writeAll();
  }

  /** What comes while it is written is written next, all at once. */
  async #writeAll() {
    this.#writing = true;
    while (this.#changed) {
      this.#changed = false;
      const [path, boot, watched] = [this.#path, this.#boot, this.#watched];
      const head = JSON.stringify({ edition: this.#edition, path, boot, watched });
      await this.#kept.keepSeen(`${head.slice(0, -1)},"news":[${this.#news.join()}]}`);
      this.#tellWhere(path);
    }
    this.#writing = false;
  }

  /** @param {string} path */
  #tellWhere(path) {
    try {
      this.#storage?.setItem(NAME, path);
    } catch {
      /* no room: the page begins as on a first visit */
    }
  }
}
