/**
 * The family trees of RFCs: what replaced and what updated what. A document that is pressed
 * tells its title and status, and leads to its text and to the glossary.
 */
import { html, nothing } from 'lit';
import { fetchJson } from '../core/fetch-json.js';
import { PageElement, watching } from '../core/page-element.js';
import { citeLink } from '../drawings/cite.js';
import { generations } from './family-tree.js';

/** @typedef {import('../types.d.ts').ListedRfc} Rfc */

class RfcTree extends PageElement {
  static watches = watching('texts');
  static properties = {
    families: { attribute: false },
    page: { state: true },
    chosen: { state: true },
  };

  constructor() {
    super();
    /** ids of those to draw; none: all @type {readonly string[]} */ this.families = [];
    /** @type {import('../types.d.ts').GlossaryPage | null} */ this.page = null;
    /** number of the document that is told */ this.chosen = 0;
  }

  async firstUpdated() {
    this.page = await fetchJson(`/glossary/${this.ctx.texts.lang}.json`).catch(() => null);
  }

  render() {
    if (!this.page) return nothing;
    const rfcs = new Map(this.page.rfcs.map((rfc) => [rfc.number, rfc]));
    const drawn = this.page.families.filter(
      ({ id }) => !this.families.length || this.families.includes(id),
    );
    return html`<section class="ct-tree" aria-label=${this.t('ui.glossary.tree')}>
      <p class="ct-t-hint">${this.t('ui.glossary.tree_lead')}</p>${drawn.map(
        ({ id, roots }) => html`<div class="ct-tree-family"><p><b
          >${this.t(`ui.glossary.family.${id}`)}</b></p>${roots.map(
            (root) =>
              html`<ol class="ct-tree-line">${generations(root, rfcs).map(
                (generation) =>
                  html`<li>${generation.map((each) => this.#placed(each, rfcs))}</li>`,
              )}</ol>`,
          )}</div>`,
      )}</section>`;
  }

  /** A document, and below it what updated it.
   * @param {import('./family-tree.js').Placed} placed @param {Map<number, Rfc>} rfcs */
  #placed({ rfc, updates }, rfcs) {
    const { number } = rfc;
    if (!updates.length) return this.#node(rfc, rfcs);
    return html`${this.#node(rfc, rfcs)}<ul class="ct-tree-updates"
      aria-label=${this.t('ui.glossary.updated', { number })}>${updates.map(
        (each) => html`<li>${this.#node(each, rfcs)}</li>`,
      )}</ul>`;
  }

  /** @param {Rfc} rfc @param {Map<number, Rfc>} rfcs */
  #node(rfc, rfcs) {
    const open = this.chosen === rfc.number;
    const replaced = rfc.obsoleted_by.length > 0;
    const old = replaced || rfc.level === 'historic';
    return html`<button type="button" class="ct-tree-node" aria-expanded=${open}
        data-obsolete=${old} @click=${() => {
          this.chosen = open ? 0 : rfc.number;
        }}><b>${rfc.number}</b> <span>${rfc.year}</span><small>${this.t(
          replaced
            ? 'ui.glossary.replaced'
            : old || rfc.level === 'experimental'
              ? `ui.glossary.level.${rfc.level}`
              : 'ui.glossary.in_force',
        )}</small></button>${open ? this.#told(rfc, rfcs) : nothing}`;
  }

  /** @param {Rfc} rfc @param {Map<number, Rfc>} rfcs */
  #told(rfc, rfcs) {
    const by = rfc.obsoleted_by.filter((number) => rfcs.has(number)).join(', ');
    return html`<div class="ct-tree-told" role="status"><p lang="en">${rfc.title}</p>
      <p>${this.t(`ui.glossary.level.${rfc.level}`)}${
        by ? html`, ${this.t('ui.glossary.obsolete', { by })}` : nothing
      }</p><p>${citeLink(String(rfc.number))} <a class="ct-link"
        href=${this.ctx.route.href('glossary', `rfc-${rfc.number}`)}
        >${this.t('ui.glossary.open')}</a></p></div>`;
  }
}
customElements.define('ct-rfc-tree', RfcTree);
