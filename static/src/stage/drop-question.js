/**
 * Asks before a segment is lost: pressing what flies must not change the story by a slip
 * of the hand. What is meant is what was on show when the question came up.
 */
import { html } from 'lit';
import { PageElement, watching } from '../core/page-element.js';
import { loseSegment } from './drop-segment.js';

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
    return html`<dialog class="ct-t-dialog" aria-labelledby="ct-drop-title"
      @close=${() => this.dispatchEvent(new CustomEvent('closed'))}>
      <form method="dialog">
        <h2 id="ct-drop-title">${this.t('ui.drop.ask')}</h2>
        <p>${this.t('ui.drop.ask.about')}</p>
        <div class="ct-t-dialog-foot">
          <button class="ct-button" @click=${() => loseSegment(this)}
            >${this.t('ui.drop.lose')}</button>
          <button class="ct-button ct-go" autofocus>${this.t('ui.drop.leave')}</button></div>
      </form></dialog>`;
  }
}
customElements.define('ct-drop-question', DropQuestion);
