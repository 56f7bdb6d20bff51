/**
 * «SPF y DMARC, paso a paso»: who may send for a domain, tried out with whatever one types: the
 * machine of SPF, the cases of its test suite, the triangle of DMARC.
 */
import { html, nothing } from 'lit';
import { Asked, drawAwaited } from '../../core/asked.js';
import { PageElement, watching } from '../../core/page-element.js';
import './cases.js';
import './crank.js';
import { fromRest } from './terms-of.js';
import './triangle.js';

/** @typedef {import('../../types.d.ts').SenderExamples} Examples */

const PARTS = /** @type {const} */ (['spf', 'dmarc', 'cases']);
const GIVEN = 'given';

class Sender extends PageElement {
  static watches = watching('texts');
  static properties = {
    rest: {},
  };

  constructor() {
    super();
    /** place within the page: a part, and what it begins with */ this.rest = '';
    /** @type {Asked<Examples>} */ this.asked = new Asked(this, () => '/check/examples.json');
  }

  /** The part on show, and what comes after it in the address. */
  get #place() {
    const [first, ...more] = this.rest.split('/');
    return { part: PARTS.find((each) => each === first) ?? PARTS[0], more: more.join('/') };
  }

  render() {
    const { t, asked } = this;
    const { part, more } = this.#place;
    return html`<div class="ct-sender"><h1>${t('ui.sender.name')}</h1>
      <nav class="ct-sender-parts" aria-label=${t('ui.sender.parts')}>${PARTS.map(
        (each) => html`<a class="ct-button ct-small" href=${this.ctx.route.href('sender', each)}
          aria-current=${each === part ? 'page' : nothing}>${t(`ui.sender.part.${each}`)}</a>`,
      )}</nav>
      ${asked.value ? this.#part(part, more, asked.value) : drawAwaited(t, asked)}</div>`;
  }

  /** @param {string} part @param {string} more @param {Examples} examples */
  #part(part, more, examples) {
    const { t } = this;
    if (part === 'dmarc')
      return html`<ct-dmarc-triangle .examples=${examples.dmarc}
        .given=${more}></ct-dmarc-triangle>`;
    if (part === 'cases')
      return html`<ct-spf-cases .given=${more} .limits=${examples}></ct-spf-cases>`;
    const given = fromRest(more);
    const offers = [...(given ? [{ id: GIVEN, trial: given }] : []), ...examples.spf].map(
      (each) => ({ ...each, name: t(`ui.sender.example.${each.id}`) }),
    );
    return html`<p class="ct-sender-lead">${t('ui.sender.spf.lead')}</p>
      <ct-spf-crank .offers=${offers} .given=${given ? GIVEN : more} .limits=${examples}
        ></ct-spf-crank>`;
  }
}
customElements.define('ct-sender', Sender);
