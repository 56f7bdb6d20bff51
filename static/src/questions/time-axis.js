/**
 * Things on an axis of time, as far apart as their years: down the page, or across it where
 * there is room. Drawn once they are in order.
 */
import { html } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { PageElement } from '../core/page-element.js';
import { onAxis } from './parts.js';

class TimeAxis extends PageElement {
  static properties = { options: { attribute: false }, years: { attribute: false } };

  constructor() {
    super();
    /** @type {import('../types.d.ts').AnswerOption[]} */ this.options = [];
    /** by option @type {Record<string, number>} */ this.years = {};
  }

  render() {
    return html`<div class="ct-axis"><ol>${onAxis(this.options, this.years).map(
      ({ year, gap, label }) => html`<li style="--gap: ${gap}"><b>${year}</b> <span
        >${unsafeHTML(label)}</span></li>`,
    )}</ol></div>`;
  }
}
customElements.define('ct-time-axis', TimeAxis);
