/** The draft of a recorded lesson: what follows the lab, and what marking changes. */
import assert from 'node:assert/strict';
import { shelf } from '../shelf.js';
import { test } from 'node:test';
import {
  MOVES_MAX,
  besides,
  isFull,
  keepDraft,
  keptDraft,
  movesOf,
  newDraft,
  withCut,
  withGoal,
  withLine,
  withMoves,
  withStep,
} from '../../../static/src/model/lesson-draft.js';

/** @param {string} id @param {string} [after] */
const move = (id, after = '') => ({ id, after, act: { act: 'line' } });
const recorded = (/** @type {any[]} */ moves, /** @type {string[]} */ line) => ({
  scenario: 's',
  seed: 1,
  moves,
  line,
});
const abc = recorded([move('a'), move('b', 'a'), move('c', 'b')], ['a', 'b', 'c']);
const begun = () => withMoves(newDraft('es', 's'), abc);

test('the right way follows the branch on show until something is marked', () => {
  const other = recorded([move('a'), move('x', 'a')], ['a', 'x']);
  assert.deepEqual(withMoves(begun(), other).line, ['a', 'x']);
  const marked = withGoal(begun(), 0, { move: 'c', event: 0 }, { words: 'C' });
  const kept = withMoves(marked, other);
  assert.deepEqual(kept.line, ['a', 'b', 'c']);
  assert.deepEqual(
    kept.moves?.map((each) => each.id),
    ['a', 'b', 'c', 'x'],
  );
  const longer = recorded([move('d', 'c')], ['a', 'b', 'c', 'd']);
  assert.deepEqual(withMoves(kept, longer).line, ['a', 'b', 'c', 'd']);
});

test('a lab where nothing was done takes nothing from the draft', () => {
  assert.deepEqual(withMoves(begun(), recorded([], [])), begun());
});

test('a full draft takes no more moves and loses none', () => {
  const ids = Array.from({ length: MOVES_MAX + 5 }, (_, n) => `m${n}`);
  const moves = ids.map((id, n) => move(id, ids[n - 1]));
  const fill = (/** @type {number} */ n) => recorded(moves.slice(0, n), ids.slice(0, n));
  const almost = withMoves(newDraft('es', 's'), fill(MOVES_MAX - 1));
  assert.ok(!isFull(almost));
  const full = withMoves(almost, fill(MOVES_MAX + 5));
  assert.ok(isFull(full));
  assert.deepEqual(full, withMoves(newDraft('es', 's'), fill(MOVES_MAX)));
  const aside = recorded([...moves, move('x', 'm0')], ['m0', 'x']);
  assert.deepEqual(withMoves(full, aside), full);
  const over = { ...full, moves, line: ids };
  assert.deepEqual(withMoves(over, fill(MOVES_MAX + 5)), full);
});

test('another way becomes the right one, and goals beside it are gone', () => {
  const marked = withGoal(begun(), 0, { move: 'c', event: 0 }, { words: 'C' });
  const both = withMoves(marked, recorded([move('x', 'a')], ['a', 'x']));
  assert.deepEqual(besides(both, 'x'), ['x']);
  const turned = withLine(both, 'x');
  assert.deepEqual(turned.line, ['a', 'x']);
  assert.deepEqual(turned.steps, [{ at: 'a', goals: [] }]);
});

test('a cut shares the goals between two steps, and joining gives them back', () => {
  const marked = withGoal(
    withGoal(begun(), 0, { move: 'c', event: 0 }, { words: 'C' }),
    0,
    { move: 'a', event: 1 },
    { words: 'A' },
  );
  const cut = withCut(withStep(marked, 0, { title: 'T' }), 'b');
  assert.deepEqual(
    cut.steps?.map((step) => [step.at, step.title, step.goals?.map((goal) => goal.words)]),
    [
      ['a', 'T', ['A']],
      ['b', undefined, ['C']],
    ],
  );
  assert.deepEqual([movesOf(cut, 0), movesOf(cut, 1)], [['a'], ['b', 'c']]);
  assert.deepEqual(
    withCut(cut, 'b').steps?.map((step) => step.goals?.length),
    [2],
  );
});

test('a goal is changed in its place, and taken away', () => {
  const which = { move: 'c', event: 0 };
  const marked = withGoal(begun(), 0, which, { words: 'C' });
  const changed = withGoal(marked, 0, which, { choice: 'anywhere' });
  assert.deepEqual(changed.steps?.[0].goals, [{ ...which, words: 'C', choice: 'anywhere' }]);
  assert.deepEqual(withGoal(changed, 0, which, null).steps?.[0].goals, []);
});

test('what was kept and is no draft is none', () => {
  const storage = shelf();
  const { kept } = storage;
  assert.equal(keptDraft(storage), null);
  keepDraft(/** @type {any} */ (storage), begun());
  assert.deepEqual(keptDraft(storage), begun());
  kept.set([...kept.keys()][0], '{"scenario":3}');
  assert.equal(keptDraft(storage), null);
  kept.set([...kept.keys()][0], '{');
  assert.equal(keptDraft(storage), null);
  assert.equal(keptDraft(null), null);
});
