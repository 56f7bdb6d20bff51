/**
 * What everybody in a class is doing: a tile per student, who has met which goals, the commonest
 * wrong lines. It is the teacher's alone; on a projector it waits to be asked for.
 */
import { html, nothing } from 'lit';
import { fetchJson } from '../../core/fetch-json.js';
import { PageElement, watching } from '../../core/page-element.js';
import { WorkKept } from '../../classroom/work-kept.js';
import './goal-matrix.js';
import './work-tiles.js';

/** Idle minutes are drawn again so often. */
const DRAW_MS = 15_000;

/** @typedef {import('../../types.d.ts').LessonPage} LessonPage */
/** @typedef {import('../../types.d.ts').WrongLine} WrongLine */

class ClassWorkPage extends PageElement {
  static watches = watching('texts', 'prefs', 'classroom');
  static properties = {
    stamp: { state: true },
    pages: { state: true },
    titles: { state: true },
    chosen: { state: true },
    asked: { state: true },
  };

  constructor() {
    super();
    /** drawn so often */ this.stamp = 0;
    /** lessons by slug, in this language @type {Record<string, LessonPage>} */ this.pages = {};
    /** of scenarios by name @type {Record<string, Record<string, string>>} */ this.titles = {};
    /** the lesson of the matrix; '' for the one most are in */ this.chosen = '';
    /** on a projector: it is to be shown all the same */ this.asked = false;
    this.kept = new WorkKept(/** @type {any} */ (this.ctx.classroom));
    this.#lang = '';
  }

  #lang;
  #timer = /** @type {ReturnType<typeof setInterval> | undefined} */ (undefined);

  connectedCallback() {
    super.connectedCallback();
    this.kept.addEventListener('change', this.#draw);
    this.kept.start();
    this.#timer = setInterval(this.#draw, DRAW_MS);
    fetchJson('/scenarios.json').then(
      (/** @type {import('../../types.d.ts').ScenarioCard[]} */ list) => {
        this.titles = Object.fromEntries(list.map(({ name, title }) => [name, title]));
      },
      () => {},
    );
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
    this.kept.removeEventListener('change', this.#draw);
    this.kept.stop();
  }

  #draw = () => {
    this.stamp += 1;
  };

  get #members() {
    return this.ctx.classroom?.members ?? [];
  }

  willUpdate() {
    const { lang } = this.ctx.texts;
    if (lang !== this.#lang) this.pages = {};
    this.#lang = lang;
    for (const [slug] of this.kept.lessons(this.#members)) {
      if (!(slug in this.pages)) this.#fetch(slug, lang);
    }
  }

  /** @param {string} slug @param {string} lang */
  async #fetch(slug, lang) {
    const coming = /** @type {any} */ ({ title: slug, number: '', steps: [] });
    this.pages = { ...this.pages, [slug]: coming };
    const page = await fetchJson(`/lessons/${slug}.json?lang=${lang}`).catch(() => coming);
    if (lang === this.#lang) this.pages = { ...this.pages, [slug]: page };
  }

  render() {
    const covered = this.ctx.prefs.values.projector && !this.asked;
    return html`<p class="ct-work-only"><span>${this.t('ui.work.only_you')}</span>${
      covered
        ? html` <button class="ct-button ct-small" @click=${this.#onAsk}
          >${this.t('ui.work.show')}</button>`
        : nothing
    }</p>${covered ? nothing : this.#parts()}`;
  }

  #onAsk = () => {
    this.asked = true;
  };

  #parts() {
    const { kept, pages, titles, stamp } = this;
    return html`<ct-work-tiles .kept=${kept} .pages=${pages} .titles=${titles} .stamp=${stamp}
      ></ct-work-tiles>
      <section aria-labelledby="ct-work-goals">${this.#goals()}</section>
      <section aria-labelledby="ct-work-wrong">${this.#wrong()}</section>`;
  }

  #goals() {
    const lessons = this.kept.lessons(this.#members);
    const title = html`<h2 id="ct-work-goals">${this.t('ui.work.goals')}</h2>`;
    const [first] = lessons;
    if (!first) return html`${title}<p>${this.t('ui.work.goals.none')}</p>`;
    const chosen = lessons.some(([slug]) => slug === this.chosen) ? this.chosen : first[0];
    return html`${title}<p><label class="ct-work-choose">${this.t('ui.work.lesson')}
      <select @change=${this.#onChoose}>${lessons.map(
        ([slug, n]) => html`<option value=${slug} ?selected=${slug === chosen}
          >${this.#nameOf(slug)} · ${this.t('ui.class.people', { n })}</option>`,
      )}</select></label></p>
      <ct-goal-matrix .kept=${this.kept} .lesson=${chosen} .page=${this.pages[chosen]}
        .stamp=${this.stamp}></ct-goal-matrix>`;
  }

  /** @param {string} slug */
  #nameOf(slug) {
    const { number = '', title = slug } = this.pages[slug] ?? {};
    return `${number} ${title}`.trim();
  }

  /** @param {Event} event */
  #onChoose = (event) => {
    this.chosen = /** @type {HTMLSelectElement} */ (event.target).value;
  };

  #wrong() {
    const { wrong } = this.kept;
    return html`<h2 id="ct-work-wrong">${this.t('ui.work.wrong')}</h2>${
      wrong.length
        ? html`<ol class="ct-work-wrong">${wrong.map((each) => this.#wrongLine(each))}</ol>`
        : html`<p>${this.t('ui.work.wrong.none')}</p>`
    }`;
  }

  /** @param {WrongLine} wrong */
  #wrongLine({ line, reply, students }) {
    return html`<li><b>${this.t('ui.work.students', { n: students })}</b>
      <code class="ct-work-line" translate="no">${line || this.t('ui.work.empty_line')}</code>
      <code class="ct-work-reply" data-wrong="true" translate="no" lang="en">${reply}</code></li>`;
  }
}
customElements.define('ct-class-work', ClassWorkPage);
