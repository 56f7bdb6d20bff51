/**
 * Which page of the application is open: the part of the address after `#`, as
 * `#/watch`, `#/type` or `#/learn/first-session`. The lab stays the same.
 */

/** @typedef {{id: string, rest: string}} Place */

/** @param {string} hash @param {string} home @returns {Place} */
export function placeOf(hash, home) {
  const [id, ...rest] = hash.replace(/^#\/?/, '').split('/');
  return { id: id || home, rest: rest.join('/') };
}

export class Route extends EventTarget {
  #home;

  /** @param {string} home page to open when the address names none */
  constructor(home) {
    super();
    this.#home = home;
    this.place = placeOf(location.hash, home);
    /** id of the page one came from; '' after loading */ this.before = '';
    addEventListener('hashchange', () => {
      this.before = this.place.id;
      this.place = placeOf(location.hash, this.#home);
      this.dispatchEvent(new Event('change'));
    });
  }

  /** @param {string} id @param {string} [rest] */
  href(id, rest = '') {
    return `#/${id}${rest ? `/${rest}` : ''}`;
  }

  /** @param {string} id @param {string} [rest] */
  go(id, rest = '') {
    location.hash = this.href(id, rest);
  }
}
