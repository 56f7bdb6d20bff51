/**
 * The details of the step on show in a dialog, for pages that have no room beside the story.
 */
import { html } from 'lit';
import { ui } from '../drawings/icons.js';
import { drawNotice } from '../drawings/notice.js';
import { PageElement, watching } from '../core/page-element.js';
import './inspector.js';
import './lens.js';

class DetailsDialog extends PageElement {
  static watches = watching('texts', 'link');

  firstUpdated() {
    this.#dialog?.showModal();
  }

  /** @returns {HTMLDialogElement | null} */
  get #dialog() {
    return this.querySelector('dialog');
  }

  render() {
    return html`<dialog class="ct-dialog" aria-labelledby="ct-details-name"
      @close=${() => this.dispatchEvent(new Event('closed'))}>
      <div class="ct-dialog-body"><header><h2 id="ct-details-name"
        >${this.t('ui.watch.details')}</h2><button class="ct-ghost" aria-label=${this.t('ui.close')}
          @click=${() => this.#dialog?.close()}>${ui.close}</button></header>
        ${drawNotice(this, this.#dialog)}
        <ct-lens></ct-lens><ct-inspector></ct-inspector></div></dialog>`;
  }
}
customElements.define('ct-details-dialog', DetailsDialog);
