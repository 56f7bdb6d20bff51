/**
 * Templates of a lesson around its step: the head with the list of steps, the two halves of
 * a phone, the tool with its button, and the end. Pure.
 */
import { html, nothing } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { lazy, lazyUnseen, Piece } from '../../core/lazy-piece.js';
import { pieceOf } from '../../core/page-registry.js';
import { glyph } from '../../drawings/glyphs.js';
import { ui } from '../../drawings/icons.js';
import { stayPut } from '../../drawings/stay-put.js';
import { htmlWithTerms } from '../../drawings/terms.js';
import './course-done.js';
import './help-tool.js';
import { drawGoals, drawScores } from './draw-step.js';
import { canRepeat, locked, over, standingOf } from './lesson-model.js';

const SEAT = new Piece(() => import('./seat.js'), 'type', 'seat');
const PAPER = new Piece(() => import('./lesson-paper.js'));
const DETAILS = new Piece(() => import('../../inspector/details-dialog.js'));

/** @typedef {import('./lesson-model.js').Lesson} Lesson */
/** @typedef {import('./lesson-model.js').Standing} Standing */
/** @typedef {import('../../core/page-element.js').PageElement} PageElement */
/**
 * @typedef {PageElement & {
 *   standing: Standing | null,
 *   progress: import('../../model/course-progress.js').Progress | undefined,
 *   go: (step: string) => void,
 *   slug: string,
 * }} LessonView
 */

/** Which half a phone shows. @param {'text' | 'tool'} shown @param {LessonView} view
 * @param {(pane: 'text' | 'tool') => void} show */
export function drawPanes(shown, view, show) {
  return html`<div class="ct-l-panes" role="group" aria-label=${view.t('ui.lesson.panes')}>
    ${
      /** @type {const} */ (['text', 'tool']).map(
        (pane) => html`<button class="ct-l-pane" aria-pressed=${shown === pane}
      @click=${() => show(pane)}>${view.t(`ui.lesson.pane_${pane}`)}</button>`,
      )
    }</div>`;
}

/**
 * Number, title and steps.
 * @param {Lesson} lesson @param {import('./lesson-model.js').Shown} shown @param {LessonView} view
 */
export function drawHead(lesson, { index }, view) {
  return html`<header class="ct-lesson-head">
    <a class="ct-link" href="/aprende">${view.t('ui.lesson.all')}</a>
    <h1><span class="ct-lesson-no">${lesson.number}</span> ${lesson.title}</h1>
    <p class="ct-t-hint">${view.t('ui.learn.minutes', { n: lesson.minutes })} ·
      ${unsafeHTML(lesson.goal)}</p>
    <ol class="ct-l-steps" aria-label=${view.t('ui.lesson.steps')}>${lesson.steps.map((step, i) => {
      const { solved } = standingOf(view.standing, step.id);
      return html`<li><button aria-current=${i === index ? 'step' : nothing} data-solved=${solved}
        title=${step.title}
        @click=${() => view.go(step.id)}>${i + 1}<span class="ct-vh"> ${step.title}
        ${solved ? `(${view.t('ui.lesson.solved')})` : ''}</span></button></li>`;
    })}</ol></header>`;
}

/**
 * Goals, and where to go from this step.
 * @param {Lesson} lesson @param {import('./lesson-model.js').Shown} shown
 * @param {LessonView} view @param {() => void} again begins the step again
 */
export function drawFoot(lesson, { index, step, state, watched }, view, again) {
  const last = index === lesson.steps.length - 1;
  const ready = over(step, state, watched);
  return html`<footer class="ct-lesson-foot">
    ${view.standing?.solved && last ? drawFinished(lesson, view) : nothing}
    ${drawGoals(step, state, view, true)}
    <div class="ct-lesson-buttons">
      <button class="ct-button" ?disabled=${index === 0}
        @click=${() => view.go(lesson.steps[index - 1].id)}>${view.t('ui.lesson.previous')}</button>
      ${
        canRepeat(step)
          ? html`<button class="ct-button" ?disabled=${!view.ctx.link.mayAct}
        title=${view.t('ui.lesson.again_about')}
        @click=${again}>${glyph.restart}${view.t('ui.lesson.again')}</button>`
          : nothing
      }
      ${
        last
          ? drawOnward(lesson, view)
          : html`<button class="ct-button ${ready ? 'ct-go' : ''}"
            @click=${() => view.go(lesson.steps[index + 1].id)}
        >${view.t(ready ? 'ui.lesson.next' : 'ui.lesson.skip')}</button>`
      }
    </div></footer>`;
}

/** Where one goes on after the last step. @param {Lesson} lesson @param {LessonView} view */
function drawOnward({ next }, view) {
  if (!view.standing?.solved) return nothing;
  return next
    ? html`<a class="ct-button ct-go" href=${`/aprende/${next}`}
      >${view.t('ui.lesson.next_lesson')}</a>`
    : html`<a class="ct-button" href="/aprende">${view.t('ui.lesson.all')}</a>`;
}

/** Where the session stands as a report. @param {LessonView} view */
function reportOf({ ctx, store }) {
  const asked = new URLSearchParams({ branch: store.branch, lang: ctx.texts.lang });
  return `/lab/${encodeURIComponent(ctx.boot.lab)}/memoria?${asked}`;
}

/** What was reached, and where it comes from.
 * @param {Lesson} lesson @param {LessonView} view */
function drawFinished(lesson, view) {
  return html`<section class="ct-card ct-finished"><h2
    >${glyph.done}${view.t('ui.lesson.finished')}</h2>
    <ct-course-done .progress=${view.progress}></ct-course-done>
    ${view.standing ? drawScores(view.standing.scores, view) : nothing}
    ${
      lesson.rfc.length
        ? html`<p class="ct-t-hint">${view.t('ui.lesson.sources')}
      ${lesson.rfc.map(
        (
          source,
          i,
        ) => html`${i ? ' · ' : ''}<a class="ct-link" href=${source.link} title=${source.title}
        target="_blank" rel="noopener noreferrer">${source.label}</a>`,
      )}</p>`
        : nothing
    }
    ${
      lesson.beyond
        ? html`<div class="ct-l-prose">${unsafeHTML(htmlWithTerms(lesson.beyond, view))}</div>`
        : nothing
    }
    <a class="ct-button" href=${reportOf(view)} target="_blank">${view.t('ui.lesson.report')}</a>
    </section>`;
}

/**
 * The button that lets a step's script run.
 * @param {import('./lesson-model.js').Step} step
 * @param {{ ran: boolean, ready: boolean, owed: boolean }} state `owed`: the prediction
 * @param {PageElement} part @param {() => void} run
 */
export function drawRun(step, { ran, ready, owed }, part, run) {
  if (!step.run) return nothing;
  return html`<p class="ct-run-row"><button class="ct-button ${ran ? '' : 'ct-go'}"
    ?disabled=${!ready} @click=${run}
    >${ui.play}${part.t(ran ? 'ui.lesson.run_again' : 'ui.lesson.run')}</button>
    ${owed ? html`<span class="ct-t-hint">${part.t('ui.lesson.predict_first')}</span>` : nothing}</p
      >`;
}

/** Every step, for paper. @param {import('./lesson-model.js').Lesson} lesson
 * @param {LessonView} view @param {Record<string, readonly string[]>} hints opened, by step */
export const drawPaper = (lesson, { standing }, hints) =>
  lazyUnseen(
    PAPER,
    () => html`<ct-lesson-paper .lesson=${lesson} .standing=${standing}
      .hints=${hints}></ct-lesson-paper>`,
  );

/** What one must know of this step besides its text.
 * @param {'expired' | 'resumed'} what `resumed`: in a new lab @param {PageElement} part */
export const drawNote = (what, part) =>
  html`<p class="ct-l-expired" role="note">${ui.clock}<span
    >${part.t(`ui.lesson.${what}`)}</span></p>`;

/** The details of the step on show. @param {boolean} open @param {() => void} close */
export const drawDetails = (open, close) =>
  open
    ? lazy(DETAILS, () => html`<ct-details-dialog @closed=${close}></ct-details-dialog>`)
    : nothing;

/** What is watched in a step; it comes while one reads the text. */
export const STORY = new Piece(() => import('./story.js'));

/**
 * The stage or the terminal; out of reach while the prediction is owed.
 * @param {Lesson} lesson @param {import('./lesson-model.js').Shown} shown
 * @param {LessonView} view @param {() => void} back on a phone: to the text
 */
export function drawLab({ unit, title }, { step, state, watched }, view, back) {
  const shut = locked(step, state);
  const done = step.kind !== 'read' && !shut && over(step, state, watched);
  return html`<div class="ct-lesson-tool" ?inert=${shut} data-locked=${shut}>
      <div class="ct-goals-strip" role="group" tabindex="0" aria-label=${view.t('ui.lesson.goals')}
        ><h1 class="ct-vh">${title}</h1><h2 class="ct-vh">${step.title}</h2>
        ${drawGoals(step, state, view)}</div>
      ${
        done
          ? html`<button class="ct-button ct-go ct-l-back"
        @mousedown=${stayPut} @click=${back}>${view.t('ui.lesson.go_back')}</button>`
          : nothing
      }
      ${drawTool(step, unit, view)}
    </div>
    ${
      shut
        ? html`<p class="ct-lesson-lock">${ui.quiz}${view.t('ui.lesson.predict_first')}</p
      >`
        : nothing
    }`;
}

/** What one does a step with: the terminal, the stage, the server's chair, or the mailbox from
 * every device. `unit` names the protocol.
 * @param {import('./lesson-model.js').Step} step @param {string} unit @param {LessonView} view */
function drawTool(step, unit, { slug, progress, standing, ctx }) {
  const { tools, help, question } = step;
  const state = standingOf(standing, step.id);
  if (help?.length)
    return html`<ct-help-tool .lesson=${slug} .step=${step} .progress=${progress}
      .solved=${state.solved}
      .typing=${() => drawTyping(step, unit)}></ct-help-tool>`;
  if (tools.view === 'serve')
    return lazy(
      SEAT,
      () => html`<ct-seat .asked=${question} .seat=${state.seat}
        .mayAnswer=${ctx.link.mayAct && state.begun}></ct-seat>`,
    );
  if (tools.view === 'boxes') return lazy(pieceOf('boxes'), () => html`<ct-boxes></ct-boxes>`);
  if (tools.view === 'watch')
    return lazy(
      STORY,
      () => html`<ct-lesson-story .skips=${tools.skip} .flight=${tools.flight}
        .ask=${tools.ask}></ct-lesson-story>`,
    );
  return drawTyping(step, unit);
}

/** @param {import('./lesson-model.js').Step} step @param {string} unit */
function drawTyping({ tools, html: text }, unit) {
  return lazy(
    pieceOf('type'),
    () => html`<ct-type .lesson=${true} .chips=${tools.chips}
    .skips=${tools.skip} .protocol=${unit} .call=${callIn(text)}></ct-type>`,
  );
}

/** Whom the text of a step says to call first: `sur.example 25`, or "". @param {string} text */
export const callIn = (text) => /\btelnet ([\w.-]+ \d+)/.exec(text)?.[1] ?? '';
