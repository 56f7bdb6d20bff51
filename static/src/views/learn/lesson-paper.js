/**
 * A lesson on paper: every step one below the other, each with its question and what was
 * answered, its goals, and the hints opened. What was not earned yet stays unsaid, as on
 * screen. It is drawn only while the page is laid out for paper.
 */
import { html, nothing } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { isOnPaper, PAPER_EVENT } from '../../core/paper.js';
import { PageElement, watching } from '../../core/page-element.js';
import { partsOf } from '../../questions/parts.js';
import { hintWords } from '../../drawings/hints.js';
import { standingOf } from './lesson-model.js';

/** @typedef {import('../../types.d.ts').AskedQuestion} Asked */
/** @typedef {import('./lesson-model.js').Step} Step */
/** @typedef {import('./lesson-model.js').StepStanding} StepStanding */

class LessonPaper extends PageElement {
  static watches = watching('texts');
  static properties = {
    lesson: { attribute: false },
    standing: { attribute: false },
    hints: { attribute: false },
  };

  constructor() {
    super();
    /** @type {import('./lesson-model.js').Lesson | null} */ this.lesson = null;
    /** @type {import('./lesson-model.js').Standing | null} */ this.standing = null;
    /** hints opened, by step @type {Record<string, readonly string[]>} */ this.hints = {};
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener(PAPER_EVENT, this.#onPaper);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener(PAPER_EVENT, this.#onPaper);
  }

  /** At once: the browser does not wait before it prints. */
  #onPaper = () => {
    this.requestUpdate();
    this.performUpdate();
  };

  render() {
    if (!this.lesson || !isOnPaper()) return nothing;
    return html`${this.lesson.steps.map((step, i) => this.#step(step, i + 1))}`;
  }

  /** @param {Step} step @param {number} number */
  #step(step, number) {
    const state = standingOf(this.standing, step.id);
    const open = (this.hints[step.id] ?? []).map((name) => hintWords(step, name)).filter(Boolean);
    return html`<section class="ct-paper-step"><h2>${number}. ${step.title}</h2>
      <div class="ct-l-prose">${unsafeHTML(step.html)}</div>
      ${step.question ? this.#asked(step.question, state) : nothing}
      ${this.#goals(step, state)}
      ${
        open.length
          ? html`<ul class="ct-paper-hints">${open.map(
              (hint) => html`<li>${unsafeHTML(hint)}</li>`,
            )}</ul>`
          : nothing
      }
      ${state.after ? html`<div class="ct-l-prose">${unsafeHTML(state.after)}</div>` : nothing}
      </section>`;
  }

  /** @param {Asked} asked @param {StepStanding} state */
  #asked(asked, state) {
    const choice = asked.kind === 'choice';
    /** @param {string} value */
    const mark = (value) => (choice ? (state.answers[asked.id]?.value === value ? '☒' : '☐') : '·');
    return html`<p class="ct-paper-asked">${unsafeHTML(asked.prompt)}
      ${asked.said ? html`<code>${asked.said}</code>` : nothing}</p>
      <ul>${asked.options.map(
        ({ value, label }) => html`<li>${mark(value)} ${unsafeHTML(label)}</li>`,
      )}</ul>
      ${choice || asked.kind === 'serve' ? nothing : this.#given(asked, state)}`;
  }

  /** What was answered to each part, or room to write. @param {Asked} asked
   * @param {StepStanding} state */
  #given(asked, state) {
    /** @param {string} value */
    const said = (value) => {
      const option = asked.options.find((each) => each.value === value);
      return option ? unsafeHTML(option.label) : value;
    };
    return html`<ul>${partsOf(asked).map(({ id, label }) => {
      const chosen = (state.answers[id]?.value ?? '______').split(
        asked.kind === 'order' ? ',' : '\n',
      );
      return html`<li>${unsafeHTML(label)} <b>${chosen.map(
        (value, i) => html`${i ? ' → ' : ''}${said(value)}`,
      )}</b></li>`;
    })}</ul>`;
  }

  /** @param {Step} step @param {StepStanding} state */
  #goals(step, state) {
    const asked = step.question ? partsOf(step.question).map(({ id }) => id) : [];
    const goals = step.goals.filter(({ id }) => !asked.includes(id));
    if (!goals.length) return nothing;
    const held = new Set(state.goals.filter((goal) => goal.held).map(({ id }) => id));
    return html`<p class="ct-paper-asked">${this.t('ui.lesson.goals')}</p>
      <ul>${goals.map(
        ({ id, label }) =>
          html`<li>${held.has(id) || state.earlier ? '☒' : '☐'} ${unsafeHTML(label)}</li>`,
      )}</ul>`;
  }
}
customElements.define('ct-lesson-paper', LessonPaper);
