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

export class Route extends EventTarget {
  #home;
  #elsewhere;

  /**
   * @param {string} home page to open when the address names none
   * @param {Record<string, string>} [elsewhere] page to the address of its own lab
   * @param {string} [start] place to begin at instead, `letter/m3`
   */
  constructor(home, elsewhere = {}, start = '') {
    super();
    this.#home = home;
    this.#elsewhere = elsewhere;
    this.place = placeOf(location.hash || (start && `#/${start}`), home);
    /** where one came from; of no page after loading */ this.before = { id: '', rest: '' };
    addEventListener('hashchange', () => {
      this.before = this.place;
      this.place = placeOf(location.hash, this.#home);
      this.dispatchEvent(new Event('change'));
    });
  }

  /** @param {string} id @param {string} [rest] */
  href(id, rest = '') {
    return this.#elsewhere[id] ?? `#/${id}${rest ? `/${rest}` : ''}`;
  }

  /** @param {string} id @param {string} [rest] */
  go(id, rest = '') {
    location.assign(this.href(id, rest));
  }
}
