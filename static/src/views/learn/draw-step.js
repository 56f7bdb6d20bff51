/**
 * Templates of a step: goals with partial credit, three scores. Pure.
 */
import { html, nothing } from 'lit';
import { drawGoalList } from '../../drawings/goals.js';
import { partsOf } from '../../questions/parts.js';
import { toldScores } from './lesson-model.js';

/** In the list of goals: the answer to the step's question. */
const ANSWER = 'question';

export { drawHints } from '../../drawings/goals.js';

/** @typedef {import('../../core/page-element.js').PageElement} PageElement */

/**
 * Every goal, held or missing, always in sight; a question shows its own answers.
 * @param {import('./lesson-model.js').Step} step
 * @param {import('./lesson-model.js').StepStanding} state @param {PageElement} part
 * @param {boolean} [scrolls] by itself
 */
export function drawGoals(step, state, part, scrolls = false) {
  const asked = step.question ? partsOf(step.question).map(({ id }) => id) : [];
  const seated = step.tools.view === 'serve';
  const goals = seated ? [] : step.goals.filter(({ id }) => !asked.includes(id));
  if (!goals.length) return nothing;
  if (step.question && step.kind === 'do') {
    const held = state.goals.filter((goal) => asked.includes(goal.id)).every((goal) => goal.held);
    goals.push({ id: ANSWER, label: part.t('ui.lesson.goal_answer') });
    state = { ...state, goals: [...state.goals, { id: ANSWER, held }] };
  }
  const earlier = state.earlier
    ? html`<p class="ct-t-hint">${part.t('ui.lesson.earlier')}</p>`
    : nothing;
  const name = part.t('ui.lesson.goals');
  return html`<div class="ct-l-goals"><h3>${name}</h3>
    ${earlier}${drawGoalList(goals, state, part, scrolls ? name : undefined)}</div>`;
}

/**
 * Three numbers, never one percentage.
 * @param {import('../../model/course-progress.js').Scores} scores
 * @param {PageElement} part
 */
export const drawScores = (scores, part) =>
  html`<dl class="ct-l-scores">${toldScores(scores).map(
    ({ name, got, of }) => html`
  <div><dt>${part.t(`ui.lesson.score_${name}`)}</dt><dd
    >${part.t('ui.lesson.score', { got, of })}</dd></div>`,
  )}</dl>`;
