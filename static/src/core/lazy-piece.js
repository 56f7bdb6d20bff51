/**
 * Parts of the page that arrive when first wanted, so that the first screen stays light.
 *
 * A `Piece` is a module (and its style sheet) and where it stands; `lazy(piece, draw)` in
 * a template draws it once it is here. `<ct-lazy>` (frame/lazy-part.js) says when it is slow or
 * lost. A piece is made once, beside the imports, never in `render`.
 */
import { html } from 'lit';
import { busyWith } from './busy.js';
import { context } from './context.js';

/** @typedef {'away' | 'coming' | 'here' | 'lost'} State */

/** Sheets that were asked for. @type {Map<string, Promise<void>>} */
const sheets = new Map();

/** Each comes once. @param {string} name of a sheet in static/css/, of a view or a part */
function addStyle(name) {
  const coming = sheets.get(name) ?? fetchStyle(name);
  sheets.set(name, coming);
  coming.catch(() => sheets.delete(name));
  return coming;
}

/**
 * The static edition has all sheets in its page, a saved session those its pieces name
 * (static/build.mjs reads them there), a door that of its own.
 * @param {string} name @returns {Promise<void>}
 */
function fetchStyle(name) {
  const file = context().boot.styles?.[name];
  if (context().boot.saved || context().boot.alone) return Promise.resolve();
  if (file && document.querySelector(`link[rel=stylesheet][href="${file}"]`))
    return Promise.resolve();
  if (!file) return Promise.reject(new Error(`No style sheet is called ${name}`));
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = file;
  return new Promise((done, fail) => {
    link.addEventListener('load', () => done());
    link.addEventListener('error', () => {
      link.remove();
      fail(new Error(file));
    });
    document.head.append(link);
  });
}

export class Piece extends EventTarget {
  #bring;
  /** @type {Promise<void> | null} */ #coming = null;
  /** @type {State} */ state = 'away';

  /**
   * @param {() => Promise<unknown>} load  imports the module
   * @param {string[]} styles  `'letter'` brings static/css/views/letter.css with it
   */
  constructor(load, ...styles) {
    super();
    this.#bring = () => Promise.all([load(), ...styles.map(addStyle)]);
  }

  /** Bring it, once; after a failure, again. It never rejects: look at `state`. */
  want() {
    this.#coming ??= busyWith(this.#fetch());
    return this.#coming;
  }

  async #fetch() {
    this.#become('coming');
    try {
      await this.#bring();
      this.#become('here');
    } catch {
      this.#coming = null;
      this.#become('lost');
    }
  }

  /** @param {State} state */
  #become(state) {
    this.state = state;
    this.dispatchEvent(new Event('change'));
  }
}

/** Pieces nobody should wait for when they are first opened. @type {Piece[]} */
const soon = [];

/**
 * A piece that is fetched by itself once the first screen is drawn.
 * @param {() => Promise<unknown>} load @param {string[]} styles
 */
export function comingSoon(load, ...styles) {
  const piece = new Piece(load, ...styles);
  soon.push(piece);
  return piece;
}

/** Brings them one after the other, those that a piece brings along, too. */
export async function fetchSoon() {
  for (let piece = soon.shift(); piece; piece = soon.shift()) await piece.want();
}

/** @param {Piece} piece @param {() => unknown} draw a Lit template, drawn when it is here */
export const lazy = (piece, draw) => html`<ct-lazy .piece=${piece} .draw=${draw}></ct-lazy>`;

/** What nobody sees on the screen, so nobody waits for it either.
 * @param {Piece} piece @param {() => unknown} draw */
export const lazyUnseen = (piece, draw) =>
  html`<ct-lazy .piece=${piece} .draw=${draw} .seen=${false}></ct-lazy>`;
