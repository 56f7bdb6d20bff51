/**
 * A question of a lesson, asked on a slide: it is judged by the server, outside any lab, until
 * it is right. Nothing of it is kept.
 */
import { html, nothing } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { fetchJson } from '../../core/fetch-json.js';
import { PageElement, watching } from '../../core/page-element.js';
import { UNTOUCHED } from '../../questions/parts.js';
import '../../questions/question.js';

/** @typedef {import('../../types.d.ts').LessonPage} Lesson */

class SlidePractice extends PageElement {
  static watches = watching('texts');
  static properties = {
    practice: { attribute: false },
    lesson: { state: true },
    standing: { state: true },
    lost: { state: true },
  };

  constructor() {
    super();
    /** @type {import('../../types.d.ts').PracticePage} */ this.practice = /** @type {any} */ (
      undefined
    );
    /** @type {Lesson | null} */ this.lesson = null;
    this.standing = { ...UNTOUCHED, begun: true };
    this.lost = false;
  }

  /** language of the words that are here or on their way */
  #lang = '';

  willUpdate() {
    const { lang } = this.ctx.texts;
    if (this.#lang === lang) return;
    this.#lang = lang;
    this.#fetch();
  }

  async #fetch() {
    try {
      this.lesson = await fetchJson(`/lessons/${this.practice.lesson}.json?lang=${this.#lang}`);
      this.lost = false;
    } catch {
      this.lost = true;
    }
  }

  render() {
    if (this.lost)
      return html`<p>${this.t('ui.lazy.lost')} <button class="ct-button" @click=${() =>
        this.#fetch()}>${this.t('ui.lazy.again')}</button></p>`;
    const step = this.lesson?.steps.find(({ id }) => id === this.practice.step);
    if (!this.lesson || !step) return nothing;
    return html`<div class="ct-practice"><div class="ct-l-prose">${unsafeHTML(step.html)}</div>
      <ct-question .asked=${step.question} .state=${this.standing} kind=${step.kind}
        .mayAnswer=${true} .give=${this.#give}></ct-question>
      <div class="ct-l-prose" role="status">${unsafeHTML(this.standing.after)}</div>
      <a class="ct-link" href=${`/aprende/${this.lesson.slug}`}
        >${this.lesson.number} · ${this.lesson.title}</a></div>`;
  }

  /** What was given before stays given. @param {Record<string, string>} given */
  #give = async (given) => {
    const { answers } = this.standing;
    const before = Object.entries(answers).map(([part, { value }]) => [part, value]);
    const { lesson, step } = this.practice;
    const all = new URLSearchParams({ ...Object.fromEntries(before), ...given, lang: this.#lang });
    this.standing = await fetchJson(`/review/${lesson}/${step}.json?${all}`);
  };
}
customElements.define('ct-practice', SlidePractice);
