/** The way of a letter: a chip for each stop, the one on show marked as here and now. */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../../core/page-element.js';
import { ui } from '../../drawings/icons.js';

class LetterWay extends PageElement {
  static watches = watching('texts', 'store');
  static properties = { journey: { attribute: false }, message: { attribute: false } };

  constructor() {
    super();
    /** @type {import('../../types.d.ts').Stop[]} */ this.journey = [];
    this.message = '';
  }

  /** On a phone the way is wider than the screen: the stop on show is brought in sight. */
  updated() {
    const strip = this.querySelector('.ct-lt-way');
    const here = /** @type {HTMLElement | null} */ (this.querySelector('[aria-current]'));
    if (strip && here)
      strip.scrollLeft = here.offsetLeft - strip.clientWidth / 2 + here.offsetWidth / 2;
  }

  render() {
    return html`<ol class="ct-lt-way" aria-label=${this.t('ui.letter.way')}>${this.journey.map(
      (stop) => {
        const here = stop.message === this.message && stop.kind !== 'collected';
        return html`<li>${
          stop.before
            ? html`<span class="ct-lt-arrow"
          aria-hidden="true">${ui.next}</span>`
            : nothing
        }
        <a href=${this.ctx.route.href('letter', stop.message)}
          aria-current=${here ? 'step' : nothing} class=${`ct-lt-${stop.kind}`}>
          <b>${this.hostName(stop.host)}</b>
          <span>${this.t(`ui.letter.stop.${stop.kind}`)}</span>
          <small>${
            stop.added
              ? this.t('ui.letter.added', { count: stop.added })
              : this.t('ui.octets', { count: stop.length })
          }</small></a></li>`;
      },
    )}</ol>`;
  }
}
customElements.define('ct-letter-way', LetterWay);
