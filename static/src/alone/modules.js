/**
 * The modules of the page, in classic scripts, since neither modules nor chunks can be fetched
 * from a disk: static/build.mjs writes each as a function. `page.js` has this and those of the
 * first screen, `rest.js` and its sheet all others: they come when the first of them is wanted.
 */

/**
 * @typedef {(exports: any, module: {exports: any}, require: (name: string) => any,
 *   later: (name: string) => Promise<any>) => void} Make  as of CommonJS
 */

/** @type {Record<string, Make>} */ const known = {};
/** Those of the first screen. @type {Record<string, Make>} */ let first = {};
/** @type {Record<string, {exports: any}>} */ const made = {};
/** @type {Promise<unknown> | null} */ let rest = null;

/** What a module has to give. @param {string} name */
function need(name) {
  if (!(name in made)) {
    const module = (made[name] = { exports: {} });
    known[name](module.exports, module, need, later);
  }
  return made[name].exports;
}

/** The same, wherever it is. Rejects when it does not come. @param {string} name */
async function later(name) {
  if (!(name in first)) {
    rest ??= Promise.all([brought('script', 'rest.js'), brought('link', 'rest.css')]);
    await rest.catch((error) => {
      rest = null;
      throw error;
    });
  }
  return need(name);
}

/** @param {'script' | 'link'} kind @param {string} file */
function brought(kind, file) {
  const address = `${file}?v=${/** @type {any} */ (globalThis).CARTERO.version}`;
  const element = document.createElement(kind);
  Object.assign(element, kind === 'link' ? { rel: 'stylesheet', href: address } : { src: address });
  return new Promise((done, fail) => {
    element.addEventListener('load', done);
    element.addEventListener('error', () => {
      element.remove();
      fail(new Error(file));
    });
    document.head.append(element);
  });
}

/** @param {Record<string, Make>} modules @param {string} [start] of the first screen */
function define(modules, start) {
  Object.assign(known, modules);
  if (!start) return;
  first = modules;
  need(start);
}

/** @type {any} */ (globalThis).CARTERO.define = define;
