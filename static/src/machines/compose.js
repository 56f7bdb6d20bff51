/**
 * Writing a letter as people do, in a mail client; and beside it, at every change, what
 * will go out: the envelope and the letter's own octets. The mail client of the chosen
 * machine makes them, on the server: the same program that will send them.
 *
 * Attachments are made here: nothing of the visitor's own machine is read.
 */
import { html, nothing } from 'lit';
import { busy } from '../core/busy.js';
import { ui } from '../drawings/icons.js';
import { drawNotice } from '../drawings/notice.js';
import { fetchDraft } from '../core/fetch-letters.js';
import { letterLines } from '../model/letter-lines.js';
import { PageElement, watching } from '../core/page-element.js';
import { firstSeat, seats } from '../model/terminals.js';

/**
 * @typedef {{name: string, kind: 'note' | 'picture' | 'file', text?: string,
 *   octets?: number}} Attachment
 */
/**
 * @typedef {{host: string, to: string, subject: string, in_reply_to: string,
 *   references: string[]}} Answering
 */

const DRAFT_MS = 200;
const ATTACHMENTS_MAX = 5;
const LINES_SHOWN = 400;
const FIRST_NAMES = { note: 'nota.txt', picture: 'sobre.png', file: 'datos.bin' };

class Compose extends PageElement {
  static watches = watching('store', 'texts', 'link');
  static properties = {
    answering: { attribute: false },
    host: { state: true },
    sending: { state: true },
    attachments: { state: true },
    draft: { state: true },
  };

  constructor() {
    super();
    /** the letter this one answers @type {Answering | null} */ this.answering = null;
    this.host = '';
    this.sending = false;
    /** @type {Attachment[]} */ this.attachments = [];
    /** @type {import('../types.d.ts').Draft | null} */ this.draft = null;
  }

  #timer = 0;
  /** ends the waiting for a draft */ #drafting = () => {};
  #drafted = '';

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#drafting();
  }

  firstUpdated() {
    this.host = this.answering?.host || firstSeat(this.model);
    this.updateComplete.then(() => {
      this.#dialog?.showModal();
      this.#soon();
    });
  }

  /** @returns {HTMLDialogElement | null} */
  get #dialog() {
    return this.querySelector('dialog');
  }

  render() {
    return html`<dialog class="ct-t-dialog ct-compose" aria-labelledby="ct-compose-title"
      @close=${this.#closed}>
      <form method="dialog" @submit=${this.#send} @input=${this.#soon}>
        <h2 id="ct-compose-title">${this.t('ui.compose.title')}</h2>
        <div class="ct-compose-write">${this.#fields()}${this.#more()}${this.#attach()}</div>
        <aside class="ct-compose-out" aria-live="off">${this.#preview()}</aside>
        ${drawNotice(this, this.#dialog)}
        <div class="ct-t-dialog-foot">
          <button class="ct-button" type="button" @click=${() => this.#dialog?.close()}
            >${this.t('ui.type.cancel')}</button>
          <button class="ct-button ct-go" ?disabled=${this.sending || !this.ctx.link.mayAct}
            >${this.t('ui.compose.send')}</button>
        </div></form></dialog>`;
  }

  #fields() {
    const { answering } = this;
    return html`<label class="ct-t-field"><span>${this.t('ui.compose.from')}</span>
        <select name="host" @change=${(/** @type {any} */ event) => {
          this.host = event.target.value;
        }}>
          ${seats(this.model)
            .filter((id) => this.model.hosts[id].on && this.model.hosts[id].address)
            .map(
              (id) => html`
            <option value=${id} ?selected=${id === this.host}>${this.hostName(id)}</option>`,
            )}</select></label>
      <label class="ct-t-field"><span>${this.t('ui.compose.to')}</span>
        <input name="to" type="text" inputmode="email" autocomplete="off" autocapitalize="off"
          spellcheck="false" translate="no"
          autofocus placeholder="benito@sur.example" value=${answering?.to ?? ''}></label>
      <p class="ct-t-hint">${this.t('ui.compose.several')}</p>
      <label class="ct-t-field"><span>${this.t('ui.compose.subject')}</span><input name="subject"
        type="text" autocomplete="off" value=${answering?.subject ?? ''}></label>
      <label class="ct-t-field"><span>${this.t('ui.compose.body')}</span><textarea name="body"
        rows="5"></textarea></label>`;
  }

  #more() {
    const field = (
      /** @type {string} */ name,
    ) => html`<label class="ct-t-field"><span>${this.t(`ui.compose.${name}`)}</span>
      <input name=${name} type="text" inputmode="email" autocomplete="off" autocapitalize="off"
        spellcheck="false" translate="no"></label>`;
    return html`<details class="ct-compose-more"><summary>${this.t('ui.compose.more')}</summary>
      ${field('cc')} ${field('bcc')} ${field('reply_to')}
      <label class="ct-compose-check"><input type="checkbox" name="rich">
        ${this.t('ui.compose.rich')}</label></details>`;
  }

  #attach() {
    const full = this.attachments.length >= ATTACHMENTS_MAX;
    return html`<div class="ct-compose-attach" role="group"
      aria-label=${this.t('ui.compose.attach')}><span>${this.t('ui.compose.attach')}</span>
        ${
          /** @type {const} */ (['note', 'picture', 'file']).map(
            (kind) => html`<button type="button" class="ct-button ct-small" ?disabled=${full}
          @click=${() => this.#add(kind)}>${this.t(`ui.compose.attach.${kind}`)}</button>`,
          )
        }</div>
      <ul class="ct-compose-things">${this.attachments.map((each, i) => this.#thing(each, i))}</ul
        >`;
  }

  /** @param {Attachment} each @param {number} i */
  #thing(each, i) {
    const set = (/** @type {Partial<Attachment>} */ change) => {
      this.attachments = this.attachments.map((one, at) =>
        at === i ? { ...one, ...change } : one,
      );
    };
    const inside =
      each.kind === 'note'
        ? html`<label class="ct-t-field"><span>${this.t('ui.compose.attach.text')}</span>
        <textarea rows="2" .value=${each.text ?? ''}
          @input=${(/** @type {any} */ event) => set({ text: event.target.value })}></textarea
          ></label>`
        : each.kind === 'file'
          ? html`<label class="ct-t-field"><span>${this.t('ui.compose.attach.size')}</span>
        <input type="number" min="1" max="400000" .value=${String(each.octets)}
          @input=${(/** @type {any} */ event) =>
            set({ octets: Math.trunc(Number(event.target.value)) })}></label>`
          : nothing;
    return html`<li><label class="ct-t-field"><span>${this.t('ui.compose.attach.name')}</span>
        <input .value=${each.name} autocomplete="off" spellcheck="false"
          @input=${(/** @type {any} */ event) => set({ name: event.target.value })}></label
          >${inside}
      <button type="button" class="ct-ghost"
        aria-label=${this.t('ui.compose.attach.remove', { name: each.name })}
        @click=${() => {
          this.attachments = this.attachments.filter((_, at) => at !== i);
          this.#soon();
        }}>${ui.close}</button></li>`;
  }

  /** @param {Attachment['kind']} kind */
  #add(kind) {
    const more = kind === 'file' ? { octets: 3000 } : kind === 'note' ? { text: '' } : {};
    this.attachments = [...this.attachments, { name: FIRST_NAMES[kind], kind, ...more }];
    this.#soon();
  }

  // --- what will go out ---

  #preview() {
    const { draft } = this;
    if (!draft?.letter)
      return html`<p class="ct-t-hint"
        >${draft?.problem ? this.say(draft.problem) : this.t('ui.compose.wait')}</p>`;
    const paths = draft.forward_paths ?? [];
    const boundaries = draft.letter.parts.map((part) => part.boundary).filter(Boolean);
    const lines = letterLines(draft.letter.source, {
      headerLength: draft.letter.header_length,
      boundaries,
    });
    return html`<h3>${this.t('ui.compose.envelope')}</h3>
      <div class="ct-compose-envelope" translate="no">&lt;${draft.reverse_path}&gt; →
        ${paths.length ? paths.map((path) => html`<span>&lt;${path}&gt;</span> `) : '…'}</div>
      <h3>${this.t('ui.compose.source')}</h3>
      <pre class="ct-compose-source" translate="no" tabindex="0"
        aria-label=${this.t('ui.compose.source')}>${lines.slice(0, LINES_SHOWN).map(
          (line) => html`<span
        class=${`ct-of-${line.part}`}>${line.text}<i class="ct-crlf">${line.end}</i></span>`,
        )}</pre>
      <p class="ct-t-hint">${this.t('ui.compose.size', { count: draft.letter.length })}</p>`;
  }

  /** What the form says, as an act. @returns {Record<string, any>} */
  #act() {
    const form = /** @type {HTMLFormElement} */ (this.querySelector('form'));
    const { rich, ...letter } = Object.fromEntries(new FormData(form));
    const { in_reply_to = '', references = [] } = this.answering ?? {};
    return {
      act: 'send',
      ...letter,
      rich: rich === 'on',
      in_reply_to,
      references,
      attachments: this.attachments,
    };
  }

  /** Ask for the draft once the typing pauses. */
  #soon = () => {
    clearTimeout(this.#timer);
    this.#drafting();
    this.#drafting = busy();
    this.#timer = window.setTimeout(() => this.#redraft().then(this.#drafting), DRAFT_MS);
  };

  async #redraft() {
    if (!this.isConnected) return;
    const act = this.#act();
    const key = JSON.stringify(act);
    this.#drafted = key;
    const draft = await fetchDraft(act).catch(() => null);
    if (this.#drafted === key) this.draft = draft;
  }

  #send = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    this.sending = true;
    const answer = await this.ctx.link.act(this.#act());
    this.sending = false;
    if (answer.ok) this.#dialog?.close();
  };

  #closed = () => {
    this.dispatchEvent(new Event('closed'));
  };
}
customElements.define('ct-compose', Compose);
