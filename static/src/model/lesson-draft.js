/**
 * A lesson that is being recorded, as this browser keeps it, and what may be done to it.
 * Pure functions: each answers another draft. What it says is checked by the server.
 */

/** @typedef {import('../types.d.ts').LessonDraft} Draft */
/** @typedef {import('../types.d.ts').DraftStep} Step */
/** @typedef {import('../types.d.ts').DraftGoal} Goal */
/** @typedef {import('../types.d.ts').RecordedMoves} Recorded */

const KEPT = 'cartero.lesson-draft';

/** The server takes no more. */
export const MOVES_MAX = 150;

/** @param {string} lang @param {string} scenario @returns {Draft} */
export const newDraft = (lang, scenario) => ({ lang, scenario });

/** The draft this browser keeps, or null. @param {Pick<Storage, 'getItem'> | null} storage */
export function keptDraft(storage) {
  try {
    const found = JSON.parse(storage?.getItem(KEPT) ?? 'null');
    return found && typeof found.scenario === 'string' ? /** @type {Draft} */ (found) : null;
  } catch {
    return null;
  }
}

/** @param {Pick<Storage, 'setItem' | 'removeItem'> | null} storage @param {Draft | null} draft */
export function keepDraft(storage, draft) {
  try {
    if (draft) storage?.setItem(KEPT, JSON.stringify(draft));
    else storage?.removeItem(KEPT);
  } catch {
    // A full or forbidden storage: the draft lasts as long as the page.
  }
}

/** Something is marked that ties the draft to its right way. @param {Draft} draft */
const isMarked = (draft) =>
  (draft.steps ?? []).length > 1 || (draft.steps ?? []).some((step) => step.goals?.length);

/** @param {string[]} line @param {string[]} start */
const begins = (line, start) => start.every((move, index) => line[index] === move);

/** Nothing more is recorded in it. @param {Draft} draft */
export const isFull = (draft) => (draft.moves ?? []).length >= MOVES_MAX;

/**
 * With what was done in the lab since, as far as there is room. The right way follows the
 * branch on show until something is marked; then it only grows.
 * @param {Draft} draft @param {Recorded} recorded @returns {Draft}
 */
export function withMoves(draft, recorded) {
  const old = draft.moves ?? [];
  const known = new Set(old.map((move) => move.id));
  const fresh = recorded.moves.filter((move) => !known.has(move.id));
  const moves = [...old, ...fresh].slice(0, MOVES_MAX);
  const taken = new Set(moves.map((move) => move.id));
  const line = reached(draft.line ?? [], taken);
  const shown = reached(recorded.line, taken);
  const whole = shown.length === recorded.line.length;
  const follows = shown.length > 0 && (begins(shown, line) || (whole && !isMarked(draft)));
  return fitted({ ...draft, seed: recorded.seed, moves, line: follows ? shown : line });
}

/** A way as far as it is recorded. @param {string[]} line @param {Set<string>} taken */
function reached(line, taken) {
  const end = line.findIndex((move) => !taken.has(move));
  return end < 0 ? line : line.slice(0, end);
}

/** With the way to that move as the right one. @param {Draft} draft @param {string} leaf */
export function withLine(draft, leaf) {
  const after = new Map((draft.moves ?? []).map((move) => [move.id, move.after ?? '']));
  const line = [];
  for (let move = leaf; move; move = after.get(move) ?? '') line.unshift(move);
  return fitted({ ...draft, line });
}

/** Steps and goals that are on the right way; the first step begins it.
 * @param {Draft} draft @returns {Draft} */
function fitted(draft) {
  const line = draft.line ?? [];
  if (!line.length) return draft;
  const [first, ...others] = draft.steps ?? [];
  const steps = [{ ...first, at: line[0] }, ...others.filter((step) => line.includes(step.at))];
  return { ...draft, steps: steps.map((step) => withGoals(step, line)) };
}

/** @param {Step} step @param {string[]} line @returns {Step} */
const withGoals = (step, line) =>
  step.goals ? { ...step, goals: step.goals.filter((goal) => line.includes(goal.move)) } : step;

/** The moves of a step. @param {Draft} draft @param {number} number */
export function movesOf(draft, number) {
  const line = draft.line ?? [];
  const steps = draft.steps ?? [];
  const start = line.indexOf(steps[number].at);
  const next = steps[number + 1];
  return line.slice(start, next ? line.indexOf(next.at) : line.length);
}

/** With a step changed.
 * @param {Draft} draft @param {number} number @param {Partial<Step>} change */
export const withStep = (draft, number, change) => ({
  ...draft,
  steps: (draft.steps ?? []).map((step, n) => (n === number ? { ...step, ...change } : step)),
});

/** A step begins at that move, or begins there no longer.
 * @param {Draft} draft @param {string} at */
export function withCut(draft, at) {
  const line = draft.line ?? [];
  const steps = draft.steps ?? [];
  const place = (/** @type {Step} */ step) => line.indexOf(step.at);
  const there = steps.some((step) => step.at === at);
  const changed = there ? steps.filter((step) => step.at !== at) : [...steps, { at }];
  changed.sort((one, other) => place(one) - place(other));
  const goals = steps.flatMap((step) => step.goals ?? []);
  const cut = { ...draft, steps: changed };
  return {
    ...cut,
    steps: changed.map((step, number) => {
      const mine = movesOf(cut, number);
      return { ...step, goals: goals.filter((goal) => mine.includes(goal.move)) };
    }),
  };
}

/** With an event marked as a goal, changed, or (`change` null) not marked.
 * @param {Draft} draft @param {number} number of the step
 * @param {Pick<Goal, 'move' | 'event'>} which @param {Partial<Goal> | null} change */
export function withGoal(draft, number, which, change) {
  const goals = draft.steps?.[number].goals ?? [];
  const at = goals.findIndex((goal) => goal.move === which.move && goal.event === which.event);
  const others = goals.filter((_, index) => index !== at);
  if (!change) return withStep(draft, number, { goals: others });
  const line = draft.line ?? [];
  const place = (/** @type {Goal} */ goal) => line.indexOf(goal.move) * 1000 + goal.event;
  const changed = { ...(at < 0 ? which : goals[at]), ...change };
  const sorted = [...others, changed].sort((one, other) => place(one) - place(other));
  return withStep(draft, number, { goals: sorted });
}

/** With what is said of another way. @param {Draft} draft @param {string} move
 * @param {Partial<import('../types.d.ts').DraftTurn>} change */
export function withTurn(draft, move, change) {
  const turns = draft.turns ?? [];
  const known = turns.find((turn) => turn.move === move) ?? { move };
  return {
    ...draft,
    turns: [...turns.filter((turn) => turn.move !== move), { ...known, ...change }],
  };
}

/** The moves of another way that the right one lacks. @param {Draft} draft @param {string} leaf */
export function besides(draft, leaf) {
  return withLine({ ...draft, steps: [] }, leaf).line?.filter(
    (move) => !(draft.line ?? []).includes(move),
  );
}
