/**
 * Which page of the application is open: the part of the address after `#`, as
 * `#/watch`, `#/type` or `#/learn/first-session`. The lab stays the same,
 * but for pages that have one of their own (`elsewhere`). What has no slash is a place within
 * the page that the address opens: `/glosario#rcpt`.
 */

/** @typedef {{id: string, rest: string}} Place */

/** @param {string} hash @param {string} home @returns {Place} */
export function placeOf(hash, home) {
  if (/^#[^/]/.test(hash)) return { id: home, rest: hash.slice(1) };
  const [id, ...rest] = hash.replace(/^#\/?/, '').split('/');
  return { id: id || home, rest: rest.join('/') };
}

/**
 * @typedef {object} Site  where the pages of Cartero are
 * @property {string} base   what stands before the place within the page
 * @property {string} path   of the page, as a server has it
 * @property {string} query
 * @property {string} hash   the place within the page
 * @property {(address: string) => string} at  where a server's address is
 */

/** @type {Site} */
export const ON_A_SERVER = {
  base: '',
  get path() {
    return location.pathname;
  },
  get query() {
    return location.search;
  },
  get hash() {
    return location.hash;
  },
  at: (address) => address,
};

export class Route extends EventTarget {
  #home;
  #elsewhere;
  #site;

  /**
   * @param {string} home page to open when the address names none
   * @param {Record<string, string>} [elsewhere] page to the address of its own lab
   * @param {string} [start] place to begin at instead, `letter/m3`
   * @param {Site} [site]
   * @param {AbortSignal} [left] the page was left
   */
  constructor(home, elsewhere = {}, start = '', site = ON_A_SERVER, left = undefined) {
    super();
    this.#home = home;
    this.#elsewhere = elsewhere;
    this.#site = site;
    this.place = placeOf(site.hash || (start && `#/${start}`), home);
    /** where one came from; of no page after loading */ this.before = { id: '', rest: '' };
    addEventListener('hashchange', () => this.#moved(), { signal: left });
  }

  #moved() {
    this.before = this.place;
    this.place = placeOf(this.#site.hash, this.#home);
    this.dispatchEvent(new Event('change'));
  }

  /** The path of the page, as a server has it. */
  get path() {
    return this.#site.path;
  }

  /** What stands after it, with its `?`. */
  get query() {
    return this.#site.query;
  }

  /** @param {string} id @param {string} [rest] */
  href(id, rest = '') {
    const own = this.#elsewhere[id];
    if (own) return this.#site.at(own);
    return `${this.#site.base}#/${id}${rest ? `/${rest}` : ''}`;
  }

  /** @param {string} id @param {string} [rest] */
  go(id, rest = '') {
    location.assign(this.href(id, rest));
  }

  /** For another browser: with its origin. @param {string} address a server's */
  whole(address) {
    return new URL(this.#site.at(address), location.href).href;
  }

  /** Opens another page, by a server's address. @param {string} address */
  visit(address) {
    location.assign(this.#site.at(address));
  }

  /** The same, and the way back does not lead here. @param {string} address */
  replace(address) {
    location.replace(this.#site.at(address));
  }
}
