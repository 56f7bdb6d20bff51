/**
 * The pages a person can open, in the order of the navigation. They are registered in
 * site.js, the map of the site; nothing else knows how many there are.
 */

/**
 * @typedef {object} Page
 * @property {string} id        part of the address: `#/watch`; its module is views/ID/ID.js
 * @property {string} title     text key of the word in the navigation
 * @property {string} icon      name in drawings/icons.js `ui`
 * @property {number} order     place in the navigation; 0: not in it
 * @property {boolean} [more]   it stands in the menu «Más», not beside the three doors
 * @property {string} [about]   text key of the line that says what it is for, in that menu
 * @property {string} [key]     single key that opens it
 * @property {'panel' | 'bench'} [sided]  it has a panel beside the story, which can be hidden:
 *   to read, or to work in, which is there even where there is little room
 * @property {boolean} [moment] it shows the world as it is at a step: a permalink opens it
 * @property {boolean} [headed] it brings its own level-one heading
 * @property {import('./lazy-piece.js').Piece} [piece]  what must be fetched before it is drawn
 * @property {(boot: import('../types.d.ts').Boot) => string} [leads]  to a page the server
 *   makes, instead of one drawn here; '' where this visitor has none
 * @property {(rest: string) => unknown} [render]  a Lit template; `rest`: address after id
 */

/** @type {Page[]} */
const registered = [];

/** @param {Page} page */
export function registerPage(page) {
  registered.push(page);
  registered.sort((a, b) => a.order - b.order);
}

/** @returns {readonly Page[]} */
export const pages = () => registered;

/** The page of an address, the first one for an address nobody knows. @param {string} id */
export const pageOf = (id) =>
  registered.find((each) => each.id === id && each.render) ?? registered[0];

/** A page as a part of another, which must not import it. @param {string} id of one with a piece */
export function pieceOf(id) {
  const { piece } = pageOf(id);
  if (!piece) throw new Error(`No piece is called ${id}`);
  return piece;
}

/** What the top of the page shows, without the menu. */
export const doors = () => registered.filter((page) => page.order > 0 && !page.more);

/** What stands in the menu «Más» of this visitor. @param {import('../types.d.ts').Boot} boot */
export const furtherPages = (boot) =>
  registered.filter((page) => page.more && page.leads?.(boot) !== '');
