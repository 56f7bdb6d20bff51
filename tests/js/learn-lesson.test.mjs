// The rules of a lesson's page: prediction before the run, hints one by one, three scores.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import {
  answered, canRun, doneCount, hintsOpen, locked, over, ranSince, shownIndex, standingOf, toldScores,
} from '../../static/src/learn/lesson-model.js';

const step = (id, kind, more = {}) => ({ id, kind, title: id, html: '', hints: [], goals: [], tools: { chips: true, view: 'watch' }, run: false, ...more });
const state = (id, more = {}) => ({ id, begun: true, solved: false, goals: [], answers: {}, right: {}, after: '', ...more });
const given = { value: 'a', right: false, tries: 1, feedback: '' };
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
  const labels = step('etiquetas', 'do', { question: { ...ask, kind: 'label', arrows: [{ id: 'q.a', label: '' }, { id: 'q.b', label: '' }] } });
  assert.equal(answered(labels, state('etiquetas', { answers: { 'q.a': given } })), false);
  assert.equal(answered(labels, state('etiquetas', { answers: { 'q.a': given, 'q.b': given } })), true);
  assert.equal(answered(step('x', 'do'), state('x')), true);
});

test('a step with a script is over once it was played too', () => {
  const solved = state('antes', { answers: { quien: given }, solved: true });
  assert.equal(over(predict, solved, false), false);
  assert.equal(over(predict, solved, true), true);
  assert.equal(over(step('mira', 'watch'), state('mira', { solved: true }), false), false);
  assert.equal(over(step('mira', 'watch'), state('mira', { solved: true }), true), true);
  assert.equal(over(step('haz', 'do'), state('haz', { solved: true }), false), true);
  assert.equal(over(step('lee', 'read'), state('lee'), false), true);
  assert.equal(over(step('haz', 'do'), state('haz'), false), false);
});

test('whether the script was played is read from the journal', () => {
  const began = (value) => ({ fact: { kind: 'lab.answered', question: 'step', value } });
  const played = { fact: { kind: 'lab.intervened', actor: 'auto' } };
  const typed = { fact: { kind: 'lab.intervened', actor: 'student' } };
  assert.equal(ranSince([played, began('antes'), typed], 'antes'), false);
  assert.equal(ranSince([began('antes'), played], 'antes'), true);
  assert.equal(ranSince([began('antes'), { fact: { kind: 'terminal.line_sent', actor: 'auto' } }], 'antes'), true);
  assert.equal(ranSince([began('antes'), played, began('antes')], 'antes'), false);
  assert.equal(ranSince([played], 'antes'), false);
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

test('hints open one by one and no further than they go', () => {
  const hinted = step('haz', 'do', { hints: ['a', 'b'] });
  assert.equal(hintsOpen(hinted, {}), 0);
  assert.equal(hintsOpen(hinted, { haz: 1 }), 1);
  assert.equal(hintsOpen(hinted, { haz: 9 }), 2);
});

test('three scores, and none where nothing was asked', () => {
  const scores = { task: { got: 2, of: 3 }, predict: { got: 1, of: 1 }, quiz: { got: 0, of: 0 } };
  assert.deepEqual(toldScores(scores), [{ name: 'task', got: 2, of: 3 }, { name: 'predict', got: 1, of: 1 }]);
  assert.equal(doneCount({ steps: [state('a', { solved: true }), state('b')] }), 1);
});
