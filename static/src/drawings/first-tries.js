/** What counts, in words: first tries, tasks without a hint, days with a review. */
import { html, nothing } from 'lit';
import { dayOf } from '../model/course-progress.js';
import { firstTries } from '../model/first-tries.js';

/**
 * Only what there is something to say of; nothing before that.
 * @param {import('../model/course-progress.js').Progress} progress
 * @param {import('../model/review.js').Review} review
 * @param {import('../core/page-element.js').PageElement} part
 */
export function drawFirstTries(progress, review, part) {
  const { predictions, quizzes, unaided, days } = firstTries(
    progress.lessons,
    review.kept.days,
    dayOf(new Date()),
  );
  const said = [
    predictions.of && part.t('ui.me.predictions', predictions),
    quizzes.of && part.t('ui.me.quizzes', quizzes),
    unaided && part.t('ui.me.unaided', { n: unaided }),
    days && part.t('ui.me.days', { n: days }),
  ].filter(Boolean);
  if (!said.length) return nothing;
  return html`<ul class="ct-first-tries">${said.map((each) => html`<li>${each}</li>`)}</ul>`;
}
