/**
 * Opens a machine wherever one is pressed: its dialog (machine-dialog.js) comes when first
 * wanted. A closed machine is not drawn: its mailboxes may hold hundreds.
 */
import { html, nothing } from 'lit';
import { comingSoon, lazy } from '../core/lazy-piece.js';
import { PageElement } from '../core/page-element.js';
import { OPEN_ACCOUNT, OPEN_MACHINE } from './events.js';

const DIALOG = comingSoon(() => import('./machine-dialog.js'), 'dialogs');

class Machine extends PageElement {
  static properties = { host: { state: true }, account: { state: true } };

  constructor() {
    super();
    this.host = '';
    /** with its account on show */ this.account = false;
  }

  connectedCallback() {
    super.connectedCallback();
    for (const name of [OPEN_MACHINE, OPEN_ACCOUNT]) document.addEventListener(name, this.#onOpen);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const name of [OPEN_MACHINE, OPEN_ACCOUNT])
      document.removeEventListener(name, this.#onOpen);
  }

  #onOpen = (/** @type {Event} */ event) => {
    this.account = event.type === OPEN_ACCOUNT;
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
      () => html`<ct-machine-dialog .host=${host} .setUp=${this.account}
      .closed=${this.#onClosed}></ct-machine-dialog>`,
    );
  }
}
customElements.define('ct-machine', Machine);
