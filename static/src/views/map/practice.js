/**
 * A question of a lesson, asked on a slide: it is judged by the server, outside any lab, until
 * it is right. Nothing of it is kept.
 */
import { html, nothing } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { Asked, drawAwaited } from '../../core/asked.js';
import { fetchJson } from '../../core/fetch-json.js';
import { PageElement, watching } from '../../core/page-element.js';
import { UNTOUCHED } from '../../questions/parts.js';
import '../../questions/question.js';

/** @typedef {import('../../types.d.ts').LessonPage} Lesson */

class SlidePractice extends PageElement {
  static watches = watching('texts');
  static properties = {
    practice: { attribute: false },
    standing: { state: true },
  };

  constructor() {
    super();
    /** @type {import('../../types.d.ts').PracticePage} */ this.practice = /** @type {any} */ (
      undefined
    );
    /** @type {Asked<Lesson>} */ this.asked = new Asked(
      this,
      () => `/lessons/${this.practice.lesson}.json?lang=${this.ctx.texts.lang}`,
    );
    this.standing = { ...UNTOUCHED, begun: true };
  }

  render() {
    const { value: whole } = this.asked;
    if (!whole) return drawAwaited(this.t, this.asked);
    const step = whole.steps.find(({ id }) => id === this.practice.step);
    if (!step) return nothing;
    return html`<div class="ct-practice"><div class="ct-l-prose">${unsafeHTML(step.html)}</div>
      <ct-question .asked=${step.question} .state=${this.standing} kind=${step.kind}
        .mayAnswer=${true} .give=${this.#give}></ct-question>
      <div class="ct-l-prose" role="status">${unsafeHTML(this.standing.after)}</div>
      <a class="ct-link" href=${`/aprende/${whole.slug}`}
        >${whole.number} · ${whole.title}</a></div>`;
  }

  /** What was given before stays given. @param {Record<string, string>} given */
  #give = async (given) => {
    const { answers } = this.standing;
    const before = Object.entries(answers).map(([part, { value }]) => [part, value]);
    const { lesson, step } = this.practice;
    const { lang } = this.ctx.texts;
    const all = new URLSearchParams({ ...Object.fromEntries(before), ...given, lang });
    this.standing = await fetchJson(`/review/${lesson}/${step}.json?${all}`);
  };
}
customElements.define('ct-practice', SlidePractice);
