/**
 * Templates of a step: goals with partial credit, hints one by one, three scores. Pure.
 */
import { html, nothing } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { glyph } from '../../drawings/glyphs.js';
import { partsOf, toldScores } from './lesson-model.js';

/** @typedef {import('../../core/page-element.js').PageElement} PageElement */

/**
 * Every goal, held or missing, always in sight; a question shows its own answers.
 * @param {import('./lesson-model.js').Step} step
 * @param {import('./lesson-model.js').StepStanding} state @param {PageElement} part
 */
export function drawGoals(step, state, part) {
  const asked = step.question ? partsOf(step.question).map(({ id }) => id) : [];
  const goals = step.goals.filter(({ id }) => !asked.includes(id));
  if (!goals.length) return nothing;
  const earlier = state.earlier
    ? html`<p class="ct-t-hint">${part.t('ui.lesson.earlier')}</p>`
    : nothing;
  return html`<div class="ct-l-goals"><h3>${part.t('ui.lesson.goals')}</h3>
    ${earlier}<ul>${goals.map(({ id, label }) => {
      const held = state.goals.some((goal) => goal.id === id && goal.held);
      return html`<li data-held=${held}>${held ? glyph.done : glyph.todo}<span>${unsafeHTML(label)}
      <span class="ct-vh">(${part.t(held ? 'ui.lesson.held' : 'ui.lesson.missing')})</span></span
        ></li>`;
    })}</ul></div>`;
}

/**
 * @param {import('./lesson-model.js').Step} step @param {number} open how many are open
 * @param {PageElement} part @param {() => void} more opens the next
 */
export function drawHints(step, open, part, more) {
  const n = step.hints.length;
  if (!n) return nothing;
  return html`<div class="ct-l-hints">
    <ol>${step.hints.slice(0, open).map(
      (hint) => html`<li tabindex="-1">${glyph.hint}<span
      >${unsafeHTML(hint)}</span></li>`,
    )}</ol>
    ${
      open < n
        ? html`<button class="ct-button ct-small" @click=${more}>${glyph.hint}
      ${part.t('ui.lesson.hint', { n: open + 1, of: n })}</button>`
        : nothing
    }
  </div>`;
}

/**
 * Three numbers, never one percentage.
 * @param {import('./progress.js').Scores} scores
 * @param {PageElement} part
 */
export const drawScores = (scores, part) =>
  html`<dl class="ct-l-scores">${toldScores(scores).map(
    ({ name, got, of }) => html`
  <div><dt>${part.t(`ui.lesson.score_${name}`)}</dt><dd
    >${part.t('ui.lesson.score', { got, of })}</dd></div>`,
  )}</dl>`;
