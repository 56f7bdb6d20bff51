/**
 * A lesson as the page shows it: which step, what is locked, what is over.
 *
 * Why it exists: a prediction must be stored before the run is allowed, hints open one by
 * one, and a step left early must be a choice. Those rules live here, tested without a
 * page. Right and wrong are the server's (`standing`); it refuses to know any answer.
 */

import { allAnswered, UNTOUCHED } from '../../questions/parts.js';
import { seats, terminals, usable } from '../../model/terminals.js';

/** @typedef {import('../../types.d.ts').LessonPage} Lesson */
/** @typedef {import('../../types.d.ts').LessonStepPage} Step */
/** @typedef {import('../../types.d.ts').AskedQuestion} Asked */
/** @typedef {import('../../types.d.ts').LessonStanding} Standing */
/** @typedef {import('../../types.d.ts').StepStanding} StepStanding */
/**
 * @typedef {object} Shown
 * @property {number} index
 * @property {Step} step
 * @property {StepStanding} state
 * @property {boolean} ran      the script of the step was played
 * @property {boolean} watched  and it was seen to its end
 */

/**
 * How one step stands.
 * @param {Standing | null} standing
 * @param {string} id
 * @returns {StepStanding}
 */
export const standingOf = (standing, id) =>
  standing?.steps.find((step) => step.id === id) ?? { ...UNTOUCHED, id };

/**
 * Index of the step to show: the one chosen, else the first that is not over, else the last.
 * @param {Lesson} lesson @param {Standing | null} standing @param {string} chosen
 */
export function shownIndex(lesson, standing, chosen) {
  const at = (/** @type {string | null | undefined} */ id) =>
    lesson.steps.findIndex((step) => step.id === id);
  if (at(chosen) >= 0) return at(chosen);
  if (!standing) return 0;
  const current = at(standing.current);
  return current >= 0 ? current : lesson.steps.length - 1;
}

/** Every part of the question has an answer. @param {Step} step @param {StepStanding} state */
export const answered = (step, state) => !step.question || allAnswered(step.question, state);

/**
 * The stage must not be seen moving yet: the prediction comes first.
 * @param {Step} step
 * @param {StepStanding} state
 */
export const locked = (step, state) => step.kind === 'predict' && !answered(step, state);

/** May the step's script be played? @param {Step} step @param {StepStanding} state */
export const canRun = (step, state) =>
  step.run && state.begun && (step.kind !== 'predict' || answered(step, state));

/** Where the step began, or -1. @param {readonly { fact: any }[]} events @param {string} id */
const beganAt = (events, id) =>
  events.findLastIndex(
    ({ fact }) => fact.kind === 'lab.answered' && fact.question === 'step' && fact.value === id,
  );

/** A timer that ends something. @param {string} name */
const isLimit = (name) => name !== 'smtp.retry' && name !== 'dmarc.report';

/**
 * The clock jumped since the step began, and ended something: more than a queue's waiting.
 * @param {readonly { fact: any }[]} events
 * @param {string} id
 */
export const skippedSince = (events, id) =>
  events
    .slice(Math.max(0, beganAt(events, id)))
    .some(({ fact }) => fact.kind === 'clock.skipped' && fact.expired.some(isLimit));

/**
 * A task at the terminal whose session was ended by a wait that somebody skipped.
 * @param {Step} step @param {StepStanding} state
 * @param {readonly { fact: any }[]} events @param {import('../../types.d.ts').Model} model
 */
export const expired = (step, state, events, model) =>
  step.kind === 'do' &&
  !state.solved &&
  step.tools.view === 'type' &&
  skippedSince(events, step.id) &&
  !openTerminals(model).length;

/** Terminals one can type in now. @param {import('../../types.d.ts').Model} model */
export const openTerminals = (model) =>
  seats(model)
    .flatMap((host) => terminals(model, host))
    .filter(usable);

/** Facts that say who acted. */
const ACTED = ['lab.intervened', 'lab.answered', 'terminal.line_sent'];

/** A demonstration did it. What a lesson keeps is no demonstration. @param {any} fact */
const byItself = (fact) => fact.actor === 'auto' && fact.kind !== 'lab.answered';

/**
 * Last event of the script of a step, played since the step began, or -1. Read from the
 * journal, so that a reload knows it too. What the learner does next ends it.
 * @param {readonly { seq: number, fact: { kind: string, [field: string]: any } }[]} events
 * @param {string} id
 */
export function ranUntil(events, id) {
  const began = beganAt(events, id);
  const played = began < 0 ? -1 : events.findIndex(({ fact }, i) => i > began && byItself(fact));
  if (played < 0) return -1;
  const next = events.findIndex(
    ({ fact }, i) => i > played && ACTED.includes(fact.kind) && fact.actor !== 'auto',
  );
  return next < 0 ? events[events.length - 1].seq : events[next].seq - 1;
}

/**
 * Up to which event the story was on show. A step counts once it has arrived; in a covered
 * one the answer was not seen.
 * @param {import('../../core/playhead.js').Playhead} playhead
 * @param {import('../../core/store.js').Store} store
 */
export function seenUntil(playhead, store) {
  const { index, furthest, covered, playing, arrived } = playhead;
  const under = index === furthest && (covered || (playing && !arrived));
  return store.steps.length ? store.endOf(under ? furthest - 1 : furthest) : 0;
}

/**
 * Is there nothing left to do in the step? (Leaving earlier is allowed, and called skipping.)
 * @param {Step} step @param {StepStanding} state
 * @param {boolean} watched its script was seen to the end; without one, the story was
 */
export function over(step, state, watched) {
  if (step.kind === 'read') return true;
  return state.solved && (watched || !(step.run || step.kind === 'watch'));
}

/** The world of a step may be brought back: something happens in it. @param {Step} step */
export const canRepeat = ({ kind, run }) => run || kind === 'do' || kind === 'watch';

/** Ids of the steps that are over. @param {Standing} standing */
export const solvedIn = ({ steps }) => steps.filter(({ solved }) => solved).map(({ id }) => id);

/** The same with other steps. @param {Standing} standing @param {StepStanding[]} steps */
function withSteps(standing, steps) {
  const current = steps.find(({ solved }) => !solved)?.id ?? null;
  return { ...standing, steps, current, solved: current === null };
}

/**
 * How one stands, for the judge takes what is to be watched as over once it has begun.
 * @param {Standing} standing @param {Lesson | null} lesson @param {string} branch
 * @param {readonly string[]} over ids of steps, or branch and step, seen to their end
 */
export function onlyWatched(standing, lesson, branch, over) {
  const shown = (lesson?.steps ?? []).filter(({ kind }) => kind === 'watch').map(({ id }) => id);
  const steps = standing.steps.map((step) =>
    shown.includes(step.id) && !over.includes(step.id) && !over.includes(`${branch}/${step.id}`)
      ? { ...step, solved: false }
      : step,
  );
  return withSteps(standing, steps);
}

/**
 * How one stands, with what was solved in a lab that is gone: a server that starts again has
 * forgotten it, the learner has not.
 * @param {Standing} standing @param {readonly string[]} before ids of steps
 * @returns {Standing}
 */
export function withSolved(standing, before) {
  const steps = standing.steps.map((step) =>
    !step.solved && before.includes(step.id) ? { ...step, solved: true, earlier: true } : step,
  );
  return withSteps(standing, steps);
}

/**
 * Where a lesson goes on in this lab. `step`: the one on show last, or ''. `anew`: that was
 * in another lab, which is gone; a lesson that was finished there begins again.
 * @param {Lesson} lesson @param {string} lab
 * @param {import('../../model/kept.js').LessonProgress} kept
 */
export function resumed(lesson, lab, { step, seen, finished }) {
  const known = lesson.steps.some(({ id }) => id === step);
  const anew = seen !== null && seen.lab !== lab;
  return { step: known && !(anew && finished) ? step : '', anew };
}

/**
 * Scores that ask something, in the order told: task, prediction, quiz.
 * @param {import('../../model/course-progress.js').Scores} scores
 */
export const toldScores = (scores) =>
  /** @type {const} */ (['task', 'predict', 'quiz'])
    .map((name) => ({ name, ...scores[name] }))
    .filter(({ of }) => of > 0);
