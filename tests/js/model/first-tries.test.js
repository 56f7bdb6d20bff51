// What counts: first tries of finished lessons, tasks without hints, days in a row.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Progress } from '../../../static/src/model/course-progress.js';
import { firstTries, streak } from '../../../static/src/model/first-tries.js';

const STEPS = [
  { id: 'mira', kind: 'predict' },
  { id: 'haz', kind: 'do' },
  { id: 'otra', kind: 'do' },
];
const scores = (got) => ({
  task: { got: 2, of: 2 },
  predict: { got, of: 1 },
  quiz: { got: 1, of: 2 },
});

test('days in a row go up to today or yesterday, and a gap ends them', () => {
  assert.equal(streak([], 10), 0);
  assert.equal(streak([10], 10), 1);
  assert.equal(streak([7, 8, 9], 10), 3);
  assert.equal(streak([7, 8], 10), 0);
  assert.equal(streak([6, 8, 9, 10], 10), 3);
});

test('a task counts when no hint was open at the moment it was solved', () => {
  const progress = new Progress(null);
  progress.keep('a', { hints: { otra: 1 } });
  progress.keepVerdict('a', STEPS, { solved: ['mira', 'otra'], scores: scores(1), seen: null });
  progress.keepVerdict('a', STEPS, { solved: ['mira', 'haz'], scores: scores(0), seen: null });
  progress.keep('a', { hints: { otra: 1, haz: 2 } });
  const { unaided, solved, finished } = progress.of('a');
  assert.deepEqual(unaided, ['haz']);
  assert.deepEqual([solved, finished], [['mira', 'haz', 'otra'], true]);
  assert.deepEqual(firstTries(progress.lessons, [9], 10), {
    predictions: { got: 1, of: 1 },
    quizzes: { got: 1, of: 2 },
    unaided: 1,
    days: 1,
  });
});

test('predictions of a lesson that is not finished are not counted yet', () => {
  const progress = new Progress(null);
  progress.keepVerdict('a', STEPS, { solved: ['mira'], scores: scores(1), seen: null });
  assert.deepEqual(firstTries(progress.lessons, [], 10).predictions, { got: 0, of: 0 });
});
