/**
 * The glossary: one group at a time, or what the search finds in all of them.
 *
 * Addresses after `#/glossary/`: nothing (the terms), the name of a group, the id of an
 * entry, `rfcs`, or `rfc-5321`, a row of them.
 */
import { html, nothing } from 'lit';
import { lazy, Piece } from '../../core/lazy-piece.js';
import { Asked, drawAwaited } from '../../core/asked.js';
import { PageElement, watching } from '../../core/page-element.js';
import { drawEntry, drawRfcs } from './draw-entry.js';
import { search } from './search.js';

/** @typedef {import('../../types.d.ts').GlossaryPage} Page */

const TREE = new Piece(() => import('../../questions/rfc-tree.js'), 'pieces');
const RFCS = 'rfcs';
const SHOWN_MAX = 60;

class Glossary extends PageElement {
  static watches = watching('texts', 'route');
  static properties = {
    rest: { type: String },
    query: { state: true },
  };

  constructor() {
    super();
    this.rest = '';
    /** @type {Asked<Page>} */ this.asked = new Asked(
      this,
      () => `/glossary/${this.ctx.texts.lang}.json`,
    );
    this.query = '';
  }

  #shown = '';

  /** A link to an entry ends the search. @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('rest')) this.query = '';
  }

  get page() {
    return this.asked.value;
  }

  /** An address that names an entry shows it, once. */
  updated() {
    if (!this.page || this.#shown === this.rest) return;
    this.#shown = this.rest;
    const found = this.querySelector('[aria-current=true]');
    if (!(found instanceof HTMLElement)) return;
    found.scrollIntoView({ block: 'center' });
    found.focus({ preventScroll: true });
  }

  get #group() {
    const page = /** @type {Page} */ (this.page);
    if (this.rest === RFCS || this.rest.startsWith('rfc-')) return RFCS;
    if (page.groups.includes(this.rest)) return this.rest;
    return page.entries.find(({ id }) => id === this.rest)?.group ?? page.groups[0];
  }

  render() {
    return html`<div class="ct-gl"><h1>${this.t('ui.glossary.title')}</h1>
      <p class="ct-gl-lead">${this.t('ui.glossary.lead')}</p>
      <label class="ct-gl-search"><span>${this.t('ui.glossary.search')}</span>
        <input type="search" autocomplete="off" spellcheck="false" .value=${this.query}
          placeholder=${this.t('ui.glossary.hint')} @input=${this.#onQuery}></label>
      ${this.page ? this.#content(this.page) : drawAwaited(this.t, this.asked)}</div>`;
  }

  #onQuery = (/** @type {Event} */ event) => {
    this.query = /** @type {HTMLInputElement} */ (event.target).value;
  };

  /** @param {Page} page */
  #content(page) {
    const query = this.query.trim();
    return html`${query ? nothing : this.#groups(page)}
      <p class="ct-gl-count" role="status">${query ? this.#count(page, query) : nothing}</p>
      ${query ? this.#found(page, query) : this.#open(page)}`;
  }

  /** @param {Page} page */
  #groups({ groups }) {
    const open = this.#group;
    return html`<nav class="ct-gl-groups" aria-label=${this.t('ui.glossary.groups')}>${[
      ...groups,
      RFCS,
    ].map(
      (group) => html`<a class="ct-button ct-small" href=${this.ctx.route.href('glossary', group)}
        aria-current=${group === open ? 'page' : nothing}
        >${this.t(`ui.glossary.group.${group}`)}</a>`,
    )}</nav>`;
  }

  /** @param {Page} page @param {string} query */
  #found(page, query) {
    return html`<h2 class="ct-vh">${this.t('ui.glossary.results')}</h2>
      ${this.#entries(page, search(page.entries, query))}`;
  }

  /** @param {Page} page @param {string} query */
  #count(page, query) {
    const n = search(page.entries, query).length;
    if (!n) return this.t('ui.glossary.none', { query });
    return n > SHOWN_MAX
      ? this.t('ui.glossary.first', { n, shown: SHOWN_MAX })
      : this.t('ui.glossary.found', { n });
  }

  /** @param {Page} page */
  #open(page) {
    const group = this.#group;
    const title = html`<h2>${this.t(`ui.glossary.group.${group}`)}</h2>`;
    if (group === RFCS)
      return html`${title}${lazy(TREE, () => html`<ct-rfc-tree></ct-rfc-tree>`)}${drawRfcs(
        page.rfcs,
        this.rest,
        this,
      )}`;
    const known =
      !this.rest || this.rest === group || page.entries.some(({ id }) => id === this.rest);
    return html`${
      known
        ? nothing
        : html`<p class="ct-gl-none">${this.t('ui.glossary.unknown', { id: this.rest })}</p>`
    }${title}${this.#entries(
      page,
      page.entries.filter((entry) => entry.group === group),
    )}`;
  }

  /** @param {Page} page @param {Page['entries']} entries */
  #entries(page, entries) {
    const rfcs = new Map(page.rfcs.map((rfc) => [rfc.number, rfc]));
    const shown = this.query.trim() ? entries.slice(0, SHOWN_MAX) : entries;
    return html`<div class="ct-gl-entries">${shown.map((entry) =>
      drawEntry(entry, rfcs, !this.query && entry.id === this.rest, this),
    )}</div>`;
  }
}
customElements.define('ct-glossary', Glossary);
