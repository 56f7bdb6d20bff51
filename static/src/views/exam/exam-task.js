/**
 * One task of an exam: what is asked on the left, the terminal, the stage or the case beside
 * it. Nothing is judged here; what was done is kept after every act, and handed in at the end.
 */
import { html, nothing } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { Asked, drawAwaited } from '../../core/asked.js';
import { fetchJson } from '../../core/fetch-json.js';
import { lazy, Piece } from '../../core/lazy-piece.js';
import { PageElement, watching } from '../../core/page-element.js';
import { pieceOf } from '../../core/page-registry.js';
import { storage } from '../../core/prefs.js';
import { glyph } from '../../drawings/glyphs.js';
import { htmlWithTerms } from '../../drawings/terms.js';
import '../../machines/machine.js';
import { ExamNotes, examsStand } from '../../model/exam-notes.js';
import '../../questions/question.js';
import { answersIn } from './answers.js';
import './exam-clock.js';

const STORY = new Piece(() => import('./exam-story.js'));

/** @typedef {import('../../types.d.ts').ExamPage} Page */
/** @typedef {import('../../types.d.ts').ExamTaskPage} Task */

class ExamTask extends PageElement {
  static watches = watching('store', 'texts', 'link');
  static properties = {
    code: {},
    nickname: {},
    number: { type: Number },
    pane: { state: true },
    handing: { state: true },
    ready: { state: true },
  };

  constructor() {
    super();
    this.code = '';
    this.nickname = '';
    this.number = 1;
    /** @type {Asked<Page>} */ this.asked = new Asked(
      this,
      () => `/exam/${this.code}.json?nickname=${this.#who}&lang=${this.ctx.texts.lang}`,
    );
    /** on a phone: what is on show @type {'text' | 'tool'} */ this.pane = 'text';
    /** the question whether to hand in is open */ this.handing = false;
    /** what was done before is there again: one may go on */ this.ready = false;
  }

  /** @type {ExamNotes} */ #notes = /** @type {any} */ (undefined);
  /** branch and length kept last */ #kept = '';
  /** what is being kept @type {Promise<void> | null} */ #keeping = null;

  get #who() {
    return encodeURIComponent(this.nickname);
  }

  willUpdate() {
    if (this.#notes) return;
    this.#notes = this.#read();
    if (!this.#notes.began) this.ctx.route.replace(`/examen/${this.code}`);
    else if (this.#notes.handed) this.ctx.route.replace(`/examen/${this.code}/${this.#who}`);
  }

  get page() {
    return this.asked.value;
  }

  /** Only a class stops the time: who left one goes on. */
  #read() {
    const shelf = storage('localStorage');
    if (!this.ctx.classroom) examsStand(shelf, false, Date.now());
    return new ExamNotes(shelf, this.code, this.#who);
  }

  updated() {
    this.#keepSoon();
  }

  get #task() {
    return /** @type {Page} */ (this.page).tasks[this.number - 1];
  }

  // --- what is kept --------------------------------------------------------------------

  get #now() {
    const { branch, next } = this.store;
    return branch && next ? `${branch}/${next}` : '';
  }

  #keepSoon() {
    if (!this.page || this.#keeping || !this.#now || this.#now === this.#kept) return;
    this.#keeping = this.#keep(this.#now).finally(() => {
      this.#keeping = null;
      this.#keepSoon();
    });
  }

  /** @param {string} now */
  async #keep(now) {
    const first = !this.#kept;
    this.#kept = now;
    const { boot } = this.ctx;
    try {
      const { line } = await fetchJson(`/lab/${boot.lab}/line.json?branch=${this.store.branch}`);
      const before = this.#notes.line(this.#task.name);
      if (first && !line.length && before.length) await this.#doAgain(before);
      else this.#notes.keep(this.#task.name, line);
      this.requestUpdate();
    } catch {
      /* the server is away: what was kept before stands */
    }
    this.ready = true;
  }

  /** The server forgot the lab: what was done is done again. @param {Record<string, any>[]} line */
  async #doAgain(line) {
    for (const { do: act, after } of line) await this.ctx.link.act(act, { quiet: true, at: after });
    this.ctx.link.say({ key: 'ui.exam.restored' });
  }

  /** Everything is kept. */
  async #settled() {
    await /** @type {any} */ (this.querySelector('ct-case'))?.sent;
    while (this.#keeping) await this.#keeping;
  }

  // --- what is drawn -------------------------------------------------------------------

  render() {
    if (!this.page) return drawAwaited(this.t, this.asked, { title: 'ui.exam.name' });
    const { step } = this.#task;
    return html`<div class="ct-lesson ct-exam" data-pane=${this.pane}
      data-view=${step?.tools.view ?? 'watch'}>
      ${this.#panes()}
      <article class="ct-lesson-text">
        <div class="ct-lesson-scroll">${this.#head(this.page)}${this.#asked()}</div>
        ${this.#foot(this.page)}
      </article>
      <div class="ct-lesson-tool">${this.#tool()}</div>
      <ct-machine></ct-machine>
    </div>`;
  }

  #panes() {
    return html`<div class="ct-l-panes" role="group" aria-label=${this.t('ui.lesson.panes')}>${
      /** @type {const} */ (['text', 'tool']).map(
        (pane) => html`<button class="ct-l-pane" aria-pressed=${this.pane === pane}
        @click=${() => {
          this.pane = pane;
        }}>${this.t(`ui.lesson.pane_${pane}`)}</button>`,
      )
    }</div>`;
  }

  /** @param {Page} page */
  #head({ minutes, tasks }) {
    return html`<header class="ct-lesson-head"><p class="ct-exam-who"><b translate="no"
      >${this.nickname}</b> <ct-exam-clock .minutes=${minutes} .notes=${this.#notes}
      @over=${this.#hand}></ct-exam-clock></p>
      <ol class="ct-l-steps" aria-label=${this.t('ui.exam.list')}>${tasks.map(({ name }, i) => {
        const touched = this.#notes.line(name).length > 0;
        return html`<li><button aria-current=${i + 1 === this.number ? 'step' : nothing}
          @click=${() => this.#go(i + 1)}>${i + 1}${touched ? glyph.letter : nothing}<span
          class="ct-vh"> ${touched ? this.t('ui.exam.touched') : ''}</span></button></li>`;
      })}</ol></header>`;
  }

  #asked() {
    const { step, title } = this.#task;
    const task = this.t('ui.exam.task', { n: this.number });
    if (!step)
      return html`<section class="ct-lesson-step"><h1>${task}: ${this.t('ui.mystery.name')}</h1>
        ${this.#case()}</section>`;
    return html`<section class="ct-lesson-step"><h1>${task}: ${step.title}</h1>
      <p class="ct-t-hint">${title}</p>
      <div class="ct-l-prose">${unsafeHTML(htmlWithTerms(step.html, this))}</div>
      ${
        step.question
          ? html`<ct-question .asked=${step.question} .state=${answersIn(this.store.events)}
          kind="exam" .mayAnswer=${this.ctx.link.mayAct}></ct-question>`
          : nothing
      }
      <div class="ct-exam-asked"><h2>${this.t('ui.exam.goals')}</h2><ul class="ct-exam-goals"
        >${this.#goals(/** @type {any} */ (step))}</ul></div></section>`;
  }

  /** @param {import('../../types.d.ts').LessonStepPage} step */
  #goals({ goals, question }) {
    const asked = question ? (question.arrows ?? [question]).map(({ id }) => id) : [];
    return goals
      .filter(({ id }) => !asked.includes(id))
      .map(({ label }) => html`<li>${unsafeHTML(label)}</li>`);
  }

  #case() {
    return this.ready ? lazy(pieceOf('mystery'), () => html`<ct-case></ct-case>`) : nothing;
  }

  #tool() {
    if (!this.ready) return nothing;
    const { step, unit } = this.#task;
    if (step?.tools.view === 'boxes')
      return lazy(pieceOf('boxes'), () => html`<ct-boxes></ct-boxes>`);
    if (!step || step.tools.view === 'watch')
      return lazy(
        STORY,
        () => html`<ct-exam-story .skips=${step?.tools.skip ?? false}></ct-exam-story>`,
      );
    return lazy(
      pieceOf('type'),
      () => html`<ct-type .lesson=${true} .chips=${step.tools.chips} .skips=${step.tools.skip}
        .protocol=${unit}></ct-type>`,
    );
  }

  /** @param {Page} page */
  #foot({ tasks }) {
    const untouched = tasks.filter(({ name }) => !this.#notes.line(name).length).length;
    if (this.handing)
      return html`<footer class="ct-lesson-foot ct-exam-sure" role="alertdialog"
        aria-labelledby="sure"><p id="sure">${this.t('ui.exam.sure', { n: untouched })}</p>
        <div class="ct-lesson-buttons"><button class="ct-button" @click=${this.#hand}
          >${this.t('ui.exam.hand')}</button>
        <button class="ct-button ct-go" @click=${() => this.#ask(false)}
          >${this.t('ui.exam.stay')}</button></div></footer>`;
    const last = this.number === tasks.length;
    return html`<footer class="ct-lesson-foot"><div class="ct-lesson-buttons">
      <button class="ct-button" ?disabled=${this.number === 1}
        @click=${() => this.#go(this.number - 1)}>${this.t('ui.exam.previous')}</button>
      <button class="ct-button ${last ? '' : 'ct-go'}" ?disabled=${last}
        @click=${() => this.#go(this.number + 1)}>${this.t('ui.exam.next')}</button>
      <button class="ct-button ${last ? 'ct-go' : ''}" @click=${() => this.#ask(true)}
        >${this.t('ui.exam.hand')}</button></div></footer>`;
  }

  // --- what one does -------------------------------------------------------------------

  /** What a second press would hit goes on with the exam. @param {boolean} handing */
  async #ask(handing) {
    this.handing = handing;
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (
      this.querySelector('.ct-lesson-foot button:last-child')
    )?.focus();
  }

  /** @param {number} number */
  async #go(number) {
    await this.#settled();
    this.ctx.route.visit(`/examen/${this.code}/${this.#who}/${number}`);
  }

  #hand = async () => {
    await this.#settled();
    this.#notes.hand(Date.now());
    this.ctx.route.visit(`/examen/${this.code}/${this.#who}`);
  };
}
customElements.define('ct-exam-task', ExamTask);
