/**
 * Repasa: three old questions, one after the other, each judged by the server and told at
 * once; at the end, which lessons to look at again.
 */
import { html, nothing } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import '../../questions/question.js';
import { fetchJson } from '../../core/fetch-json.js';
import { PageElement, watching } from '../../core/page-element.js';
import { UNTOUCHED } from '../../questions/parts.js';
import { dayOf } from '../../model/course-progress.js';

/** @typedef {import('../../types.d.ts').ReviewQuestion} Question */
/** @typedef {import('./lesson-model.js').StepStanding} Standing */

/** @type {Standing} */
const OPEN = { ...UNTOUCHED, begun: true };

class ReviewView extends PageElement {
  static watches = watching('texts');
  static properties = {
    questions: { attribute: false },
    review: { attribute: false },
    standings: { state: true },
    at: { state: true },
  };

  constructor() {
    super();
    /** what is asked today @type {Question[]} */ this.questions = [];
    /** where answers are kept @type {import('../../model/review.js').Review} */ this.review =
      /** @type {any} */ (undefined);
    /** how each stands, once answered @type {Standing[]} */ this.standings = [];
    /** which one is on show; -1: none yet */ this.at = -1;
  }

  render() {
    const { questions, at } = this;
    const n = questions.length;
    return html`<section class="ct-review" aria-labelledby="review"><h2 id="review"
      >${this.t('ui.review.title')}</h2>
      ${
        at < 0
          ? html`<p>${this.t('ui.review.lead', { n })}</p>
        <button class="ct-button ct-go" @click=${() => this.#go(0)}
          >${this.t('ui.review.start', { n })}</button>`
          : at < n
            ? this.#asked(questions[at], this.standings[at])
            : this.#end()
      }</section>`;
  }

  /** @param {Question} question @param {Standing | undefined} standing */
  #asked(question, standing) {
    const { questions, at } = this;
    return html`<p class="ct-review-place">${this.t('ui.review.place', {
      n: at + 1,
      of: questions.length,
    })}</p>
      <div class="ct-l-text">${unsafeHTML(question.html)}</div>
      <ct-question .asked=${question.question} .state=${standing ?? OPEN} kind="review"
        .mayAnswer=${true} .give=${(/** @type {Record<string, string>} */ given) =>
          this.#give(question, given)}></ct-question>
      ${
        standing
          ? html`<div class="ct-l-text">${unsafeHTML(standing.after)}</div>
        <p class="ct-review-ways"><button class="ct-button ct-go" @click=${() => this.#go(at + 1)}
          >${this.t(at + 1 < questions.length ? 'ui.review.next' : 'ui.review.finish')}</button>
        <a class="ct-link" href=${`/aprende/${question.lesson}`}
          >${question.number} · ${question.title}</a></p>`
          : nothing
      }`;
  }

  #end() {
    const missed = this.questions.filter((_, i) => !isRight(this.standings[i]));
    const lessons = [...new Map(missed.map((each) => [each.lesson, each])).values()];
    return html`<p tabindex="-1" class="ct-review-end">${this.t('ui.review.result', {
      n: this.questions.length - missed.length,
      of: this.questions.length,
    })} ${this.t(missed.length ? 'ui.review.missed' : 'ui.review.none_missed')}</p>
      <ul>${lessons.map(
        ({ lesson, number, title }) => html`<li><a class="ct-link" href=${`/aprende/${lesson}`}
          >${number} · ${title}</a></li>`,
      )}</ul>`;
  }

  /** @param {Question} question @param {Record<string, string>} given */
  async #give(question, given) {
    const asked = new URLSearchParams({ ...given, lang: this.ctx.texts.lang });
    /** @type {Standing} */ const standing = await fetchJson(
      `/review/${question.lesson}/${question.step}.json?${asked}`,
    );
    this.review.answered(question, isRight(standing), dayOf(new Date()));
    this.standings = [...this.standings, standing];
  }

  /** @param {number} at */
  async #go(at) {
    this.at = at;
    await this.updateComplete;
    const inside = /** @type {HTMLElement | null} */ (
      this.querySelector('ct-question input, ct-question select, .ct-review-end')
    );
    inside?.focus();
  }
}

/** @param {Standing} standing */
const isRight = (standing) => Object.values(standing.answers).every(({ right }) => right);

customElements.define('ct-review', ReviewView);
