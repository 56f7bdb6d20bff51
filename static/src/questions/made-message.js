/**
 * What is made of the lines of a question: the octets of a message as they are put together,
 * and what a mail client reads in them once they were checked.
 */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../core/page-element.js';

const CRLF_OCTETS = 2;

/** @typedef {import('../types.d.ts').MadeMessage} Made */

class MadeMessage extends PageElement {
  static watches = watching('texts');
  static properties = { lines: { attribute: false }, made: { attribute: false } };

  constructor() {
    super();
    /** @type {string[]} */ this.lines = [];
    /** as the server read it @type {Made | null} */ this.made = null;
  }

  render() {
    const { lines, made } = this;
    const octets = new TextEncoder().encode(lines.join('')).length + CRLF_OCTETS * lines.length;
    const name = this.t('ui.made.octets', { n: octets });
    return html`<div class="ct-made"><p class="ct-order-head">${name}</p><pre translate="no"
      role="group" tabindex="0" aria-label=${name}>${lines.map(
        (line) => html`<code>${line}</code><i> CR LF</i>
`,
      )}</pre>${made ? this.#read(made) : nothing}</div>`;
  }

  /** @param {Made} made */
  #read({ fields, blank_line: blank, body, broken }) {
    const first = body.split('\r\n')[0];
    return html`<ul class="ct-made-read">
      <li>${this.t('ui.made.fields', { n: fields.length })} <code>${fields.join(' ')}</code></li>
      <li>${
        blank
          ? body
            ? html`${this.t('ui.made.body')} <code>${first}</code>`
            : this.t('ui.made.no_body')
          : this.t('ui.made.no_blank')
      }</li>${broken.map(
        ({ rule, field }) => html`<li>${this.t(`ui.letter.rule.${rule}`, { field })}</li>`,
      )}</ul>`;
  }
}
customElements.define('ct-made-message', MadeMessage);
