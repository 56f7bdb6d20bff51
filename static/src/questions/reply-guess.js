/**
 * A reply to be predicted: it is covered until its class and code are chosen, then the server's
 * own stands beside the guess. It knows no right code.
 */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../core/page-element.js';
import { mark, ui } from '../drawings/icons.js';
import { withTerms } from '../drawings/terms.js';

const CLASSES = ['2', '3', '4', '5'];
const STATUSES = ['+OK', '-ERR'];

class ReplyGuess extends PageElement {
  static watches = watching('texts');
  static properties = {
    name: { type: String },
    said: { type: String },
    value: { type: String },
    heard: { attribute: false },
    closed: { type: Boolean },
    pop3: { type: Boolean },
  };

  constructor() {
    super();
    this.name = '';
    /** what the reply answers */ this.said = '';
    this.value = '';
    /** what was replied @type {import('../types.d.ts').SeatExchange | undefined} */
    this.heard = undefined;
    this.closed = false;
    this.pop3 = false;
  }

  /** a class was chosen, and no whole code yet */ #digits = '';

  render() {
    const { heard } = this;
    return html`<div class="ct-guess">
      ${
        this.said
          ? html`<p class="ct-t-line ct-t-sent"><span class="ct-ps">C:</span
        ><code translate="no" lang="en">${this.said}</code></p>`
          : nothing
      }
      <p class="ct-t-line ct-guess-cover" data-open=${Boolean(heard)}
        ><span class="ct-ps">S:</span>${
          heard
            ? html`<code translate="no" lang="en">${heard.reply.join('\n')}</code
        >${mark[heard.mark]}`
            : html`<b class="ct-cover-mark">${ui.quiz}?</b>`
        }</p>
      ${this.pop3 ? this.#choices(STATUSES) : this.#choices(CLASSES)}
      ${this.pop3 ? nothing : this.#code()}
      ${heard ? this.#compared(heard) : nothing}</div>`;
  }

  /** @param {readonly string[]} classes */
  #choices(classes) {
    const chosen = this.pop3 ? this.value : this.#written[0];
    return html`<div class="ct-l-options ct-l-bins" role="radiogroup"
      aria-label=${this.t('ui.reply.class')}>${classes.map(
        (each) => html`<label><input type="radio" name=${this.name} value=${each}
        .checked=${chosen === each} ?disabled=${this.closed}
        @change=${() => this.#write(each)}><span>${
          this.pop3 ? html`<code translate="no">${each}</code>` : this.t(`ui.reply.class_${each}`)
        }</span></label>`,
      )}</div>`;
  }

  #code() {
    return html`<label class="ct-guess-code"><span>${this.t('ui.reply.code')}</span>
      <input type="text" inputmode="numeric" maxlength="3" size="4" autocomplete="off"
        translate="no" .value=${this.#written} ?disabled=${this.closed}
        @input=${(/** @type {any} */ { target }) => this.#write(target.value)}>${
          this.#written && !this.value
            ? html`<small>${this.t('ui.reply.code_whole')}</small>`
            : nothing
        }</label>`;
  }

  get #written() {
    return this.#digits || this.value;
  }

  /** @param {string} written */
  #write(written) {
    const same = !this.pop3 && written.length === 1 && this.#written[0] === written;
    this.#digits = same ? this.#written : written.replace(/[^0-9+A-Z-]/g, '');
    const whole = this.pop3 || /^[2-5][0-9]{2}$/.test(this.#digits);
    this.requestUpdate();
    const detail = whole ? this.#digits : '';
    this.dispatchEvent(new CustomEvent('guessed', { detail }));
  }

  /** The class is what a client goes by; the code says more.
   * @param {import('../types.d.ts').SeatExchange} heard */
  #compared({ reply, note }) {
    const right = this.pop3 ? reply[0].split(' ')[0] : reply[0].slice(0, 3);
    const same = this.value[0] === right[0];
    const key = this.value === right ? 'same' : same && !this.pop3 ? 'same_class' : 'other';
    return html`<p class="ct-guess-told">${this.t(`ui.reply.${key}`, {
      guess: this.value,
      code: right,
    })} ${withTerms(this.say(note), this)}</p>`;
  }
}
customElements.define('ct-reply-guess', ReplyGuess);
