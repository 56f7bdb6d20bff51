/**
 * The pages a person can open, in the order of the navigation. A page registers itself
 * when its module is imported; app.js imports the modules.
 */

/**
 * @typedef {object} Page
 * @property {string} id        part of the address: `#/watch`
 * @property {string} title     text key of the word in the navigation
 * @property {string} icon      name in icons.js `ui`
 * @property {number} order     place in the navigation
 * @property {boolean} [headed] it brings its own level-one heading
 * @property {(rest: string) => unknown} render  a Lit template; `rest`: address after id
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
