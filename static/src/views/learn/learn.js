/**
 * Aprende: the lessons of the course, how far one came in each, and where to go on.
 *
 * A lesson has a laboratory of its own, so its tile leads to another page
 * (`/aprende/SLUG`); on that page this view shows the lesson itself. Progress stays in this
 * browser.
 */
import { html, nothing } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { drawScores } from './draw-step.js';
import { drawFirstTries } from '../../drawings/first-tries.js';
import { dayOf, Progress } from '../../model/course-progress.js';
import './course-done.js';
import { lazy, Piece } from '../../core/lazy-piece.js';
import { Asked, drawAwaited } from '../../core/asked.js';
import { fetchJson } from '../../core/fetch-json.js';
import { PageElement, watching } from '../../core/page-element.js';
import { storage } from '../../core/prefs.js';
import { glyph } from '../../drawings/glyphs.js';
import { forgetWork } from '../../model/course-work.js';
import { Review } from '../../model/review.js';

const LESSON = new Piece(() => import('./lesson.js'));
const REVIEW = new Piece(() => import('./review.js'));
const ME = new Piece(() => import('./progress-tools.js'));

/** @typedef {import('../../types.d.ts').LessonCard} Card */
/** @typedef {import('../../types.d.ts').ComingCard} Coming */
/** @typedef {import('../../types.d.ts').LessonUnit} Unit */
/** @typedef {import('../../types.d.ts').ReviewQuestion} Question */

/** @param {Question} a @param {Question} b */
const isSame = (a, b) => a.lesson === b.lesson && a.step === b.step;

class Learn extends PageElement {
  static watches = watching('texts', 'route');

  constructor() {
    super();
    /** @type {Asked<Unit[]>} */ this.asked = new Asked(
      this,
      () => (this.ctx.boot.lesson ? '' : this.ctx.texts.lang),
      (lang) => this.#load(lang),
    );
    this.progress = new Progress(storage('localStorage'));
    this.review = new Review(storage('localStorage'));
    /** every quiz of the course @type {Question[]} */ this.quizzes = [];
    /** those asked today, once known @type {Question[] | undefined} */ this.due = undefined;
  }

  /** What is due today is there before the page is drawn. @param {string} lang */
  async #load(lang) {
    const asked = [fetchJson(`/lessons.json?lang=${lang}`), this.#loadReview(lang)];
    const [units] = await Promise.all(asked);
    return units;
  }

  /** @param {string} lang */
  async #loadReview(lang) {
    if (!this.progress.anyFinished) return;
    const all = await fetchJson(`/review.json?lang=${lang}`).catch(() => []);
    this.quizzes = all;
    this.due ??= this.review.due(all, this.progress, dayOf(new Date()));
    if (this.due.length) await REVIEW.want();
  }

  render() {
    const { lesson, may_act: mayAct } = this.ctx.boot;
    const { value: units } = this.asked;
    const progress = mayAct ? this.progress : undefined;
    if (lesson)
      return lazy(
        LESSON,
        () => html`<ct-lesson .slug=${lesson} .progress=${progress}></ct-lesson>`,
      );
    return html`<div class="ct-learn">
      <h1>${this.t('ui.learn.title')}</h1>
      <p class="ct-learn-lead">${this.t('ui.learn.lead')}</p>
      ${
        units
          ? html`${this.#resume(units)}${this.#reviewed()}
        ${units.map((unit) => this.#unit(unit))}
        <footer class="ct-learn-foot" @forget=${this.#forget} @brought=${this.#brought}
          ><p><a class="ct-link" href="/ejercicios">${this.t('ui.drills.name')}</a> ·
            <a class="ct-link" href="/certificado">${this.t('ui.certificate.name')}</a> ·
            <a class="ct-link" href="/examen">${this.t('ui.exam.menu')}</a> ·
            <a class="ct-link" href="/docente">${this.t('ui.more.teacher')}</a></p>
          ${lazy(
            ME,
            () => html`<ct-me .progress=${this.progress} .review=${this.review}></ct-me>`,
          )}</footer>`
          : drawAwaited(this.t, this.asked)
      }
    </div>`;
  }

  /** @param {Unit[]} units */
  #resume(units) {
    const place = this.progress.place(units);
    if (!place) return nothing;
    const { next, finished, of } = place;
    return html`<p class="ct-learn-lead">${this.t('ui.learn.finished_of', { n: finished, of })}</p>
      ${drawFirstTries(this.progress, this.review, this)}
      ${
        next
          ? html`<a class="ct-button ct-go ct-resume" href=${`/aprende/${next.slug}`}
      >${this.t('ui.learn.resume')}
      <b>${next.number} · ${next.title}</b></a>`
          : html`<ct-course-done .progress=${this.progress}></ct-course-done>`
      }`;
  }

  /** The same questions in the language of today. */
  #reviewed() {
    const { due, quizzes, review } = this;
    if (!due?.length) return nothing;
    const questions = due.map((each) => quizzes.find((quiz) => isSame(quiz, each)) ?? each);
    return lazy(
      REVIEW,
      () => html`<ct-review .questions=${questions} .review=${review}></ct-review>`,
    );
  }

  /** @param {Unit} unit */
  #unit(unit) {
    const id = `unit-${unit.id}`;
    const tiles = [
      ...unit.lessons.map((card) => ({ number: card.number, tile: this.#tile(card) })),
      ...unit.coming.map((card) => ({ number: card.number, tile: this.#coming(card) })),
    ].sort((a, b) => a.number.localeCompare(b.number));
    return html`<section aria-labelledby=${id}><h2 id=${id}>${unit.title}</h2>
      ${unit.question ? html`<p class="ct-unit-asks">${unit.question}</p>` : nothing}
      <ul class="ct-l-tiles">${tiles.map(({ tile }) => html`<li>${tile}</li>`)}</ul>
      ${this.#certificate(unit)}
      ${unit.wrong?.length ? this.#wrong(unit.wrong) : nothing}</section>`;
  }

  /** Of a unit that is finished. @param {Unit} unit */
  #certificate({ id, lessons }) {
    const all = lessons.every(({ slug }) => this.progress.of(slug).finished);
    if (!all || !lessons.length) return nothing;
    return html`<p><a class="ct-link" href=${`/certificado/${id}`}
      >${this.t('ui.certificate.of_unit')}</a></p>`;
  }

  /** What keeps lessons of one's own from being shown. @param {string[]} problems */
  #wrong(problems) {
    return html`<div class="ct-learn-wrong"><p>${this.t('ui.learn.wrong')}</p>
      <ul>${problems.map((problem) => html`<li><code>${problem}</code></li>`)}</ul></div>`;
  }

  /** @param {Coming} card */
  #coming({ number, title }) {
    return html`<div class="ct-l-tile" data-mark="coming"><span class="ct-l-tile-top"
      >${number}</span><b>${title}</b>
      <span class="ct-l-tile-mark">${this.t('ui.learn.mark_coming')}</span></div>`;
  }

  /** @param {Card} card */
  #tile(card) {
    const { done, finished, scores } = this.progress.of(card.slug);
    const started = this.progress.started(card.slug);
    const mark = finished ? 'finished' : started ? 'started' : 'new';
    return html`<a class="ct-l-tile" data-mark=${mark} href=${`/aprende/${card.slug}`}>
      <span class="ct-l-tile-top"><span>${card.number}</span><span
        >${this.t('ui.learn.minutes', { n: card.minutes })}</span></span>
      <b>${card.title}</b>
      <span class="ct-l-tile-goal">${unsafeHTML(card.goal)}</span>
      <span class="ct-l-tile-mark">${finished ? glyph.done : nothing}${this.t(
        `ui.learn.mark_${mark}`,
        { n: done, of: card.steps },
      )}</span>
      ${finished && scores ? drawScores(scores, this) : nothing}
      ${
        started && !finished
          ? html`<progress max=${card.steps} value=${done}
        aria-hidden="true"></progress>`
          : nothing
      }</a>`;
  }

  /** A file was brought: what is due changes with it. */
  #brought = async () => {
    this.due = undefined;
    await this.#loadReview(this.ctx.texts.lang);
    this.requestUpdate();
  };

  #forget = () => {
    this.progress.forget();
    this.review.forget();
    forgetWork(storage('localStorage'));
    this.due = [];
    this.requestUpdate();
  };
}
customElements.define('ct-learn', Learn);
