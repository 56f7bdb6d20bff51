/**
 * What a page was told last, so that the same page is drawn again before Python is up: its boot
 * block, the answer to `watch`, and the news since. One page is remembered, the last in which
 * something was done. Events are as of one edition and language: in another they are forgotten.
 */
import { storage } from '../core/prefs.js';
import { PAGE, SEEN, settled } from './database.js';

/** @typedef {import('../types.d.ts').Boot} Boot */
/**
 * @typedef {object} Scene  what a page is told first
 * @property {Boot} boot
 * @property {any} watched   the answer to `watch`
 * @property {[string, any][]} news
 */

/** Where its path stands: a page that is not that one waits for no database. */
const NAME = 'cartero.seen';
/** Of a longer session the beginning is drawn at once. */
const CHARACTERS_MAX = 2_000_000;

/**
 * What the page told that began last: what comes first, and its news; of others, and after a gap,
 * nothing.
 * @param {[page: number, number: number][]} keys in their order @param {string[]} told JSON of each
 * @returns {any[]}
 */
function written(keys, told) {
  const first = keys.findLastIndex(([, number]) => number === 0);
  const whole = keys.map(
    ([page, number], index) => page === keys[first]?.[0] && number === index - first,
  );
  return told.filter((_, index) => whole[index]).map((each) => JSON.parse(each));
}

export class LastSeen {
  #database;
  #edition;
  #storage = storage('localStorage');
  /** @type {string} */ #path = '';
  /** @type {any} */ #boot = null;
  /** @type {any} */ #watched;
  /** not yet written, JSON of each @type {string[]} */ #news = [];
  /** how many are */ #written = 0;
  /** of all of them */ #characters = 0;
  /** nothing of this page is written yet */ #anew = true;
  /** what comes before the news is written */ #headed = false;
  /** something was done in it */ #worth = false;

  /** @param {import('./database.js').Database} database @param {string} edition */
  constructor(database, edition) {
    this.#database = database;
    this.#edition = edition;
  }

  /**
   * The page at that path as it was left; null: unknown.
   * @param {string} path @param {string} lang @returns {Promise<Scene | null>}
   */
  async of(path, lang) {
    if (this.#storage?.getItem(NAME) !== path) return null;
    const found = await this.#database.read([SEEN], (seen) =>
      Promise.all([settled(seen.getAllKeys()), settled(seen.getAll())]),
    );
    const [head, ...news] = found ? written(.../** @type {[any[], string[]]} */ (found)) : [];
    const same = head?.edition === this.#edition && head.path === path && head.boot.lang === lang;
    return same ? { ...head, news } : null;
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
    this.#headed = false;
    if (!asked.from) this.#tellAnew([]);
  }

  /** @param {[string, any][]} news */
  #tellAnew(news) {
    this.#anew = true;
    this.#headed = false;
    this.#news = [];
    this.#written = 0;
    this.#characters = 0;
    for (const each of news) this.#add(JSON.stringify(each));
  }

  /** @param {string} told JSON */
  #add(told) {
    this.#news.push(told);
    this.#characters += told.length;
  }

  /** @param {string} event @param {string} message JSON */
  heard(event, message) {
    this.#add(`["${event}",${message}]`);
    this.#write();
  }

  /** Somebody did something, and the lab is kept. */
  keep() {
    this.#worth = true;
    this.#write();
  }

  /** What is not yet written. */
  #write() {
    const [news, anew, headed] = [this.#news, this.#anew, this.#headed];
    if (!this.#worth || !this.#watched || this.#characters > CHARACTERS_MAX) return;
    if (headed && !news.length) return;
    const first = this.#written + 1;
    const head = headed ? '' : this.#head();
    this.#news = [];
    this.#written += news.length;
    this.#anew = false;
    this.#headed = true;
    this.#database.write([SEEN], (seen) => {
      if (anew) seen.clear();
      if (head) seen.put(head, [PAGE, 0]);
      news.forEach((each, index) => seen.put(each, [PAGE, first + index]));
    });
    if (head) this.#tellWhere(this.#path);
  }

  /** What comes before the news. */
  #head() {
    const [edition, path, boot, watched] = [this.#edition, this.#path, this.#boot, this.#watched];
    return JSON.stringify({ edition, path, boot, watched });
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
