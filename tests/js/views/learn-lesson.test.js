// The rules of a lesson's page: prediction before the run, hints one by one, three scores.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import {
  answered,
  canRun,
  locked,
  onlyWatched,
  openTerminals,
  over,
  ranUntil,
  resumed,
  seenUntil,
  shownIndex,
  skippedSince,
  solvedIn,
  standingOf,
  toldScores,
  withSolved,
} from '../../../static/src/views/learn/lesson-model.js';
import { UNTOUCHED } from '../../../static/src/questions/parts.js';

const step = (id, kind, more = {}) => ({
  id,
  kind,
  title: id,
  html: '',
  hints: [],
  goals: [],
  tools: { chips: true, view: 'watch' },
  run: false,
  ...more,
});
const state = (id, more = {}) => ({ ...UNTOUCHED, id, begun: true, ...more });
const given = { value: 'a', right: false, tries: 1, held: [], made: null, feedback: '' };
const ask = { id: 'quien', kind: 'choice', prompt: '', options: [{ value: 'a', label: 'a' }] };
const predict = step('antes', 'predict', { run: true, question: ask });
const lesson = { slug: 's', steps: [predict, step('haz', 'do'), step('lee', 'read')] };

test('the run waits for the prediction, right or wrong', () => {
  assert.equal(locked(predict, state('antes')), true);
  assert.equal(canRun(predict, state('antes')), false);
  const said = state('antes', { answers: { quien: given }, solved: true });
  assert.equal(locked(predict, said), false);
  assert.equal(canRun(predict, said), true);
  assert.equal(canRun(predict, { ...said, begun: false }), false);
});

test('a question with arrows is answered when every arrow is', () => {
  const labels = step('etiquetas', 'do', {
    question: {
      ...ask,
      kind: 'label',
      arrows: [
        { id: 'q.a', label: '' },
        { id: 'q.b', label: '' },
      ],
    },
  });
  assert.equal(answered(labels, state('etiquetas', { answers: { 'q.a': given } })), false);
  assert.equal(
    answered(labels, state('etiquetas', { answers: { 'q.a': given, 'q.b': given } })),
    true,
  );
  assert.equal(answered(step('x', 'do'), state('x')), true);
});

test('a step with a script is over once it was seen to its end too', () => {
  const solved = state('antes', { answers: { quien: given }, solved: true });
  assert.equal(over(predict, solved, false), false);
  assert.equal(over(predict, solved, true), true);
  assert.equal(over(step('mira', 'watch'), state('mira', { solved: true }), false), false);
  assert.equal(over(step('mira', 'watch'), state('mira', { solved: true }), true), true);
  assert.equal(over(step('haz', 'do'), state('haz', { solved: true }), false), true);
  assert.equal(over(step('lee', 'read'), state('lee'), false), true);
  assert.equal(over(step('haz', 'do'), state('haz'), false), false);
});

test('how far the script was played is read from the journal', () => {
  const journal = (...facts) => facts.map((fact, seq) => ({ seq, fact }));
  const began = (value) => ({ kind: 'lab.answered', question: 'step', value, actor: 'student' });
  const played = { kind: 'lab.intervened', actor: 'auto' };
  const typed = { kind: 'terminal.line_sent', actor: 'student' };
  const reply = { kind: 'smtp.reply_sent' };
  assert.equal(ranUntil(journal(played, began('antes'), typed), 'antes'), -1);
  assert.equal(ranUntil(journal(began('antes'), played, reply), 'antes'), 2);
  assert.equal(ranUntil(journal(began('antes'), played, reply, typed, reply), 'antes'), 2);
  assert.equal(
    ranUntil(journal(began('antes'), { kind: 'terminal.line_sent', actor: 'auto' }), 'antes'),
    1,
  );
  assert.equal(ranUntil(journal(began('antes'), played, began('antes')), 'antes'), -1);
  assert.equal(ranUntil(journal(played), 'antes'), -1);
});

test('what was seen ends with the step that has arrived and is not covered', () => {
  const store = { steps: [{}, {}, {}], endOf: (index) => 10 * (index + 1) };
  const head = { index: 1, furthest: 1, covered: false, playing: false, arrived: true };
  assert.equal(seenUntil(head, store), 20);
  assert.equal(seenUntil({ ...head, playing: true, arrived: false }, store), 10);
  assert.equal(seenUntil({ ...head, covered: true }, store), 10);
  assert.equal(seenUntil({ ...head, index: 0, playing: true, arrived: false }, store), 20);
  assert.equal(seenUntil(head, { ...store, steps: [] }), 0);
});

test('a jump of the clock that ended something is known until the step begins anew', () => {
  const began = { fact: { kind: 'lab.answered', question: 'step', value: 'haz' } };
  const jump = (...expired) => ({ fact: { kind: 'clock.skipped', expired } });
  assert.equal(skippedSince([began, jump('smtp.server_idle')], 'haz'), true);
  assert.equal(skippedSince([began, jump()], 'haz'), false);
  assert.equal(skippedSince([began, jump('smtp.retry')], 'haz'), false);
  assert.equal(skippedSince([began, jump('smtp.server_idle'), began], 'haz'), false);
});

test('the step shown: the chosen one, else the first open one, else the last', () => {
  const standing = { current: 'haz', steps: [] };
  assert.equal(shownIndex(lesson, null, ''), 0);
  assert.equal(shownIndex(lesson, standing, ''), 1);
  assert.equal(shownIndex(lesson, standing, 'antes'), 0);
  assert.equal(shownIndex(lesson, standing, 'gone'), 1);
  assert.equal(shownIndex(lesson, { current: null, steps: [] }, ''), 2);
});

test('an unknown step has nothing', () => {
  assert.deepEqual(standingOf(null, 'x'), state('x', { begun: false }));
});

test('three scores, and none where nothing was asked', () => {
  const scores = { task: { got: 2, of: 3 }, predict: { got: 1, of: 1 }, quiz: { got: 0, of: 0 } };
  assert.deepEqual(toldScores(scores), [
    { name: 'task', got: 2, of: 3 },
    { name: 'predict', got: 1, of: 1 },
  ]);
  assert.deepEqual(solvedIn({ steps: [state('a', { solved: true }), state('b')] }), ['a']);
});

test('what was solved in a lab that is gone stays solved, and says that it was earlier', () => {
  const fresh = { lesson: 's', solved: false, current: 'antes', scores: {} };
  const steps = lesson.steps.map(({ id }) => state(id));
  const { steps: now, current, solved } = withSolved({ ...fresh, steps }, ['antes', 'lee']);
  assert.deepEqual(
    now.map((each) => [each.solved, each.earlier]),
    [
      [true, true],
      [false, false],
      [true, true],
    ],
  );
  assert.deepEqual([current, solved], ['haz', false]);
  const all = withSolved({ ...fresh, steps }, ['antes', 'haz', 'lee']);
  assert.deepEqual([all.current, all.solved], [null, true]);
});

test('a lesson goes on at its step, in a new lab, too; a finished one begins again', () => {
  const kept = { step: 'haz', seen: { lab: 'x' }, finished: false };
  assert.deepEqual(resumed(lesson, 'x', kept), { step: 'haz', anew: false });
  assert.deepEqual(resumed(lesson, 'y', kept), { step: 'haz', anew: true });
  assert.deepEqual(resumed(lesson, 'y', { ...kept, finished: true }), { step: '', anew: true });
  assert.deepEqual(resumed(lesson, 'x', { ...kept, step: 'gone' }), { step: '', anew: false });
  const never = { step: '', seen: null, finished: false };
  assert.deepEqual(resumed(lesson, 'y', never), { step: '', anew: false });
});

test('what was to be watched is over once it was seen to its end, not when one has left it', () => {
  const story = { slug: 's', steps: [step('mira', 'watch'), step('lee', 'read')] };
  const begun = {
    steps: [state('mira', { solved: true }), state('lee', { solved: true })],
    current: null,
    solved: true,
  };
  const skipped = onlyWatched(begun, story, '1', ['2/mira']);
  assert.deepEqual(solvedIn(skipped), ['lee']);
  assert.deepEqual([skipped.solved, skipped.current], [false, 'mira']);
  assert.equal(onlyWatched(begun, story, '1', ['1/mira']).solved, true);
  assert.equal(onlyWatched(begun, story, '1', ['mira']).solved, true);
});

test('a typed step hangs up the sessions a demonstration left open, and no others', () => {
  const conn = (id, client, more = {}) => [
    id,
    { id, client, terminal: 'auto', open: true, broken: false, ...more },
  ];
  const model = {
    order: ['pc', 'sur', 'tel'],
    hosts: { pc: { role: 'mua' }, sur: { role: 'server' }, tel: { role: 'mua' } },
    conns: Object.fromEntries([
      conn('c10', 'pc'),
      conn('c2', 'pc'),
      conn('c3', 'tel'),
      conn('c4', 'pc', { terminal: 'student' }),
      conn('c5', 'pc', { open: false }),
      conn('c6', 'pc', { broken: true }),
      conn('c7', 'pc', { terminal: '' }),
      conn('c8', 'sur'),
    ]),
  };
  const open = openTerminals(model).map(({ id }) => id);
  assert.deepEqual(open, ['c2', 'c4', 'c10', 'c3']);
  const left = openTerminals(model).filter(({ terminal }) => terminal === 'auto');
  assert.equal(left.length, 3);
});
