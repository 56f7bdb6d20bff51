/**
 * A typed task with as much help as its learner wants: its solution to be watched, its lines to
 * be put in order, its gaps to be filled, or the terminal.
 *
 * It refuses to force anybody: the last result says where one begins, every level is a press
 * away. Only what is typed solves the step.
 */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../../core/page-element.js';
import { lazy, Piece } from '../../core/lazy-piece.js';
import { pieceOf } from '../../core/page-registry.js';
import { ui } from '../../drawings/icons.js';
import { FIRST, levelOf, next, nextStart } from '../../model/help-levels.js';
import { ranUntil } from './lesson-model.js';

const EXERCISE = new Piece(() => import('./exercise.js'), 'exercise');
const STORY = new Piece(() => import('./story.js'));

/** @typedef {import('../../model/help-levels.js').Level} Level */

export class HelpTool extends PageElement {
  static watches = watching('texts', 'store', 'link');
  static properties = {
    lesson: { type: String },
    step: { attribute: false },
    progress: { attribute: false },
    solved: { type: Boolean },
    typing: { attribute: false },
    chosen: { state: true },
    coming: { state: true },
  };

  constructor() {
    super();
    this.lesson = '';
    /** @type {import('./lesson-model.js').Step} */ this.step = /** @type {any} */ (undefined);
    /** @type {import('../../model/course-progress.js').Progress | undefined} */ this.progress =
      undefined;
    this.solved = false;
    /** draws the terminal @type {() => unknown} */ this.typing = () => nothing;
    /** chosen by hand, of the step on show @type {Level | undefined} */ this.chosen = undefined;
    /** the world is on its way back */ this.coming = false;
  }

  #of = '';
  /** it was solved when the step came on show */ #before = false;

  get level() {
    const start = this.progress?.help ?? FIRST;
    return this.chosen ?? levelOf(this.#kept.level, start, this.#before);
  }

  /** @returns {import('../../model/course-progress.js').HelpProgress} */
  get #kept() {
    return this.progress?.of(this.lesson).help[this.step.id] ?? { tries: 0, failed: 0 };
  }

  willUpdate() {
    if (this.#of === this.step.id) return;
    this.#of = this.step.id;
    this.#before = this.solved;
    this.chosen = undefined;
    this.chosen = this.level;
  }

  updated() {
    if (this.level !== 'type') return;
    if (this.#played) this.#back();
    else if (this.solved && !this.#before) this.#typed();
  }

  /** What was watched is still in the world. */
  get #played() {
    return ranUntil(this.store.events, this.step.id) >= 0;
  }

  async #back() {
    if (this.coming || !this.ctx.link.mayAct) return;
    this.coming = true;
    const answer = await this.ctx.link.travel('repeat', { step: this.step.id });
    await this.arrived(answer.seq ?? 0);
    this.coming = false;
  }

  #typed() {
    this.#before = true;
    this.#keep({ level: 'type', failed: 0 }, 'type');
  }

  render() {
    const { level } = this;
    const scrolls = level === 'order' || level === 'fill';
    return html`<div class="ct-help">
      <div class="ct-help-levels" role="group" aria-label=${this.t('ui.help.levels')}
        >${this.step.help?.map(
          (each) => html`<button aria-pressed=${each === level} @click=${() => this.choose(each)}
          >${this.t(`ui.help.${each}`)}</button>`,
        )}</div>
      <div class="ct-help-tool" data-level=${level} role="group" tabindex=${scrolls ? 0 : nothing}
        aria-label=${this.t(`ui.help.${level}`)}>${this.#tool(level)}</div></div>`;
  }

  /** @param {Level} level */
  #tool(level) {
    if (level === 'type') return this.typing();
    if (level === 'watch')
      return html`<p class="ct-help-watch">${this.t('ui.help.watch_lead')}
        <button class="ct-button" ?disabled=${this.coming} @click=${this.#watch}
          >${ui.play}${this.t('ui.lesson.run_again')}</button></p>
        ${lazy(STORY, () => html`<ct-lesson-story .skips=${false}></ct-lesson-story>`)}`;
    const { lesson, step } = this;
    const { tries, failed } = this.#kept;
    return lazy(
      EXERCISE,
      () => html`<ct-exercise .of=${{ lesson, step }} .level=${level} .tries=${tries}
        .failed=${failed} @tried=${this.#tried} @another=${this.#another}
        @level=${(/** @type {CustomEvent<Level>} */ { detail }) => this.choose(detail)}
        ></ct-exercise>`,
    );
  }

  /** Another level; what one comes for first has the focus. @param {Level} level */
  async choose(level) {
    if (level === this.level) return;
    this.chosen = level;
    if (level !== 'watch') this.#keep({ level, failed: 0 });
    if (level === 'watch') await this.#watch();
    else if (level === 'type') await pieceOf('type').want();
    await this.updateComplete;
  }

  /** The solution plays in a world as the step began, which comes back before one types. */
  #watch = async () => {
    await this.#back();
    await this.ctx.link.travel('play', { lesson: this.lesson, step: this.step.id, solution: true });
  };

  #tried = (/** @type {CustomEvent<boolean>} */ { detail: solved }) => {
    const { level } = this;
    const { failed } = this.#kept;
    const start = nextStart(level, { solved, failed });
    this.#keep(solved ? { level: next(level), failed: 0 } : { level, failed: failed + 1 }, start);
    this.requestUpdate();
  };

  #another = () => {
    this.#keep({ level: this.level, tries: this.#kept.tries + 1 });
    this.requestUpdate();
  };

  /** @param {Partial<import('../../model/course-progress.js').HelpProgress>} change
   * @param {Level} [start] where the next task begins */
  #keep(change, start) {
    const { help } = this.progress?.of(this.lesson) ?? { help: {} };
    this.progress?.keep(this.lesson, {
      help: { ...help, [this.step.id]: { ...this.#kept, ...change } },
    });
    if (start) this.progress?.keepHelp(start);
  }
}
customElements.define('ct-help-tool', HelpTool);
