/**
 * «Crea tu lección»: what somebody plays in this lab becomes a lesson. Its moves stand here
 * as a list; in it one marks events as goals, cuts steps, and writes words, hints and what is
 * said of the ways beside the right one. The server says what is missing and makes the folder.
 *
 * The draft is this browser's. It refuses to play: that is done in the pages there are.
 */
import { html, nothing } from 'lit';
import { busy, busyWith } from '../../core/busy.js';
import { ask, fetchJson } from '../../core/fetch-json.js';
import { PageElement, watching } from '../../core/page-element.js';
import { storage } from '../../core/prefs.js';
import { saveFile } from '../../drawings/save-file.js';
import { ui } from '../../drawings/icons.js';
import {
  MOVES_MAX,
  isFull,
  keepDraft,
  keptDraft,
  newDraft,
  withCut,
  withLine,
  withMoves,
} from '../../model/lesson-draft.js';
import './choose-world.js';
import { drawStep } from './draw-draft-step.js';
import { drawEnd, drawFields } from './draw-fields.js';

/** @typedef {import('../../types.d.ts').LessonDraft} Draft */
/** @typedef {import('../../types.d.ts').AuthoringPage} Page */

const JSON_POST = { method: 'POST', headers: { 'content-type': 'application/json' } };
const ASK_MS = 400;

class Author extends PageElement {
  static watches = watching('texts', 'store');
  static properties = {
    draft: { state: true },
    page: { state: true },
    wrong: { state: true },
    opened: { state: true },
  };

  constructor() {
    super();
    /** @type {Draft | null} */ this.draft = keptDraft(storage('localStorage'));
    /** what the server says of it @type {Page | null} */ this.page = null;
    /** why it says nothing, for people */ this.wrong = '';
    /** in the place of another, once one is sure @type {Draft | null} */ this.opened = null;
  }

  #branch = '';
  #seen = -1;
  #timer = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);
  /** The server is not asked about what the draft was. */ #forgo = () => {};

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#forgo();
  }

  /** This lab is one that can be recorded. */
  get #here() {
    const { boot } = this.ctx;
    const purpose = boot.lesson ?? boot.missions ?? boot.experiment ?? boot.scene ?? boot.mystery;
    return !purpose && !boot.live && this.ctx.link.mayAct;
  }

  updated() {
    const { branch, next } = this.store;
    if (!branch || (branch === this.#branch && next === this.#seen)) return;
    this.#branch = branch;
    this.#seen = next;
    this.#record();
  }

  /** The draft was recorded in another world. */
  get #elsewhere() {
    const { draft } = this;
    return Boolean(draft?.moves?.length) && draft?.scenario !== this.ctx.boot.scenario;
  }

  /** What was done in the lab since, if the draft is of this world. */
  async #record() {
    const { boot, texts } = this.ctx;
    if (!this.#here || this.#elsewhere) {
      if (this.draft) this.#ask();
      return;
    }
    const draft = { ...newDraft(texts.lang, boot.scenario ?? ''), ...this.draft };
    draft.scenario = boot.scenario ?? '';
    try {
      const recorded = await fetchJson(`/lab/${boot.lab}/moves.json?branch=${this.#branch}`);
      this.#keep(withMoves(draft, recorded));
    } catch {
      this.#keep(draft);
    }
  }

  /** @param {Draft} draft */
  #keep = (draft) => {
    this.draft = draft;
    keepDraft(storage('localStorage'), draft);
    this.#forgo();
    const done = busy();
    this.#timer = setTimeout(() => this.#ask().finally(done), ASK_MS);
    this.#forgo = () => {
      clearTimeout(this.#timer);
      done();
    };
  };

  /** What the server says of the draft. */
  async #ask() {
    const { draft } = this;
    if (!draft) return;
    const answer = await busyWith(this.#post('/authoring.json', JSON.stringify(draft)));
    if (draft !== this.draft) return;
    if (answer?.ok) this.page = await busyWith(answer.json());
    this.wrong = answer?.ok ? '' : await this.#reason(answer);
  }

  /** @param {string} url @param {BodyInit} body */
  #post(url, body) {
    return ask(url, { ...JSON_POST, body }).catch(() => null);
  }

  /** Why it was refused, in words. @param {Response | null} answer */
  async #reason(answer) {
    const said = await answer?.json().catch(() => null);
    return said?.error ? this.say(said.error) : this.t('ui.author.lost');
  }

  render() {
    const { draft } = this;
    return html`<div class="ct-author"><h1>${this.t('ui.author.title')}</h1>
      <p class="ct-author-lead">${this.t('ui.author.lead')}</p>
      ${this.#world()}
      ${draft ? this.#body(draft) : nothing}</div>`;
  }

  #world() {
    const { draft } = this;
    if (this.#here && !this.#elsewhere) return this.#play();
    return html`<section class="ct-card">
      <h2>${this.t(this.#elsewhere ? 'ui.author.elsewhere' : 'ui.author.choose')}</h2>
      ${
        this.#elsewhere
          ? html`<p><a class="ct-button ct-go"
        href=${`/escenario/${draft?.scenario}#/author`}>${this.t('ui.author.go_on')}</a></p>`
          : html`<ct-choose-world></ct-choose-world>`
      }</section>`;
  }

  /** Where to play, and how wrong turns are recorded. */
  #play() {
    const { scenario } = this.ctx.boot;
    const way = (/** @type {string} */ page, /** @type {any} */ icon) =>
      html`<a class="ct-button" href=${`/escenario/${scenario}#/${page}`}>${icon}<span>${this.t(
        `ui.author.play.${page}`,
      )}</span></a>`;
    return html`<section class="ct-card"><h2>${this.t('ui.author.play')}</h2>
      <p>${this.t('ui.author.play.about')}</p>
      ${
        this.draft && isFull(this.draft)
          ? html`<p role="status"><b>${this.t('ui.author.full', { n: MOVES_MAX })}</b></p>`
          : nothing
      }
      <p class="ct-author-ways">${way('type', ui.term)}${way('watch', ui.stage)}${way(
        'break',
        ui.bolt,
      )}</p>
      <details ?open=${!this.draft?.moves?.length}>
        <summary>${this.t('ui.author.other_world')}</summary>
        <ct-choose-world></ct-choose-world></details></section>`;
  }

  /** @param {Draft} draft */
  #body(draft) {
    const change = (/** @type {Partial<Draft>} */ more) => this.#keep({ ...draft, ...more });
    return html`<div class="ct-author-both"><div class="ct-author-draft">
      ${drawFields(this, draft, change)}
      ${(draft.steps ?? []).map((_, number) =>
        drawStep(this, draft, number, this.page, {
          keep: this.#keep,
          cut: (move) => this.#keep(withCut(draft, move)),
          right: (move) => this.#keep(withLine(draft, move)),
        }),
      )}
      ${drawEnd(this, draft, change)}</div>
      ${this.#list(draft)}</div>`;
  }

  /** What is missing, and the way home. @param {Draft} draft */
  #list(draft) {
    const missing = this.page?.missing ?? [];
    const done = this.page && !missing.length && !this.wrong;
    return html`<aside class="ct-card ct-author-list" aria-live="polite">
      <h2>${this.t(done ? 'ui.author.ready' : 'ui.author.missing')}</h2>
      ${this.wrong ? html`<p role="alert">${this.wrong}</p>` : nothing}
      <ul>${missing.map(
        (part) =>
          html`<li>${
            part.step !== undefined
              ? html`<a class="ct-link" href=${`#ct-step-${part.step}`}
        @click=${this.#toStep}>${this.t('ui.author.step', { n: part.step + 1 })}</a>: `
              : nothing
          }${this.say(part.said)}</li>`,
      )}</ul>
      <p><button class="ct-button ct-go" ?disabled=${!done} @click=${() => this.#download(draft)}
        >${ui.save}<span>${this.t('ui.author.download')}</span></button></p>
      <p class="ct-hint">${this.t('ui.author.download.about', { slug: this.page?.slug ?? '' })}</p>
      <p><label class="ct-button ct-author-open"><span>${this.t('ui.author.open')}</span>
        <input type="file" accept=".zip" @change=${this.#open}></label></p>
      ${this.opened ? this.#sure(this.opened) : nothing}
      <details><summary>${this.t('ui.author.again')}</summary>
        <p>${this.t('ui.author.again.about')}</p>
        <button class="ct-button" @click=${this.#forget}>${this.t('ui.author.forget')}</button>
      </details>
    </aside>`;
  }

  /** Another draft would take the place of this one. @param {Draft} opened */
  #sure(opened) {
    return html`<div class="ct-author-sure" role="alertdialog" aria-labelledby="ct-author-sure">
      <p id="ct-author-sure">${this.t('ui.author.open.sure')}</p>
      <p><button class="ct-button" @click=${() => {
        this.opened = null;
      }}>${this.t('ui.author.open.stay')}</button>
      <button class="ct-button ct-go" @click=${() => this.#replace(opened)}
        >${this.t('ui.author.open.go')}</button></p></div>`;
  }

  #toStep = (/** @type {Event} */ event) => {
    event.preventDefault();
    const to = /** @type {HTMLAnchorElement} */ (event.currentTarget).hash;
    const step = /** @type {HTMLElement | null} */ (this.querySelector(to));
    step?.scrollIntoView();
    step?.focus();
  };

  /** @param {Draft} draft */
  async #download(draft) {
    const answer = await busyWith(this.#post('/authoring/lesson.zip', JSON.stringify(draft)));
    if (!answer?.ok) {
      this.wrong = await this.#reason(answer);
      return;
    }
    saveFile(`${this.page?.slug ?? 'lesson'}.zip`, await answer.blob());
  }

  #open = async (/** @type {Event} */ event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const [file] = input.files ?? [];
    if (!file) return;
    input.value = '';
    const answer = await busyWith(this.#post('/authoring/draft.json', file));
    if (!answer?.ok) {
      this.wrong = await this.#reason(answer);
      return;
    }
    const opened = await answer.json();
    if (!this.draft?.moves?.length) return this.#replace(opened);
    this.opened = opened;
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector('.ct-author-sure button'))?.focus();
  };

  /** @param {Draft} opened */
  #replace(opened) {
    this.opened = null;
    this.page = null;
    this.#keep(opened);
  }

  #forget = () => {
    keepDraft(storage('localStorage'), null);
    this.draft = null;
    this.page = null;
    this.wrong = '';
    this.opened = null;
    this.#seen = -1;
  };
}
customElements.define('ct-author', Author);
