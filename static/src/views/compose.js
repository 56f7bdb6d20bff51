/**
 * Writing a letter as people do, in a mail client: To, Subject, text, Send. The mail client
 * of the chosen machine turns it into an envelope and commands.
 *
 * It refuses to check addresses: a wrong one travels, and the refusal is the lesson.
 */
import { html } from 'lit';
import { Part } from '../part.js';
import { firstSeat, seats } from '../type/session.js';

class Compose extends Part {
  static watches = /** @type {import('../part.js').Source[]} */ (['store', 'texts', 'link']);
  static properties = { host: { state: true }, sending: { state: true } };

  constructor() {
    super();
    this.host = '';
    this.sending = false;
  }

  /** @param {string} [host] whose mail client */
  async open(host = '') {
    this.host = host || firstSeat(this.model);
    await this.updateComplete;
    this.querySelector('dialog')?.showModal();
  }

  render() {
    return html`<dialog class="ct-t-dialog ct-compose" aria-labelledby="ct-compose-title">
      <form method="dialog" @submit=${this.#send}>
        <h2 id="ct-compose-title">${this.t('ui.compose.title')}</h2>
        <label class="ct-t-field"><span>${this.t('ui.compose.from')}</span>
          <select name="host" @change=${(/** @type {any} */ event) => { this.host = event.target.value; }}>
            ${seats(this.model).filter((id) => this.model.hosts[id].on).map((id) => html`
              <option value=${id} ?selected=${id === this.host}>${this.hostName(id)}</option>`)}</select></label>
        <label class="ct-t-field"><span>${this.t('ui.compose.to')}</span>
          <input name="to" type="text" inputmode="email" autocomplete="off" autocapitalize="off" spellcheck="false" translate="no"
            autofocus required placeholder="benito@sur.example"></label>
        <p class="ct-t-hint">${this.t('ui.compose.several')}</p>
        <label class="ct-t-field"><span>${this.t('ui.compose.subject')}</span><input name="subject" type="text" autocomplete="off"></label>
        <label class="ct-t-field"><span>${this.t('ui.compose.body')}</span><textarea name="body" rows="5"></textarea></label>
        <div class="ct-t-dialog-foot">
          <button class="ct-button" type="button" @click=${() => this.querySelector('dialog')?.close()}>${this.t('ui.type.cancel')}</button>
          <button class="ct-button ct-go" ?disabled=${this.sending || !this.ctx.link.mayAct}>${this.t('ui.compose.send')}</button>
        </div></form></dialog>`;
  }

  #send = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const letter = Object.fromEntries(new FormData(form));
    this.sending = true;
    const answer = await this.ctx.link.act({ act: 'send', ...letter });
    this.sending = false;
    if (!answer.ok) return;
    form.reset();
    this.querySelector('dialog')?.close();
  };
}
customElements.define('ct-compose', Compose);
