/**
 * The sentence above the stage: step number, what happens in plain words, protocol. It is
 * the only thing on the page that announces itself to a screen reader.
 */
import { html, nothing } from 'lit';
import { ui } from '../drawings/icons.js';
import { withTerms } from '../drawings/terms.js';
import { PageElement, watching } from '../core/page-element.js';

const SHOWN_PROTOCOL = {
  smtp: 'SMTP',
  pop3: 'POP3',
  imap: 'IMAP',
  dns: 'DNS',
  http: 'HTTP',
  tcp: 'TCP',
};

class Sentence extends PageElement {
  static watches = watching('store', 'playhead', 'texts', 'classroom');

  render() {
    const { step, index, last, covered } = this.playhead;
    const protocol = step?.beat.protocol ?? '';
    const name = SHOWN_PROTOCOL[/** @type {keyof typeof SHOWN_PROTOCOL} */ (protocol)];
    return html`<div class="ct-sentence">
      <p class="ct-step"><span>${this.t('ui.step')}</span> <b>${Math.max(0, index + 1)}</b>
        <span>${this.t('ui.step.of', { total: last + 1 })}</span></p>
      <p class="ct-says" role="status" aria-live="polite">${this.#words()}</p>
      ${
        covered
          ? html`<button class="ct-button ct-go" @click=${() => this.playhead.forward()}
        >${this.t('ui.ask.reveal')}<span class="ct-key">→</span></button>`
          : nothing
      }
      ${name && !covered ? html`<span class="ct-tag ct-${protocol}">${name}</span>` : nothing}
    </div>`;
  }

  #words() {
    const { step, covered } = this.playhead;
    if (covered && step) {
      return html`<span class="ct-ask"
        >${ui.quiz}${this.t(step.fact.verb === '' ? 'ui.ask.next' : 'ui.ask.question', {
          host: step.beat.from,
        })}</span>`;
    }
    return step ? withTerms(this.say(step.say), this) : this.t('ui.step.none');
  }
}
customElements.define('ct-sentence', Sentence);
