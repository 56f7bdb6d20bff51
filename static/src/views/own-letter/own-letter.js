/**
 * «Tu carta»: a real message, or only its header section, pasted or dropped, laid open. The
 * octets stay in this element; whatever is asked of them goes along with the question, and
 * nobody keeps it. Nothing in a message is run or fetched.
 */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../../core/page-element.js';
import { walkTabs } from '../../drawings/walk-tabs.js';
import '../../letters/fields.js';
import '../../letters/parts.js';
import { askLetter, blobOf, fetchStart } from './ask-letter.js';
import './checks.js';
import './way.js';
import { drawWritten } from './written.js';

/** @typedef {import('../../types.d.ts').OwnLetterPage} OwnLetterPage */
/** @typedef {import('../../types.d.ts').SampleLetter} SampleLetter */
/** @typedef {import('./ask-letter.js').Question} Question */

const TABS = ['way', 'results', 'checks', 'tree', 'fields'];
const CLIENTS = ['thunderbird', 'gmail', 'outlook_web', 'outlook', 'apple', 'roundcube'];

/**
 * The message on show, while another page is: whoever comes back finds it. It goes with the
 * document, and before with «Otra carta».
 * @type {{letter: Blob, page: OwnLetterPage, asked: Question, tab: string} | null}
 */
let leftOpen = null;

class OwnLetter extends PageElement {
  static watches = watching('texts');
  static properties = {
    start: { state: true },
    page: { state: true },
    asked: { state: true },
    tab: { state: true },
    wrong: { state: true },
    over: { state: true },
  };

  constructor() {
    super();
    /** @type {import('../../types.d.ts').OwnLetterStart | null} */ this.start = null;
    /** @type {OwnLetterPage | null} */ this.page = null;
    /** how it is looked at @type {Question} */ this.asked = {};
    this.tab = 'way';
    /** why it cannot be read: 'lost', 'often' or '' */ this.wrong = '';
    /** a file is held over the page */ this.over = false;
  }

  /** @type {Blob | null} */ #letter = null;
  #turn = 0;

  connectedCallback() {
    super.connectedCallback();
    this.#begin();
    if (!leftOpen) return;
    const { letter, page, asked, tab } = leftOpen;
    this.#letter = letter;
    Object.assign(this, { page, asked, tab });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    const { page, asked, tab } = this;
    leftOpen = this.#letter && page ? { letter: this.#letter, page, asked, tab } : null;
  }

  async #begin() {
    try {
      this.start = await fetchStart();
      this.wrong = '';
    } catch {
      this.wrong = 'lost';
    }
  }

  /** @param {Blob} letter @param {Question} [asked] */
  async #look(letter, asked = {}) {
    const turn = ++this.#turn;
    this.#letter = letter;
    this.asked = asked;
    if (!this.start) await this.#begin();
    if (!this.start) return;
    try {
      const page = await askLetter(letter, asked, this.start);
      if (turn !== this.#turn) return;
      this.wrong = page === 'often' ? page : '';
      if (page === 'often') return;
      const first = !this.#isOpen;
      this.page = page;
      if (first) this.#stepHere();
    } catch {
      if (turn === this.#turn) this.wrong = 'lost';
    }
  }

  /** The keys that step are at hand as soon as there is a way. */
  async #stepHere() {
    await this.updateComplete;
    const way = /** @type {PageElement | null} */ (this.querySelector('ct-own-way'));
    await way?.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector('.ct-ow-play'))?.focus();
  }

  /** The same message, looked at in another way. @param {Question} asked */
  #again(asked) {
    if (this.#letter) this.#look(this.#letter, { ...this.asked, ...asked });
  }

  /** @param {SampleLetter} sample */
  #sample({ source, records, border, now_s }) {
    this.tab = 'way';
    this.#look(blobOf(source), { records, border, now_s, whole: true });
  }

  async #leave() {
    this.#turn++;
    this.#letter = null;
    this.page = null;
    this.asked = {};
    this.tab = 'way';
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector('textarea'))?.focus();
  }

  /** @param {DragEvent} event */
  #drop(event) {
    event.preventDefault();
    this.over = false;
    const [file] = event.dataTransfer?.files ?? [];
    if (file) this.#look(file);
  }

  render() {
    return html`<div class="ct-ol" data-over=${this.over}
      @dragover=${(/** @type {DragEvent} */ event) => {
        event.preventDefault();
        this.over = true;
      }}
      @dragleave=${() => {
        this.over = false;
      }}
      @drop=${this.#drop}><h1>${this.t('ui.own_letter.name')}</h1>
      ${this.over ? html`<p class="ct-ol-drop">${this.t('ui.own_letter.drop')}</p>` : nothing}
      ${this.wrong ? this.#wrong() : nothing}
      ${this.#isOpen ? this.#open(/** @type {OwnLetterPage} */ (this.page)) : this.#entrance()}
      <p class="ct-hint">${this.#private()} ${this.t('ui.own_letter.inert')}</p></div>`;
  }

  get #isOpen() {
    return this.page?.kind === 'letter' || this.page?.kind === 'header';
  }

  #private() {
    return this.t(`ui.own_letter.private${this.ctx.boot.alone ? '.alone' : ''}`);
  }

  #wrong() {
    const key = this.wrong === 'often' ? 'ui.own_letter.too_often' : 'ui.own_letter.lost';
    return html`<p role="alert">${this.t(key)} <button class="ct-button ct-small"
      @click=${() => (this.#letter ? this.#look(this.#letter, this.asked) : this.#begin())}
      >${this.t('ui.lazy.again')}</button></p>`;
  }

  // --- before there is a message

  #entrance() {
    const { page } = this;
    return html`<p>${this.t('ui.own_letter.lead')}</p>
      ${
        page
          ? html`<p class="ct-lt-warning" role="alert"
            >${this.t(`ui.own_letter.kind.${page.kind}`)}</p>`
          : nothing
      }
      <form class="ct-ol-paste" @submit=${this.#paste}>
        <label>${this.t('ui.own_letter.paste')}
          <textarea name="letter" rows="9" spellcheck="false" translate="no"
            placeholder="Received: from … by …"></textarea></label>
        <div class="ct-ol-do">
          <button class="ct-button ct-go">${this.t('ui.own_letter.look')}</button>
          <label class="ct-button">${this.t('ui.own_letter.file')}<input class="ct-vh" type="file"
            accept=".eml,.txt,message/rfc822,text/plain"
            @change=${this.#chosen}></label></div></form>
      <div class="ct-ol-samples"><p>${this.t('ui.own_letter.samples')}</p>
        ${(this.start?.samples ?? []).map(
          (sample) =>
            html`<button class="ct-button ct-small" @click=${() => this.#sample(sample)}
              >${this.t(`ui.own_letter.sample.${sample.name}`)}</button>`,
        )}</div>
      <details ?open=${page !== null && page.kind !== 'empty'}><summary
        >${this.t('ui.own_letter.where')}</summary>
        <ul class="ct-ol-where">${CLIENTS.map(
          (name) => html`<li>${this.t(`ui.own_letter.where.${name}`)}</li>`,
        )}</ul></details>`;
  }

  /** @param {SubmitEvent} event */
  #paste(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    this.#look(new Blob([String(new FormData(form).get('letter') ?? '')]));
  }

  /** @param {Event} event */
  #chosen(event) {
    const [file] = /** @type {HTMLInputElement} */ (event.target).files ?? [];
    if (file) this.#look(file);
  }

  // --- the message

  /** @param {OwnLetterPage} page */
  #open(page) {
    const { kind, length, notes = [] } = page;
    return html`<div class="ct-ol-head">
        <p>${this.t(`ui.own_letter.kind.${kind}`, { count: length })}</p>
        <button class="ct-button ct-small" @click=${this.#leave}
          >${this.t('ui.own_letter.another')}</button></div>
      ${notes.map((note) => html`<p class="ct-lt-warning">${this.say(note)}</p>`)}
      <div class="ct-lt-tabs" role="tablist" aria-label=${this.t('ui.letter.tabs')}>${TABS.map(
        (tab) => html`<button role="tab" id=${`ct-ol-tab-${tab}`} aria-controls="ct-ol-panel"
          aria-selected=${this.tab === tab} tabindex=${this.tab === tab ? 0 : -1}
          @click=${() => {
            this.tab = tab;
          }} @keydown=${this.#onTabKey}>${this.t(`ui.own_letter.${tab}`)}</button>`,
      )}</div>
      <div class="ct-lt-panel" id="ct-ol-panel" role="tabpanel" tabindex="0"
        aria-labelledby=${`ct-ol-tab-${this.tab}`}
        ><h2 class="ct-vh">${this.t(`ui.own_letter.${this.tab}`)}</h2>${this.#panel(page)}</div>`;
  }

  /** @param {OwnLetterPage} page */
  #panel(page) {
    switch (this.tab) {
      case 'results':
        return html`<div>${drawWritten(page, this)}</div>`;
      case 'checks':
        return html`<ct-own-checks .page=${page} .asked=${this.asked}
          @asked=${(/** @type {CustomEvent} */ event) => this.#again(event.detail)}
          ></ct-own-checks>`;
      case 'tree':
        return page.kind === 'header'
          ? html`<p>${this.t('ui.own_letter.tree.header')}</p>`
          : html`<ct-letter-parts .letter=${page.letter ?? null}></ct-letter-parts>`;
      case 'fields':
        return html`<ct-letter-fields .letter=${page.letter ?? null}></ct-letter-fields>`;
      default:
        return html`<ct-own-way .page=${page} @border=${(/** @type {CustomEvent} */ event) =>
          this.#again({ border: event.detail, client: undefined })}></ct-own-way>`;
    }
  }

  #onTabKey = walkTabs(
    this,
    TABS,
    () => this.tab,
    (tab) => {
      this.tab = tab;
    },
  );
}
customElements.define('ct-own-letter', OwnLetter);
