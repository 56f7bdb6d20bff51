/**
 * The server's chair: what the client says waits for a reply, typed or chosen. A wrong one stays
 * beside the dialogue, with what a client does with it, and is taken back.
 *
 * Replies are answers in the journal; the server's engines judge them. It knows no right reply.
 */
import { html, nothing } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { PageElement, watching } from '../../core/page-element.js';
import { citeLink } from '../../drawings/cite.js';
import { glyph } from '../../drawings/glyphs.js';
import { mark } from '../../drawings/icons.js';
import { withTerms } from '../../drawings/terms.js';

/** @typedef {import('../../types.d.ts').SeatStanding} Seat */
/** @typedef {import('../../types.d.ts').SeatExchange} Exchange */
/** @typedef {import('../../types.d.ts').SeatMistake} Mistake */

/** Of a content as many lines are shown. */
const LINES_MAX = 14;
/** How a reply looks that ends so. @type {Record<string, string>} */
const KINDS = { '+': '2', '-': '5' };

class SeatView extends PageElement {
  static watches = watching('texts', 'store');
  static properties = {
    asked: { attribute: false },
    seat: { attribute: false },
    mayAnswer: { type: Boolean },
    draft: { state: true },
    taken: { state: true },
    sending: { state: true },
  };

  constructor() {
    super();
    /** @type {import('../../questions/parts.js').Asked} */ this.asked = /** @type {any} */ (
      undefined
    );
    /** @type {Seat | undefined} */ this.seat = undefined;
    this.mayAnswer = false;
    this.draft = '';
    /** the mistake that was taken back @type {string} */ this.taken = '';
    this.sending = false;
  }

  /** what was on show before it changed */ #shown = '';

  updated() {
    const shown = this.seat
      ? `${this.seat.done.length} ${this.#wrong?.reply.join('\n') ?? ''}`
      : '';
    if (shown === this.#shown) return;
    const first = !this.#shown;
    this.#shown = shown;
    if (first) return;
    const at = this.querySelector(this.#wrong ? '.ct-seat-wrong' : '.ct-seat-now');
    at?.scrollIntoView({ block: 'nearest' });
    const next = this.#wrong ? '.ct-seat-wrong button' : '.ct-seat-over, .ct-seat-form textarea';
    /** @type {HTMLElement | null} */ (this.querySelector(next))?.focus({ preventScroll: true });
  }

  /** The wrong reply on show. @returns {Mistake | null} */
  get #wrong() {
    const { wrong = null, done = [] } = this.seat ?? {};
    return wrong && this.taken === `${done.length} ${wrong.reply.join('\n')}` ? null : wrong;
  }

  render() {
    const { seat } = this;
    if (!seat) return nothing;
    const over = seat.done.length === seat.turns;
    return html`<div class="ct-seat ct-${seat.protocol}">
      <header class="ct-seat-head"><p><b>${this.t('ui.seat.here', { server: seat.server })}</b>
        ${this.t(seat.typed ? 'ui.seat.person' : 'ui.seat.program', { client: seat.client })}</p>
        <p class="ct-seat-place">${this.t('ui.seat.place', {
          n: Math.min(seat.done.length + 1, seat.turns),
          of: seat.turns,
        })} ${this.#state(seat.state)}</p></header>
      <ol class="ct-seat-log" aria-label=${this.t('ui.seat.log')}>${seat.done.map((each) =>
        this.#exchange(each),
      )}</ol>
      ${over ? this.#over(seat) : this.#now(seat)}</div>`;
  }

  /** The state of the session, and what it means. @param {string} state */
  #state(state) {
    const key = `machine.${this.seat?.protocol}.${state.toLowerCase().replace('-', '_')}`;
    return html`<span class="ct-seat-state" title=${this.t(key)}>${this.t('ui.seat.state')}
      <code translate="no" lang="en">${state}</code></span>`;
  }

  /** @param {Exchange} each */
  #exchange({ said, reply, mark: kind, state, note }) {
    return html`<li>${this.#said(said)}${this.#reply(reply, kind)}
      <p class="ct-t-note">${withTerms(this.say(note), this)} ${this.#state(state)}</p></li>`;
  }

  /** What the client said; before the greeting it only opened the connection.
   * @param {string} said */
  #said(said) {
    if (!said) return html`<p class="ct-seat-opened">${this.t('ui.seat.opened')}</p>`;
    const lines = said.split('\r\n');
    const shown = lines.length > LINES_MAX ? [...lines.slice(0, LINES_MAX - 2), '…', '.'] : lines;
    return html`<div class="ct-t-line ct-t-sent ct-${this.seat?.protocol}"
      ><span class="ct-ps">C:</span><code translate="no" lang="en">${shown.join('\n')}</code
      ></div>`;
  }

  /** @param {readonly string[]} reply @param {string} kind */
  #reply(reply, kind) {
    return html`<div class="ct-t-line ct-seat-reply ct-c${KINDS[kind] ?? kind}"
      ><span class="ct-ps">S:</span><code translate="no" lang="en">${reply.join('\n')}</code
      >${mark[kind] ?? nothing}</div>`;
  }

  /** @param {Seat} seat */
  #now({ asks, behind, offered }) {
    return html`<section class="ct-seat-now">
      <p class="ct-seat-turn">${this.t('ui.seat.turn')} ${unsafeHTML(this.asked.prompt)}</p>
      ${this.#said(asks)}
      ${
        behind.length
          ? html`<div class="ct-seat-behind"><p>${this.t('ui.seat.behind')}</p>
            ${behind.map((line) => this.#said(line))}</div>`
          : nothing
      }
      ${this.#wrong ? this.#mistake(this.#wrong) : this.#form(offered)}</section>`;
  }

  /** @param {readonly string[]} offered */
  #form(offered) {
    const name = this.t('ui.seat.reply');
    return html`<form class="ct-seat-form" @submit=${this.#send}>
      <span class="ct-ps" aria-hidden="true">S:</span>
      <textarea rows=${this.draft.split('\n').length} aria-label=${name} placeholder=${name}
        autocomplete="off" autocapitalize="off" autocorrect="off" spellcheck="false" translate="no"
        maxlength="400" .value=${this.draft} ?disabled=${!this.mayAnswer}
        @input=${this.#onInput} @keydown=${this.#onKey}></textarea>
      <button class="ct-button ct-go" ?disabled=${
        !this.mayAnswer || this.sending || !this.draft.trim()
      }>${this.t('ui.seat.send')}</button></form>
      <details class="ct-seat-offered" ?open=${matchMedia('(pointer: coarse)').matches}>
        <summary>${this.t('ui.seat.offered')}</summary>
        <ul>${offered.map(
          (reply) => html`<li><button type="button" ?disabled=${!this.mayAnswer || this.sending}
            @click=${() => this.#give(reply)}><code translate="no" lang="en">${reply}</code></button
            ></li>`,
        )}</ul></details>`;
  }

  /** What a wrong reply would lead to. @param {Mistake} wrong */
  #mistake({ reply, said, rfc, client, sent, why }) {
    return html`<div class="ct-seat-wrong">${this.#reply(reply, '')}
      <p><b>${this.t('ui.seat.wrong')}</b> ${withTerms(this.say(said), this)}
        ${citeLink(rfc)}</p>
      <p class="ct-seat-does">${glyph.hint}<span>${withTerms(this.say(client), this)}</span></p>
      ${sent.map((line) => this.#said(line))}
      ${why ? html`<p class="ct-t-note">${withTerms(this.say(why), this)}</p>` : nothing}
      <button type="button" class="ct-button ct-go" @click=${this.#takeBack}
        >${glyph.restart}${this.t('ui.seat.take_back')}</button></div>`;
  }

  /** @param {Seat} seat */
  #over({ first_tries: n, turns: of }) {
    return html`<section class="ct-seat-over" tabindex="-1"><p>${glyph.done}
      <b>${this.t('ui.seat.over')}</b> ${this.t('ui.seat.first_tries', { n, of })}</p></section>`;
  }

  #onInput = (/** @type {any} */ { target }) => {
    this.draft = target.value;
  };

  /** Intro sends; after a line that says more follow, it begins another.
   * @param {KeyboardEvent} event */
  #onKey = (event) => {
    event.stopPropagation();
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    if (/(^|\n)[0-9]{3}-[^\n]*$/.test(this.draft)) return;
    event.preventDefault();
    if (this.draft.trim()) this.#give(this.draft);
  };

  #send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    if (this.draft.trim()) this.#give(this.draft);
  };

  /** @param {string} value */
  async #give(value) {
    if (this.sending || !this.mayAnswer) return;
    this.sending = true;
    this.taken = '';
    this.draft = value;
    const act = { act: 'answer', question: this.asked.id, value };
    const answer = await this.ctx.link.act(act, { quiet: true });
    this.sending = false;
    if (answer.ok) this.draft = '';
  }

  #takeBack = async () => {
    const { seat } = this;
    if (!seat?.wrong) return;
    const reply = seat.wrong.reply.join('\n');
    this.taken = `${seat.done.length} ${reply}`;
    this.draft = reply;
    await this.updateComplete;
    const field = this.querySelector('textarea');
    field?.focus();
    field?.select();
  };
}
customElements.define('ct-seat', SeatView);
