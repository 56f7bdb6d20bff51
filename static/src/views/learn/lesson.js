/**
 * One lesson: its text on the left, the stage or the terminal beside it.
 *
 * It knows which step is on show and asks the judge after every change of the journal;
 * each part (question, goals, hints) draws itself from that. It refuses to judge, and to
 * let a run be seen before its prediction is stored.
 */
import { html, nothing } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { Judge } from '../../model/judge.js';
import {
  drawDetails,
  drawFoot,
  drawHead,
  drawLab,
  drawNote,
  drawPanes,
  drawPaper,
  drawRun,
  STORY,
} from './draw-lesson.js';
import { drawHints, drawQuestion } from './draw-step.js';
import {
  canRun,
  expired,
  locked,
  onlyWatched,
  openTerminals,
  ranUntil,
  resumed,
  seenUntil,
  shownIndex,
  solvedIn,
  standingOf,
  withSolved,
} from './lesson-model.js';
import { DoneKeeper } from './done-keeper.js';
import { ledTo, showPlace } from './places.js';
import { isDemonstrated } from '../../model/terminals.js';
import { Asked, drawAwaited } from '../../core/asked.js';
import { PageElement, watching } from '../../core/page-element.js';
import { storage } from '../../core/prefs.js';
import { htmlWithTerms } from '../../drawings/terms.js';
import '../../machines/machine.js';

/**
 * @typedef {import('./lesson-model.js').Lesson} Lesson
 * @typedef {import('./lesson-model.js').Standing} Standing
 * @typedef {import('./lesson-model.js').Step} Step
 * @typedef {import('./lesson-model.js').Shown} Shown
 */

/** Keys that would move a stage which must stand still until the prediction. */
const MOVES = [' ', '.', 'ArrowRight', 'ArrowLeft', 'PageDown', 'PageUp', 'Home', 'End'];

class LessonView extends PageElement {
  static watches = watching('store', 'playhead', 'texts', 'link');
  static properties = {
    slug: { type: String },
    standing: { state: true },
    chosen: { state: true },
    pane: { state: true },
    running: { state: true },
    detailed: { state: true },
  };

  constructor() {
    super();
    this.slug = '';
    /** @type {import('../../model/course-progress.js').Progress | undefined} */ this.progress =
      undefined;
    /** @type {Asked<Lesson>} */ this.asked = new Asked(
      this,
      () => `/lessons/${this.slug}.json?lang=${this.ctx.texts.lang}`,
    );
    /** @type {Standing | null} */ this.standing = null;
    /** step the learner chose to see */ this.chosen = '';
    /** on a phone: what is on show @type {'text' | 'tool'} */ this.pane = 'text';
    /** the details of the step are open */ this.detailed = false;
    /** a script was asked for and is not whole yet */ this.running = false;
  }

  #lang = '';
  /** branch and step that were told to begin @type {Set<string>} */ #begun = new Set();
  /** what came next, when it came into sight @type {Element | null} */ #nextShown = null;
  #isResumed = false;
  /** step a lesson begun in a lab that is gone goes on with */ #resumed = '';
  /** step the learner was brought to */ #here = '';
  /** branch and step seen to its end @type {Set<string>} */ #watched = new Set();
  /** @type {DoneKeeper | undefined} */ #done;
  #judge = new Judge(
    () => this.#attempt(),
    (verdict) => this.#judged(verdict),
    () => this.requestUpdate(),
  );

  connectedCallback() {
    super.connectedCallback();
    STORY.want();
    document.addEventListener('keydown', this.#holdStill, true);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#judge.stop();
    document.removeEventListener('keydown', this.#holdStill, true);
  }

  /** The prediction first: no key moves the stage before it. */
  #holdStill = (/** @type {KeyboardEvent} */ event) => {
    if (!this.lesson || !MOVES.includes(event.key)) return;
    const { step, state } = this.#shown();
    if (locked(step, state)) event.stopPropagation();
  };

  willUpdate() {
    const { lang } = this.ctx.texts;
    if (lang !== this.#lang) {
      this.#lang = lang;
      this.#judge.stop();
    }
    this.#resume();
    this.#judgeSoon();
  }

  updated() {
    if (!this.lesson || !this.standing) return;
    const { step, state } = this.#shown();
    this.chosen ||= step.id;
    if (!state.begun) this.#begin(step);
    this.#arrive(step);
    this.#showNext(step);
  }

  /**
   * A task on the stage begins where the story stands: what was not watched was skipped.
   * @param {Step} step
   */
  #arrive(step) {
    if (step.id === this.#here || !this.store.steps.length) return;
    this.#here = step.id;
    const { playhead } = this;
    if (step.kind === 'do' && step.tools.view !== 'type' && !playhead.atEnd)
      playhead.seek(playhead.last);
  }

  get lesson() {
    return this.asked.value;
  }

  /** Once: at the step one was at; in a new lab, that is told. */
  #resume() {
    const { lesson } = this;
    if (!lesson || this.#isResumed) return;
    this.#isResumed = true;
    const kept = this.progress?.of(this.slug);
    if (!kept || !this.ctx.boot.may_act) return;
    const { step, anew } = resumed(lesson, this.ctx.boot.lab, kept);
    this.chosen ||= step;
    if (anew && step) this.#resumed = step;
    else if (anew) this.progress?.keep(this.slug, { solved: [], step: '' });
  }

  // --- the judge -----------------------------------------------------------------------

  #judgeSoon() {
    const { next, branch } = this.store;
    if (next === 0 || !this.lesson) return;
    this.#judge.soon(`${branch}/${next}/${this.#seen}/${this.#lang}`);
  }

  async #attempt() {
    const seen = this.#seen;
    const answer = await this.ctx.link.attempt({ lesson: this.slug, lang: this.#lang, seen });
    return { ...answer, seen };
  }

  /** @param {import('../../model/judge.js').Verdict} verdict */
  #judged({ seen, ...answer }) {
    const { slug, progress, lesson, store } = this;
    const over = [...(progress?.of(slug).solved ?? []), ...this.#watched];
    const standing = onlyWatched(/** @type {any} */ (answer), lesson, store.branch, over);
    this.#done ??= new DoneKeeper(storage('localStorage'), this.ctx.boot.lab, slug);
    if (this.ctx.boot.may_act) this.#done.keep(store.branch, answer.scores);
    progress?.keepVerdict(slug, lesson?.steps ?? [], {
      solved: solvedIn(standing),
      scores: answer.scores,
      seen: { lab: this.ctx.boot.lab, branch: store.branch, seq: seen },
    });
    this.standing = withSolved(standing, progress?.of(slug).solved ?? []);
  }

  /**
   * A step begins when it is shown for the first time, and once. A session that a
   * demonstration left open is no place to type in: it ends first.
   * @param {Step} step
   */
  async #begin({ id, kind, tools }) {
    const begun = `${this.store.branch}/${id}`;
    if (this.#begun.has(begun) || !this.ctx.link.mayAct) return;
    this.#begun.add(begun);
    const { link } = this.ctx;
    if (kind === 'do' && tools.view === 'type' && !link.wouldFork) {
      this.playhead.follow('now');
      for (const { id: conn } of openTerminals(this.model).filter(isDemonstrated))
        link.act({ act: 'close', conn }, { now: true });
    }
    // asked at once, so that nothing typed comes between
    const answer = await link.act({ act: 'answer', question: 'step', value: id }, { quiet: true });
    if (!answer.ok) this.#begun.delete(begun);
  }

  /** @returns {Shown} */
  #shown() {
    const lesson = /** @type {Lesson} */ (this.lesson);
    const index = shownIndex(lesson, this.standing, ledTo(this.ctx) || this.chosen);
    const step = lesson.steps[index];
    const state = standingOf(this.standing, step.id);
    if (this.running) return { index, step, state, ran: false, watched: false };
    const end = step.run ? ranUntil(this.store.events, step.id) : this.store.next - 1;
    const key = `${this.store.branch}/${step.id}`;
    if (end >= 0 && end <= this.#seen) this.#watched.add(key);
    return { index, step, state, ran: end >= 0, watched: this.#watched.has(key) };
  }

  /** Up to which event the story was on show: what the lab did after it does not count yet. */
  get #seen() {
    const { lab } = this.ctx.boot;
    const kept = this.progress?.of(this.slug).seen;
    const before = kept && kept.lab === lab && kept.branch === this.store.branch ? kept.seq : 0;
    return Math.max(before, seenUntil(this.playhead, this.store));
  }

  /**
   * What is said once a step is over comes into sight by itself; so does the button that a
   * prediction sets free.
   * @param {Step} step
   */
  #showNext({ kind }) {
    const run = kind === 'predict' ? this.querySelector('.ct-run-row .ct-go:enabled') : null;
    const next = this.querySelector('.ct-l-after') ?? run;
    if (next && next !== this.#nextShown) next.scrollIntoView({ block: 'nearest' });
    this.#nextShown = next;
  }

  // --- what is drawn -------------------------------------------------------------------

  render() {
    if (!this.lesson) return drawAwaited(this.t, this.asked, { title: 'ui.learn.title' });
    const shown = this.#shown();
    return html`<div class="ct-lesson" data-pane=${this.pane} data-view=${shown.step.tools.view}
      @click=${this.#onPlace}>
      ${drawPanes(this.pane, this, (pane) => {
        this.pane = pane;
      })}
      <article class="ct-lesson-text">
        <div class="ct-lesson-scroll">${drawHead(
          this.lesson,
          shown,
          this,
        )}${this.#step(shown)}</div>
        ${drawFoot(this.lesson, shown, this, () => this.#again(shown.step))}
      </article>
      ${drawLab(this.lesson, shown, this, this.#back)}
      <ct-machine></ct-machine>
      ${drawPaper(this.lesson, this, this.#hints())}
      ${drawDetails(this.detailed, () => this.#detail(false))}
    </div>`;
  }

  /** @param {Shown} shown */
  #step({ step, state, ran, watched }) {
    /** @type {Set<string>} */ const used = new Set();
    const ready = canRun(step, state) && this.ctx.link.mayAct && !this.running;
    return html`<section class="ct-lesson-step" aria-labelledby="ct-step-title">
      <h2 id="ct-step-title" tabindex="-1">${step.title}</h2>
      ${this.#resumed === step.id ? drawNote('resumed', this) : nothing}
      <div class="ct-l-prose">${unsafeHTML(htmlWithTerms(step.html, this, used))}</div>
      ${drawQuestion(step, state, this)}
      ${drawRun(step, { ran, ready, owed: locked(step, state) }, this, () => this.#run(step.id))}
      ${expired(step, state, this.store.events, this.model) ? drawNote('expired', this) : nothing}
      ${
        state.after && (!step.run || watched)
          ? html`<div class="ct-l-after ct-l-prose"
        >${unsafeHTML(htmlWithTerms(state.after, this, used))}</div>`
          : nothing
      }
      ${drawHints(step, state.hint, this.#hints()[step.id] ?? [], this, (name) =>
        this.#hint(step.id, name),
      )}
    </section>`;
  }

  // --- what one does -------------------------------------------------------------------

  /** Words that name a part of the page show it. */
  #onPlace = (/** @type {MouseEvent} */ { target }) => {
    const named = target instanceof Element ? target.closest('.ct-l-place') : null;
    if (!(named instanceof HTMLElement)) return;
    showPlace(named, this, {
      details: () => this.#detail(true),
      pane: (pane) => {
        this.pane = pane;
        return this.updateComplete;
      },
      missing: (name) => this.ctx.link.say({ key: 'ui.lesson.place_later', params: { name } }),
    });
  };

  #detail = (/** @type {boolean} */ open) => {
    this.detailed = open;
  };

  /** Shows a step. @param {string} id */
  async go(id) {
    this.chosen = id;
    this.progress?.keep(this.slug, { step: id });
    this.pane = 'text';
    await this.#focusTitle();
    this.querySelector('.ct-lesson-scroll')?.scrollTo(0, 0);
  }

  async #focusTitle() {
    await this.updateComplete;
    /** @type {any} */ (this.querySelector('#ct-step-title'))?.focus({ preventScroll: true });
  }

  /** On a phone: from the laboratory back to the text, where what was seen is explained. */
  #back = async () => {
    this.pane = 'text';
    await this.#focusTitle();
    this.querySelector('.ct-l-after')?.scrollIntoView({ block: 'nearest' });
  };

  /** @param {string} step */
  async #run(step) {
    this.pane = 'tool';
    this.running = true;
    await this.#play(step);
    this.running = false;
  }

  /** What was skipped is done first and not shown; then the script plays. @param {string} step */
  async #play(step) {
    const ready = await this.ctx.link.ready({ lesson: this.slug, step });
    if (!ready.ok) return;
    await this.arrived(ready.seq ?? -1);
    if (ready.acts) this.ctx.link.say({ key: 'ui.lesson.caught_up' });
    this.playhead.seek(this.playhead.last);
    await this.ctx.link.travel('play', { lesson: this.slug, step });
  }

  /**
   * The world goes back to where the step began; what was solved and predicted is kept.
   * @param {Step} step
   */
  async #again({ id, kind }) {
    const answer = await this.ctx.link.travel('repeat', { step: id });
    if (!answer.ok) return;
    await this.arrived(answer.seq ?? 0);
    if (kind === 'watch') this.playhead.first();
    this.ctx.link.say({ key: 'ui.lesson.repeated' });
    this.go(id);
  }

  #hints() {
    return this.progress?.of(this.slug).hints ?? {};
  }

  /** A hint opens and takes the focus. @param {string} id of the step @param {string} name */
  async #hint(id, name) {
    const hints = this.#hints();
    const opened = [...(hints[id] ?? []), name];
    this.progress?.keep(this.slug, { hints: { ...hints, [id]: opened } });
    this.requestUpdate();
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector('.ct-l-hints li:last-child'))?.focus();
  }
}
customElements.define('ct-lesson', LessonView);
