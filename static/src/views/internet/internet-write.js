/** Write a letter from one's own machine in the internet of a class: one at a time. */
import { html } from 'lit';
import { PageElement, watching } from '../../core/page-element.js';
import { askClass } from './roles.js';

/** @typedef {import('../../types.d.ts').InternetDevice} Device */

const SUBJECT_MAX = 80;
const BODY_MAX = 400;
const ADDRESS_MAX = 64;

class InternetWrite extends PageElement {
  static watches = watching('texts');
  static properties = { told: { attribute: false } };

  constructor() {
    super();
    /** @type {Device | null} */ this.told = null;
  }

  render() {
    const { address = '', writes = false, people = [] } = this.told ?? {};
    return html`<details class="ct-in-write"><summary>${this.t('ui.internet.write')}</summary>
      <p>${this.t('ui.internet.from')} <b translate="no">${address}</b></p>
      <form @submit=${this.#onSend}>
        <label class="ct-t-field"><span>${this.t('ui.internet.to')}</span><input name="to"
          type="email" required list="ct-in-people" maxlength=${ADDRESS_MAX}
          autocomplete="off"></label>
        <datalist id="ct-in-people">${people.map(
          (each) => html`<option value=${each.address}>${each.name}</option>`,
        )}</datalist>
        <label class="ct-t-field"><span>${this.t('ui.internet.subject')}</span><input
          name="subject" maxlength=${SUBJECT_MAX} autocomplete="off"></label>
        <label class="ct-t-field"><span>${this.t('ui.internet.body')}</span><textarea name="body"
          rows="2" maxlength=${BODY_MAX}></textarea></label>
        <button class="ct-button ct-go" ?disabled=${!writes}>${this.t('ui.internet.send')}</button>
        ${writes ? '' : html`<p class="ct-hint">${this.t('ui.internet.on_its_way')}</p>`}
      </form></details>`;
  }

  /** @param {SubmitEvent} event */
  #onSend = (event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const written = Object.fromEntries(new FormData(form));
    const id = crypto.getRandomValues(new Uint32Array(2)).join('-');
    askClass(this, 'class_write', { id, ...written });
    form.reset();
    /** @type {HTMLDetailsElement} */ (form.closest('details')).open = false;
  };
}
customElements.define('ct-internet-write', InternetWrite);
