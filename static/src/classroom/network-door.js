/**
 * Of the teacher's page: open a network for the class, with so many teams, or close it.
 */
import { html } from 'lit';
import { PageElement, watching } from '../core/page-element.js';

const TEAMS = [1, 2, 3, 4, 5, 6, 7, 8];
const USUAL = 4;

class NetworkDoor extends PageElement {
  static watches = watching('texts', 'classroom');
  static properties = { sure: { state: true } };

  constructor() {
    super();
    /** asked whether to close it */ this.sure = false;
  }

  render() {
    const { classroom } = this.ctx;
    const network = classroom?.state?.network;
    return html`<h2 id="ct-desk-network">${this.t('ui.network.name')}</h2>
      <p>${this.t('ui.network.about')}</p>
      ${network ? this.#opened(network) : this.#closed()}`;
  }

  /** @param {import('../types.d.ts').ClassNetworkState} network */
  #opened({ teams }) {
    const { seat } = /** @type {any} */ (this.ctx.classroom);
    return html`<p>${this.t('ui.network.teams')} ${teams.map(
      (each) => html`<code translate="no">${each}</code> `,
    )}</p>
      <p class="ct-desk-door"><a class="ct-button ct-primary" href=${`/clase/${seat.code}/red`}
        >${this.t('ui.network.go')}</a>
      <button class="ct-button" @click=${this.#onClose}
        >${this.t(this.sure ? 'ui.network.close_sure' : 'ui.network.close')}</button></p>`;
  }

  #closed() {
    return html`<form class="ct-desk-door" @submit=${this.#onOpen}><label
      >${this.t('ui.network.how_many')} <select name="teams">${TEAMS.map(
        (n) => html`<option ?selected=${n === USUAL}>${n}</option>`,
      )}</select></label>
      <button class="ct-button">${this.t('ui.network.open')}</button></form>`;
  }

  /** @param {SubmitEvent} event */
  #onOpen = (event) => {
    event.preventDefault();
    const written = new FormData(/** @type {HTMLFormElement} */ (event.target));
    this.sure = false;
    this.#ask(Number(written.get('teams')));
  };

  #onClose = () => {
    if (this.sure) this.#ask(0);
    this.sure = !this.sure;
  };

  /** @param {number} teams */
  async #ask(teams) {
    const { lang } = this.ctx.texts;
    const answer = await this.ctx.classroom?.ask('class_network', { teams, lang });
    if (!answer?.ok) this.ctx.link.say(answer?.error ?? { key: 'ui.error.refused' });
  }
}
customElements.define('ct-network-door', NetworkDoor);
