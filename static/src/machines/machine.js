/**
 * Opens a machine wherever one is pressed: its dialog (machine-dialog.js) comes when first
 * wanted. A closed machine is not drawn: its mailboxes may hold hundreds.
 */
import { html, nothing } from 'lit';
import { comingSoon, lazy } from '../core/lazy-piece.js';
import { PageElement } from '../core/page-element.js';
import { OPEN_MACHINE } from './events.js';

const DIALOG = comingSoon(() => import('./machine-dialog.js'), 'dialogs');

class Machine extends PageElement {
  static properties = { host: { state: true } };

  constructor() {
    super();
    this.host = '';
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener(OPEN_MACHINE, this.#onOpen);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener(OPEN_MACHINE, this.#onOpen);
  }

  #onOpen = (/** @type {Event} */ event) => {
    this.host = /** @type {CustomEvent<string>} */ (event).detail;
  };

  #onClosed = () => {
    this.host = '';
  };

  render() {
    const { host } = this;
    if (!host) return nothing;
    return lazy(
      DIALOG,
      () => html`<ct-machine-dialog .host=${host}
      .closed=${this.#onClosed}></ct-machine-dialog>`,
    );
  }
}
customElements.define('ct-machine', Machine);
