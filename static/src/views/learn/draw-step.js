/**
 * Templates of a step: its question, goals with partial credit, three scores. Pure.
 */
import { html, nothing } from 'lit';
import { lazy, Piece } from '../../core/lazy-piece.js';
import { drawGoalList } from '../../drawings/goals.js';
import { partsOf } from '../../questions/parts.js';
import { toldScores } from './lesson-model.js';
import '../../questions/question.js';

/** For whoever presents to a class. */
const ASK = new Piece(() => import('../../classroom/ask-lesson.js'));
const OPTIONS_MAX = 6;

/** In the list of goals: the answer to the step's question. */
const ANSWER = 'question';

export { drawHints } from '../../drawings/goals.js';

/** @typedef {import('../../core/page-element.js').PageElement} PageElement */

/**
 * The question of a step; in front of a class it can be put to the vote.
 * @param {import('./lesson-model.js').Step} step
 * @param {import('./lesson-model.js').StepStanding} state
 * @param {PageElement & {slug: string}} view
 */
export function drawQuestion({ id, kind, question, tools }, state, view) {
  if (!question || tools.view === 'serve') return nothing;
  const { link, classroom } = view.ctx;
  const votable = question.kind === 'choice' && question.options.length <= OPTIONS_MAX;
  return html`<ct-question .asked=${question} .state=${state} .kind=${kind}
      .mayAnswer=${link.mayAct && state.begun}></ct-question>${
        classroom?.presents && votable
          ? lazy(
              ASK,
              () => html`<ct-ask-lesson .place=${`${view.slug}/${id}`}
        .answered=${question.id in state.right}></ct-ask-lesson>`,
            )
          : nothing
      }`;
}

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
