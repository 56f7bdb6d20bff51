/**
 * The cases of the SPF test suite, each cranked as any trial. They are others' work, under a
 * licence of its own, which stands at the foot; an installation may be without them.
 */
import { html, nothing } from 'lit';
import { Asked, drawAwaited } from '../../core/asked.js';
import { PageElement, watching } from '../../core/page-element.js';
import { caseOf, offersOf } from './case-offers.js';
import './crank.js';

/** @typedef {import('../../types.d.ts').SpfCases} Cases */
/** @typedef {import('../../types.d.ts').SpfCase} Case */

class SpfCasesPart extends PageElement {
  static watches = watching('texts');
  static properties = {
    given: {},
    limits: { attribute: false },
  };

  constructor() {
    super();
    /** a case to begin with, by its id */ this.given = '';
    /** @type {{lookups_max: number, void_lookups_max: number}} */ this.limits = {
      lookups_max: 0,
      void_lookups_max: 0,
    };
    /** @type {Asked<Cases>} */ this.asked = new Asked(this, () => '/check/cases.json');
  }

  render() {
    const { t, asked } = this;
    const { value: cases } = asked;
    if (!cases) return drawAwaited(t, asked);
    const sections = cases.sections ?? [];
    const offers = offersOf(sections, (id) => t(`ui.sender.section.${id}`));
    if (!offers.length) return html`<p class="ct-sender-cases">${t('ui.sender.cases.absent')}</p>`;
    return html`<div class="ct-sender-cases">
      <p class="ct-sender-lead">${t('ui.sender.cases.lead', { n: offers.length })}</p>
      <ct-spf-crank .offers=${offers} .given=${this.given} .limits=${this.limits}
        .about=${(/** @type {string} */ id, /** @type {string} */ result) =>
          this.#about(caseOf(sections, id), result)}></ct-spf-crank>
      <details class="ct-sender-notice"><summary>${t('ui.sender.cases.notice')}</summary>
        <pre lang="en" translate="no">${cases.notice}</pre></details></div>`;
  }

  /** What the suite expects, and what its authors say of it. @param {Case | undefined} found
   * @param {string} result */
  #about(found, result) {
    if (!found) return nothing;
    const { accepted, comment, spec = [] } = found;
    const right = accepted.includes(result);
    const end = html`${this.t('ui.sender.cases.expects')}
      <b translate="no">${accepted.join(', ')}</b> · <span data-right=${right}>${this.t(
        right ? 'ui.sender.cases.right' : 'ui.sender.cases.other',
        { result },
      )}</span>`;
    return html`<p class="ct-sender-expects">${result ? end : this.t('ui.sender.cases.guess')}
      <span class="ct-hint" translate="no">RFC 7208 ${spec.map((each) => `§${each} `)}</span></p>
      ${comment ? html`<blockquote lang="en" translate="no">${comment}</blockquote>` : nothing}`;
  }
}
customElements.define('ct-spf-cases', SpfCasesPart);
