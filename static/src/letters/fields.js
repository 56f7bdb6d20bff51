/**
 * The header section, field by field: what it says, what it is for, and whose program
 * wrote it. The course's two tables come first, people and dates, then the rest; the order
 * on paper is in the octets.
 */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../core/page-element.js';
import { withTerms } from '../drawings/terms.js';
import { inSight } from './in-sight.js';

/** @typedef {import('../types.d.ts').HeaderField} LetterField */

const GROUPS = /** @type {const} */ (['people', 'stamps', 'mime', 'other']);

class LetterFields extends PageElement {
  static watches = watching('texts', 'store');
  static properties = { letter: { attribute: false }, added: { attribute: false } };

  constructor() {
    super();
    /** @type {import('../types.d.ts').OpenMessage | null} */ this.letter = null;
    /** octets this stop put on top */ this.added = 0;
  }

  /** terms explained above @type {Set<string>} */ #used = new Set();

  render() {
    if (!this.letter) return nothing;
    this.#used = new Set();
    const { fields, more_fields: more, blank_line: blank, broken } = this.letter;
    return html`
      ${GROUPS.map((group) =>
        this.#group(
          group,
          fields.filter((field) => field.group === group),
        ),
      )}
      ${more ? html`<p class="ct-hint">${this.t('ui.ladder.more', { count: more })}</p>` : nothing}
      ${broken.map(
        ({ rule, field }) =>
          html`<p class="ct-lt-warning">${this.t(`ui.letter.rule.${rule}`, { field })}</p>`,
      )}
      ${blank ? nothing : html`<p class="ct-lt-warning">${this.t('ui.letter.no_blank_line')}</p>`}`;
  }

  /** @param {string} group @param {LetterField[]} fields */
  #group(group, fields) {
    if (!fields.length) return nothing;
    return html`<section class="ct-lt-group"><h3>${this.t(`ui.letter.group.${group}`)}</h3>
      <dl>${fields.map((field) => this.#field(field))}</dl></section>`;
  }

  /** @param {LetterField} field */
  #field(field) {
    const known = this.ctx.texts.has(field.key);
    const fresh = field.start < this.added;
    return html`<div class=${fresh ? 'ct-lt-fresh' : ''}>
      <dt translate="no">${
        known
          ? html`<a class="ct-lt-name"
        href=${this.ctx.route.href('glossary', field.key.replace('.', '-'))}>${field.name}</a>`
          : field.name
      }</dt>
      <dd><span class="ct-lt-value" translate="no">${inSight(field.value)}</span>
        <span class="ct-lt-about">${withTerms(
          this.t(known ? field.key : 'ui.letter.unknown_field'),
          this,
          this.#used,
        )}</span></dd>
      <dd class="ct-lt-by">${
        field.by
          ? this.t(fresh ? 'ui.letter.by_here' : 'ui.letter.by', { host: field.by })
          : nothing
      }</dd></div>`;
  }
}
customElements.define('ct-letter-fields', LetterFields);
