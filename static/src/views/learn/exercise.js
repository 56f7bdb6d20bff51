/**
 * An exercise made of a task's solution: its lines to put in order, or its gaps to fill. Tried,
 * each line has beside it what the server said, and the goals of the step show which hold.
 *
 * The server makes it and plays it; this element knows no right answer.
 */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../../core/page-element.js';
import { drawGoalList } from '../../drawings/goals.js';
import { glyph } from '../../drawings/glyphs.js';
import { mark } from '../../drawings/icons.js';
import { easier, next } from '../../model/help-levels.js';
import '../../questions/order-lines.js';

/** @typedef {import('../../types.d.ts').ExerciseShown} Exercise */
/** @typedef {import('../../types.d.ts').DialogueTold} Told */

class ExerciseView extends PageElement {
  static watches = watching('texts');
  static properties = {
    of: { attribute: false },
    level: { type: String },
    tries: { type: Number },
    failed: { type: Number },
    exercise: { state: true },
    placed: { state: true },
    onShow: { state: true },
    told: { state: true },
    stale: { state: true },
    sending: { state: true },
  };

  constructor() {
    super();
    /** @type {{ lesson: string, step: import('../../types.d.ts').LessonStepPage }} */ this.of =
      /** @type {any} */ (undefined);
    /** @type {'order' | 'fill'} */ this.level = 'order';
    /** of a long dialogue, the last part on show */ this.onShow = 0;
    /** which of its shuffles, or of its gaps */ this.tries = 0;
    /** tries that failed */ this.failed = 0;
    /** @type {Exercise | null} */ this.exercise = null;
    /** @type {readonly number[]} */ this.placed = [];
    /** the lines as they were tried @type {readonly number[]} */ this.tried = [];
    /** @type {Told | null} */ this.told = null;
    /** it was changed since it was tried */ this.stale = false;
    this.sending = false;
  }

  #asked = '';

  willUpdate() {
    const { lesson, step } = this.of;
    const asked = `${lesson}/${step.id}/${this.level}/${this.tries}`;
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.exercise = null;
    this.placed = [];
    this.onShow = 0;
    this.told = null;
    this.#load(asked);
  }

  get #what() {
    const { of, level, tries } = this;
    return { lesson: of.lesson, step: of.step.id, level, tries };
  }

  /** @param {string} asked */
  async #load(asked) {
    const answer = await this.ctx.link.exercise(this.#what);
    if (answer.ok && asked === this.#asked) this.exercise = /** @type {any} */ (answer);
  }

  render() {
    const { exercise } = this;
    if (!exercise) return nothing;
    const { extra } = exercise;
    return html`<form class="ct-exercise" @submit=${this.#try}>
      <p class="ct-exercise-lead">${this.t(`ui.help.${this.level}_lead`)}
        ${extra ? this.t('ui.help.extra', { n: extra }) : nothing}</p>
      <div data-stale=${this.stale}>${this.level === 'order' ? this.#order() : this.#gaps()}</div>
      ${this.#verdict()}
      <p class="ct-exercise-buttons"><button class="ct-button ${this.told?.solved ? '' : 'ct-go'}"
        ?disabled=${this.sending || !this.#ready}>${this.t('ui.help.try')}</button>
        <button type="button" class="ct-button" @click=${this.#another}
          >${glyph.restart}${this.t(`ui.help.${this.level}_again`)}</button></p></form>`;
  }

  get #ready() {
    return this.level === 'fill' || this.placed.length > 0;
  }

  // --- in order ------------------------------------------------------------------------

  #order() {
    const { lines, parts } = /** @type {Exercise} */ (this.exercise);
    const items = lines
      .map(({ before, part }, id) => ({
        id,
        part: part ?? 0,
        words: this.#words(before),
        name: before || this.t('ui.help.blank'),
      }))
      .filter(({ id, part }) => part === this.onShow || this.placed.includes(id));
    return html`${parts > 1 ? this.#partHead(this.onShow, parts) : nothing}
      <ct-order .items=${items} .placed=${this.placed}
        .made=${this.t('ui.order.made')} .beside=${this.#besideNow()}
        @placed=${this.#onPlaced}></ct-order>
      ${this.#partButtons(parts)}`;
  }

  /** @param {number} part @param {number} of */
  #partHead(part, of) {
    return html`<h3 class="ct-exercise-part">${this.t('ui.help.part', { n: part + 1, of })}</h3>`;
  }

  /** To the lines of the part before, or after. @param {number} of */
  #partButtons(of) {
    const rest = this.exercise?.lines.some(
      ({ part }, id) => (part ?? 0) === this.onShow && !this.placed.includes(id),
    );
    const to = (/** @type {number} */ part, /** @type {string} */ key) =>
      part >= 0 && part < of
        ? html`<button type="button" class="ct-button ct-small ${
            rest || part < this.onShow ? '' : 'ct-go'
          }" @click=${() => {
            this.onShow = part;
          }}>${this.t(key)}</button>`
        : nothing;
    return of > 1
      ? html`<p class="ct-row">${to(this.onShow - 1, 'ui.help.part_before')}${to(
          this.onShow + 1,
          'ui.help.part_next',
        )}</p>`
      : nothing;
  }

  /** Another each time: what stands beside the lines is drawn again. */
  #besideNow() {
    return (/** @type {number} */ id) => this.#beside(this.tried.indexOf(id));
  }

  #onPlaced = (/** @type {CustomEvent<number[]>} */ { detail }) => {
    this.placed = detail;
    this.stale = true;
  };

  /** @param {string} text */
  #words(text) {
    if (!text) return html`<i>${this.t('ui.help.blank')}</i>`;
    return this.#code(text);
  }

  /** @param {string} [text] */
  #code(text) {
    return text ? html`<code translate="no" lang="en">${text}</code>` : nothing;
  }

  // --- gaps ----------------------------------------------------------------------------

  #gaps() {
    const { lines, parts } = /** @type {Exercise} */ (this.exercise);
    const numbered = lines.map((line, at) => ({ ...line, at, part: line.part ?? 0 }));
    return Array.from({ length: parts }, (_, part) => {
      const own = numbered.filter((line) => line.part === part);
      return html`${parts > 1 ? this.#partHead(part, parts) : nothing}
        <ol class="ct-fill" style="counter-reset: line ${own[0].at}">${own.map((line) =>
          this.#filled(line),
        )}</ol>`;
    });
  }

  /** @param {Exercise['lines'][number] & { at: number }} line */
  #filled({ before, after, gap, at }) {
    if (!gap) return html`<li><div>${this.#words(before)}</div>${this.#beside(at)}</li>`;
    const gaps = (this.exercise?.lines ?? []).map((line, i) => (line.gap ? i : -1));
    const known = gaps.filter((each) => each >= 0);
    const name = this.t('ui.help.gap', {
      n: known.indexOf(at) + 1,
      of: known.length,
      line: `${before}…${after ?? ''}`,
    });
    return html`<li><div>${this.#code(before)}<input aria-label=${name} size="14"
      autocomplete="off" autocapitalize="off" autocorrect="off" spellcheck="false" translate="no"
      @input=${this.#onInput}>${this.#code(after)}</div>${this.#beside(at)}</li>`;
  }

  #onInput = () => {
    this.stale = true;
  };

  // --- what came of it -----------------------------------------------------------------

  /** What the server said to the line at that place. @param {number} at */
  #beside(at) {
    const line = this.told?.lines[at];
    if (!line) return nothing;
    const { problem, replies } = line;
    return html`<div class="ct-tried">${
      problem ? html`<p data-mark="5">${this.say(problem)}</p>` : nothing
    }${replies.map(
      (reply) => html`<p data-mark=${reply.mark}>${mark[reply.mark] ?? nothing}<code translate="no"
        lang="en">${reply.lines.join('\n')}</code></p>${
          reply.why ? html`<p class="ct-tried-why">${this.say(reply.why)}</p>` : nothing
        }`,
    )}</div>`;
  }

  #verdict() {
    const { told, level } = this;
    if (!told) return nothing;
    const harder = next(level);
    return html`<section class="ct-exercise-told" tabindex="-1" data-solved=${told.solved}>
      <p><b>${this.t(told.solved ? 'ui.help.right' : 'ui.help.wrong')}</b>
        ${this.t(told.solved ? `ui.help.right_${level}` : 'ui.help.look')}</p>
      ${drawGoalList(this.of.step.goals, told, this)}
      ${told.solved ? this.#to(harder, 'ui.help.go_on', 'ct-go') : nothing}
      ${
        !told.solved && this.failed > 1
          ? this.#to(easier(level), 'ui.help.easier', 'ct-small')
          : nothing
      }</section>`;
  }

  /** @param {import('../../model/help-levels.js').Level} level @param {string} key
   * @param {string} kind of button */
  #to(level, key, kind) {
    const words = this.t(key, { level: this.t(`ui.help.${level}`) });
    return html`<button type="button" class="ct-button ${kind}"
      @click=${() => this.dispatchEvent(new CustomEvent('level', { detail: level }))}
      >${words}</button>`;
  }

  #try = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    if (this.sending || !this.#ready) return;
    this.sending = true;
    const filled = [...this.querySelectorAll('input')].map(({ value }) => value);
    const asked = this.#asked;
    const { placed } = this;
    const answer = await this.ctx.link.trial({ ...this.#what, placed, filled });
    this.sending = false;
    if (!answer.ok || asked !== this.#asked) return;
    this.tried = placed;
    this.told = /** @type {any} */ (answer);
    this.stale = false;
    this.dispatchEvent(new CustomEvent('tried', { detail: answer.solved }));
    await this.updateComplete;
    const told = /** @type {HTMLElement | null} */ (this.querySelector('.ct-exercise-told'));
    told?.focus({ preventScroll: true });
    told?.scrollIntoView({ block: 'nearest' });
  };

  #another = () => {
    this.dispatchEvent(new CustomEvent('another'));
  };
}
customElements.define('ct-exercise', ExerciseView);
