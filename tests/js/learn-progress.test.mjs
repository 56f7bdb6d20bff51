// Progress in localStorage: three scores, tolerant of spoilt and forbidden storage.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Progress, STORAGE_KEY, scoresOf } from '../../static/src/learn/progress.js';

const shelf = (initial) => {
  const kept = new Map(initial ? [[STORAGE_KEY, initial]] : []);
  return { kept, getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => { kept.set(key, value); }, removeItem: (key) => { kept.delete(key); } };
};

test('a lesson is kept and found again', () => {
  const storage = shelf();
  new Progress(storage).keep('primera-sesion', { step: 'escribe', done: ['mira'] });
  const again = new Progress(storage);
  assert.equal(again.of('primera-sesion').step, 'escribe');
  assert.deepEqual(again.of('primera-sesion').done, ['mira']);
  assert.equal(again.last, 'primera-sesion');
  assert.equal(again.started('otra'), false);
  assert.deepEqual(again.of('otra').done, []);
});

test('spoilt, foreign and forbidden storage means nothing remembered', () => {
  for (const spoilt of ["{", "null", "[]", '{"version":99,"lessons":{"a":{}}}', '{"version":1,"lessons":3}']) {
    assert.equal(new Progress(shelf(spoilt)).started('a'), false);
  }
  const forbidden = { getItem() { throw new Error('no'); }, setItem() { throw new Error('no'); }, removeItem() { throw new Error('no'); } };
  const progress = new Progress(forbidden);
  progress.keep('a', { finished: true });
  assert.equal(progress.of('a').finished, true);
  progress.forget();
  assert.equal(progress.started('a'), false);
});

test('three scores, never one', () => {
  const progress = new Progress(undefined);
  progress.keep('a', {
    task: { s1: { got: 2, of: 3 }, s2: { got: 1, of: 1 } },
    predict: { q1: { value: 'x', right: false, tries: 1 }, q2: { value: 'y', right: true, tries: 1 } },
    quiz: { q3: { value: 'z', right: null, tries: 1 } },
  });
  assert.deepEqual(scoresOf(progress.of('a')), { task: { got: 3, of: 4 }, predict: { got: 1, of: 2 }, quiz: { got: 0, of: 1 } });
});
