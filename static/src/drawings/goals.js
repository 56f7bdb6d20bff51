/** Goals with partial credit, and hints one by one: of a lesson's step, of a mission. Pure. */
import { html, nothing } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { glyph } from './glyphs.js';

/** @typedef {import('../core/page-element.js').PageElement} PageElement */
/** @typedef {import('../types.d.ts').LessonStepPage} Step */

/**
 * @param {readonly import('../types.d.ts').Labelled[]} goals
 * @param {Pick<import('../types.d.ts').StepStanding, 'goals'>} state @param {PageElement} part
 */
export const drawGoalList = (goals, state, part) =>
  html`<ul class="ct-goals">${goals.map(({ id, label }) => {
    const held = state.goals.some((goal) => goal.id === id && goal.held);
    return html`<li data-held=${held}>${held ? glyph.done : glyph.todo}<span>${unsafeHTML(label)}
      <span class="ct-vh">(${part.t(held ? 'ui.lesson.held' : 'ui.lesson.missing')})</span></span
        ></li>`;
  })}</ul>`;

/**
 * @param {Pick<Step, 'hints'>} step @param {number} open how many are open
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
