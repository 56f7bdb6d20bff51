/** Of the teacher's page: deal out the machines of the internet to the class, or end it. */
import { html } from 'lit';
import { PageElement, watching } from '../core/page-element.js';

class InternetDoor extends PageElement {
  static watches = watching('texts', 'classroom');
  static properties = { sure: { state: true } };

  constructor() {
    super();
    /** asked whether to end it */ this.sure = false;
  }

  render() {
    const played = this.ctx.classroom?.state?.internet;
    return html`<h2 id="ct-desk-internet">${this.t('ui.internet.name')}</h2>
      <p>${this.t('ui.internet.about')}</p>${played ? this.#played() : this.#begin()}`;
  }

  #played() {
    const { seat } = /** @type {any} */ (this.ctx.classroom);
    return html`<p class="ct-desk-door"><a class="ct-button ct-primary"
        href=${`/clase/${seat.code}/internet`}>${this.t('ui.internet.go')}</a>
      <button class="ct-button" @click=${this.#onEnd}
        >${this.t(this.sure ? 'ui.internet.end_sure' : 'ui.internet.end')}</button></p>`;
  }

  #begin() {
    return html`<form class="ct-desk-door" @submit=${this.#onBegin}>
      <label class="ct-check"><input type="checkbox" name="starttls" checked>${this.t(
        'ui.internet.starttls',
      )}</label>
      <button class="ct-button">${this.t('ui.internet.begin')}</button></form>`;
  }

  /** @param {SubmitEvent} event */
  #onBegin = (event) => {
    event.preventDefault();
    const written = new FormData(/** @type {HTMLFormElement} */ (event.target));
    this.sure = false;
    this.#ask(true, written.has('starttls'));
  };

  #onEnd = () => {
    if (this.sure) this.#ask(false, true);
    this.sure = !this.sure;
  };

  /** @param {boolean} on @param {boolean} starttls */
  async #ask(on, starttls) {
    const { lang } = this.ctx.texts;
    const answer = await this.ctx.classroom?.ask('class_internet', { on, starttls, lang });
    if (!answer?.ok) this.ctx.link.say(answer?.error ?? { key: 'ui.error.refused' });
  }
}
customElements.define('ct-internet-door', InternetDoor);
