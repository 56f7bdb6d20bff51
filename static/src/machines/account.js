/**
 * The account of a mail client as its form says it: where it reads, where it sends, and who
 * says so. What it holds is the client's own; whether it is right, only a connection tells.
 */
import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { PageElement, watching } from '../core/page-element.js';

/** @typedef {import('../types.d.ts').Account} Settings */
/** @typedef {'incoming' | 'outgoing'} Side */

class Account extends PageElement {
  static watches = watching('store', 'playhead', 'texts', 'link');
  static properties = { host: {}, sent: { attribute: false }, from: { state: true } };

  constructor() {
    super();
    /** of the mail client */ this.host = '';
    /** told when something is done with it */ this.sent = () => {};
    /** what happened from this event on is told; -1: nothing was done */ this.from = -1;
  }

  render() {
    const account = this.model.hosts[this.host]?.account;
    const may = this.ctx.link.mayAct && this.model.hosts[this.host]?.on;
    if (!account) return nothing;
    const form = keyed(
      JSON.stringify(account),
      html`<form class="ct-account" @submit=${this.#save}><fieldset ?disabled=${!may}>
      <fieldset><legend>${this.t('ui.account.reading')}</legend>
        <label class="ct-t-field ct-wide"><span>${this.t('ui.account.service')}</span>
          <select name="service" translate="no">${['pop3', 'imap'].map(
            (each) => html`<option value=${each} ?selected=${each === account.service}
            >${each.toUpperCase()}</option>`,
          )}</select></label>
        ${this.#server('incoming', account)}</fieldset>
      <fieldset><legend>${this.t('ui.account.sending')}</legend>
        <label class="ct-t-field ct-wide"><span>${this.t('ui.account.service')}</span>
          <input value="SMTP" readonly translate="no"></label>
        ${this.#server('outgoing', account)}</fieldset>
      <fieldset class="ct-account-who"><legend>${this.t('ui.account.person')}</legend>
        ${this.#text('user', 'user', account.user)} ${this.#text('password', 'password', '')}
      </fieldset>
      <p class="ct-account-acts">
        <button class="ct-button">${this.t('ui.account.save')}</button>
        <button class="ct-button ct-go" value="collect"
          >${this.t('ui.account.save_collect')}</button></p></fieldset></form>`,
    );
    return html`${form}${this.#told()}`;
  }

  /** What came of it, sentence by sentence. */
  #told() {
    if (this.from < 0) return nothing;
    const steps = this.store.steps.filter((step) => step.seq >= this.from);
    return html`<div class="ct-account-told" role="log" tabindex="0"
      aria-label=${this.t('ui.account.told')}><ol>${steps.map(
        (step) => html`<li>${this.say(step.say)}</li>`,
      )}</ol></div>`;
  }

  /** @param {Side} side @param {Settings} account */
  #server(side, account) {
    const words = ['clear', 'tls'].map((each) => this.t(`ui.account.${side}.${each}`));
    return html`${this.#text(side, 'server', account[side])}
      <label class="ct-t-field"><span>${this.t('ui.account.port')}</span>
        <input name=${`${side}_port`} type="number" min="1" max="65535" required
          value=${account[`${side}_port`] || ''}></label>
      <label class="ct-t-field ct-wide"><span>${this.t('ui.account.encryption')}</span>
        <select name=${`${side}_tls`}>${words.map(
          (each, i) => html`<option value=${i} ?selected=${account[`${side}_tls`] === Boolean(i)}
          >${each}</option>`,
        )}</select></label>`;
  }

  /** @param {string} name @param {string} label @param {string} value */
  #text(name, label, value) {
    const kept = name === 'password';
    return html`<label class="ct-t-field"><span>${this.t(`ui.account.${label}`)}</span>
      <input name=${name} type="text" value=${value} ?required=${!kept} autocomplete="off"
        autocapitalize="off" spellcheck="false" translate="no"
        placeholder=${kept ? this.t('ui.account.kept') : ''}></label>`;
  }

  #save = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
    const said = Object.fromEntries(new FormData(form));
    const from = this.store.next;
    const answer = await this.ctx.link.act({
      act: 'set_up',
      host: this.host,
      ...said,
      incoming_port: Number(said.incoming_port),
      outgoing_port: Number(said.outgoing_port),
      incoming_tls: said.incoming_tls === '1',
      outgoing_tls: said.outgoing_tls === '1',
    });
    if (!answer.ok) return;
    this.from = from;
    if (button?.value === 'collect') await this.ctx.link.act({ act: 'collect', host: this.host });
    this.sent();
  };
}
customElements.define('ct-account', Account);
