// Which old questions are due: not before the next day, mixed over units, further apart when right.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { shelf } from '../shelf.js';
import { Progress } from '../../../static/src/model/course-progress.js';
import { Review, STORAGE_KEY } from '../../../static/src/model/review.js';
import { dayOf } from '../../../static/src/model/course-progress.js';

const today = dayOf(new Date());
const quiz = (lesson, unit, step = 'q') => ({ lesson, unit, step });
const QUESTIONS = [
  quiz('a', 'smtp'),
  quiz('a', 'smtp', 'q2'),
  quiz('b', 'smtp'),
  quiz('c', 'pop3'),
  quiz('d', 'imap'),
  quiz('e', 'imap'),
];

const finished = (...lessons) => {
  const progress = new Progress(null);
  for (const lesson of lessons) progress.keep(lesson, { finished: true });
  return progress;
};

const names = (questions) => questions.map(({ lesson, step }) => `${lesson}/${step}`);

test('nothing is asked on the day it was learnt, and nothing of lessons left open', () => {
  const progress = finished('a', 'c');
  progress.keep('d', { done: 3 });
  assert.deepEqual(new Review(null).due(QUESTIONS, progress, today), []);
  assert.deepEqual(names(new Review(null).due(QUESTIONS, progress, today + 1)), [
    'a/q',
    'c/q',
    'a/q2',
  ]);
});

test('three at most, of different units as far as there are any', () => {
  const asked = new Review(null).due(QUESTIONS, finished('a', 'b', 'c', 'd', 'e'), today + 1);
  assert.deepEqual(
    asked.map(({ unit }) => unit),
    ['smtp', 'pop3', 'imap'],
  );
});

test('a lesson finished before days were kept is due now', () => {
  const old = JSON.stringify({ version: 1, lessons: { a: { finished: true } } });
  const progress = new Progress({ getItem: () => old, setItem() {}, removeItem() {} });
  assert.equal(new Review(null).due(QUESTIONS, progress, today).length, 2);
});

test('right twice as late each time, wrong again tomorrow; what was seen is never next', () => {
  const review = new Review(null);
  const progress = finished('c');
  const [question] = review.due(QUESTIONS, progress, today + 1);
  let day = today + 1;
  for (const wait of [2, 4, 8]) {
    review.answered(question, true, day);
    assert.deepEqual(review.due(QUESTIONS, progress, day + wait - 1), []);
    day += wait;
    assert.deepEqual(names(review.due(QUESTIONS, progress, day)), ['c/q']);
  }
  review.answered(question, false, day);
  assert.deepEqual(review.due(QUESTIONS, progress, day), []);
  assert.deepEqual(names(review.due(QUESTIONS, progress, day + 1)), ['c/q']);
});

test('answers are found again; spoilt storage means nothing was asked', () => {
  const kept = shelf();
  const progress = finished('c');
  new Review(kept).answered(quiz('c', 'pop3'), true, today + 1);
  assert.deepEqual(new Review(kept).due(QUESTIONS, progress, today + 2), []);
  for (const spoilt of ['{', 'null', '[]', '{"c/q":{"due":"x","gap":1}}', '{"c/q":null}']) {
    kept.setItem(STORAGE_KEY, spoilt);
    assert.equal(new Review(kept).due(QUESTIONS, progress, today + 1).length, 1);
  }
});
