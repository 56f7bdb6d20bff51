/** What to ask the class: how the server will reply, or a question of one's own. */
import { html } from 'lit';
import { drawNotice } from '../drawings/notice.js';
import { ui } from '../drawings/icons.js';
import { PageElement, watching } from '../core/page-element.js';
import { wireLines } from '../model/wire-text.js';

const OPTIONS_MAX = 6;
const ASKED_MAX = 240;

class AskDialog extends PageElement {
  static watches = watching('texts', 'link');

  firstUpdated() {
    this.#dialog?.showModal();
  }

  /** @returns {HTMLDialogElement | null} */
  get #dialog() {
    return this.querySelector('dialog');
  }

  render() {
    const command = this.#command;
    return html`<dialog class="ct-dialog" aria-labelledby="ct-ask-name"
      @close=${() => this.dispatchEvent(new Event('closed'))}>
      <div class="ct-dialog-body ct-ask"><header><h2 id="ct-ask-name"
        >${this.t('ui.class.ask')}</h2><button class="ct-ghost" aria-label=${this.t('ui.close')}
        @click=${() => this.#dialog?.close()}>${ui.close}</button></header>
        ${drawNotice(this, this.#dialog)}
        <section><h3>${this.t('ui.class.ask.reply')}</h3>
          <p>${
            command
              ? html`<code translate="no" lang="en">${command}</code>`
              : this.t('ui.class.ask.reply_any')
          }</p>
          <button class="ct-button" @click=${this.#onReply}
            >${this.t('ui.class.ask.go')}</button></section>
        <form @submit=${this.#onOwn}><h3>${this.t('ui.class.ask.own')}</h3>
          <label><span>${this.t('ui.class.ask.question')}</span><input name="asked" required
            maxlength=${ASKED_MAX} autocomplete="off"></label>
          <label><span>${this.t('ui.class.ask.options')}</span><textarea name="options" rows="4"
            required></textarea></label>
          <button class="ct-button">${this.t('ui.class.ask.go')}</button></form>
      </div></dialog>`;
  }

  /** The last one in the open. */
  get #step() {
    const { playhead, store } = this;
    return store.steps[playhead.covered ? playhead.index - 1 : playhead.index];
  }

  #onReply = () => {
    const { branch } = this.store;
    const seq = this.#step?.seq;
    this.#ask({ kind: 'reply', asked: this.#command, branch, seq });
  };

  /** The command on show that has no reply yet, or whose reply is covered. */
  get #command() {
    const step = this.#step;
    if (step?.beat.shape !== 'command' && step?.beat.shape !== 'typed') return '';
    const [{ head, rest }] = wireLines(step);
    return `${head}${rest}`.slice(0, ASKED_MAX);
  }

  /** @param {SubmitEvent} event */
  #onOwn = (event) => {
    event.preventDefault();
    const written = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const options = String(written.get('options'))
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
      .slice(0, OPTIONS_MAX);
    this.#ask({ kind: 'own', asked: String(written.get('asked')).trim(), options });
  };

  /** @param {Record<string, any>} question */
  async #ask(question) {
    const id = crypto.getRandomValues(new Uint32Array(2)).join('-');
    const answer = await this.ctx.classroom?.ask('class_ask', { id, ...question });
    if (answer?.ok) this.#dialog?.close();
    else this.ctx.link.say(answer?.error ?? { key: 'ui.error.refused' });
  }
}
customElements.define('ct-ask-dialog', AskDialog);
