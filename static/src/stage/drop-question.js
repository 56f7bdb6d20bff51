/**
 * Asks before a segment is lost, or an octet of a message changed: pressing what flies must
 * not change the story by a slip of the hand. What is meant is what was on show when the
 * question came up.
 */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../core/page-element.js';
import { alterOctet, alterationOf } from './alter-octet.js';
import { loseSegment } from './drop-segment.js';

/** @type {import('./alter-octet.js').Kind[]} */
const KINDS = ['letter', 'space'];

class DropQuestion extends PageElement {
  static watches = watching('texts');

  firstUpdated() {
    this.playhead.pause();
    this.#dialog?.showModal();
  }

  get #dialog() {
    return this.querySelector('dialog');
  }

  render() {
    const { step } = this.playhead;
    const alterations = KINDS.map((kind) => ({
      key: `ui.drop.alter.${kind}`,
      alteration: step && alterationOf(this.store, step, kind),
    }));
    return html`<dialog class="ct-t-dialog" aria-labelledby="ct-drop-title"
      @close=${() => this.dispatchEvent(new CustomEvent('closed'))}>
      <form method="dialog">
        <h2 id="ct-drop-title">${this.t('ui.drop.ask')}</h2>
        <p>${this.t('ui.drop.ask.about')}</p>
        <div class="ct-t-dialog-foot">
          <button class="ct-button" @click=${() => loseSegment(this)}
            >${this.t('ui.drop.lose')}</button>
          ${alterations.map(({ key, alteration }) =>
            alteration
              ? html`<button class="ct-button" @click=${() => alterOctet(this, alteration)}
            >${this.t(key)}</button>`
              : nothing,
          )}
          <button class="ct-button ct-go" autofocus>${this.t('ui.drop.leave')}</button></div>
      </form></dialog>`;
  }
}
customElements.define('ct-drop-question', DropQuestion);
