/** Goals with partial credit, and hints one by one: of a lesson's step, of a mission. Pure. */
import { html, nothing } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { hintCount, hintWords, nextHint } from './hints.js';
import './copy-code.js';
import { glyph } from './glyphs.js';

/** @typedef {import('../core/page-element.js').PageElement} PageElement */
/** @typedef {import('../types.d.ts').LessonStepPage} Step */

/**
 * @param {readonly import('../types.d.ts').Labelled[]} goals
 * @param {Pick<import('../types.d.ts').StepStanding, 'goals'>} state @param {PageElement} part
 * @param {string} [name] of a list that can be scrolled
 */
export const drawGoalList = (goals, state, part, name) =>
  html`<ul class="ct-goals" tabindex=${name ? 0 : nothing}
    aria-label=${name ?? nothing}>${goals.map(({ id, label }) => {
      const held = state.goals.some((goal) => goal.id === id && goal.held);
      return html`<li data-held=${held}>${held ? glyph.done : glyph.todo}<span>${unsafeHTML(label)}
      <span class="ct-vh">(${part.t(held ? 'ui.lesson.held' : 'ui.lesson.missing')})</span></span
        ></li>`;
    })}</ul>`;

/**
 * @param {Pick<Step, 'hints' | 'remarks'>} step
 * @param {string} answering what answers the mistake that shows, or ''
 * @param {readonly string[]} opened names of those open, first one first
 * @param {PageElement} part @param {(name: string) => void} more opens the one of that name
 */
export function drawHints(step, answering, opened, part, more) {
  const next = nextHint(step, answering, opened);
  const told = opened.map((name) => hintWords(step, name)).filter(Boolean);
  if (!next && !told.length) return nothing;
  const key = next === answering ? 'ui.lesson.hint_about' : 'ui.lesson.hint';
  const of = hintCount(step, [...opened, next]);
  return html`<div class="ct-l-hints">
    <ol>${told.map(
      (hint) => html`<li tabindex="-1">${glyph.hint}<span
      >${unsafeHTML(hint)}</span></li>`,
    )}</ol>
    ${
      next
        ? html`<button class="ct-button ct-small" @click=${() => more(next)}>${glyph.hint}
      ${part.t(key, { n: told.length + 1, of })}</button>`
        : nothing
    }
  </div>`;
}

/** Opens the next hint of the task on the page. @returns {HTMLElement | null} */
export const hintButton = () => document.querySelector('.ct-l-hints button');
