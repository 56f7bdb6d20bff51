/**
 * Addresses of the static edition: a server's, behind one `#`. `index.html#/aprende/sobre` is the
 * page `/aprende/sobre`, and `index.html#/aprende/sobre#/letter` the place `#/letter` within it.
 */

/** @typedef {{path: string, query: string, hash: string}} Address */

/** @param {string} hash of the document @returns {Address} */
export function addressIn(hash) {
  const [, path, query = '', rest = ''] = /^#(\/[^?#]*)(\?[^#]*)?(#.*)?$/.exec(hash) ?? [];
  return { path: decoded(path ?? '/'), query, hash: rest };
}

/** @param {string} path */
function decoded(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The page on show. @type {import('../core/route.js').Site} */
export const IN_ONE_FILE = {
  get base() {
    const { path, query } = addressIn(location.hash);
    return `#${encodeURI(path)}${query}`;
  },
  get path() {
    return addressIn(location.hash).path;
  },
  get query() {
    return addressIn(location.hash).query;
  },
  get hash() {
    return addressIn(location.hash).hash;
  },
  at: (address) => (address.startsWith('/') ? `#${address}` : address),
};

/**
 * Where a link leads that a view drew as for a server, to a page or a place within this one;
 * null: as it stands.
 * @param {string} href @param {string} base of the page on show
 */
export function ledTo(href, base) {
  if (href.startsWith('/')) return `#${href}`;
  if (/^#[^/#]+$/.test(href)) return `${base}${href}`;
  return null;
}
