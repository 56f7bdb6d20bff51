// Progress in localStorage: as the judge said last, tolerant of spoilt and forbidden storage.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { shelf as storage } from '../shelf.js';
import { Progress, STORAGE_KEY } from '../../../static/src/model/course-progress.js';

const shelf = (initial) => storage(initial ? [[STORAGE_KEY, initial]] : []);

test('a lesson is kept and found again', () => {
  const storage = shelf();
  const scores = { task: { got: 1, of: 3 }, predict: { got: 0, of: 1 }, quiz: { got: 0, of: 1 } };
  new Progress(storage).keep('primera-sesion', { done: 2, of: 5, scores, hints: { escribe: 1 } });
  const again = new Progress(storage);
  assert.deepEqual(again.of('primera-sesion'), {
    done: 2,
    of: 5,
    finished: false,
    finishedOn: 0,
    scores,
    step: '',
    solved: [],
    unaided: [],
    hints: { escribe: ['1'] },
    help: {},
    seen: null,
  });
  assert.equal(again.last, 'primera-sesion');
  assert.equal(again.started('otra'), false);
  assert.equal(again.started('toString'), false);
  assert.equal(again.of('otra').done, 0);
});

test('a lesson finished once stays finished when it is tried again', () => {
  const progress = new Progress(null);
  progress.keep('a', { done: 5, of: 5, finished: true });
  progress.keep('a', { done: 1, of: 5, finished: false });
  assert.equal(progress.of('a').finished, true);
  assert.equal(progress.of('a').done, 1);
});

test('spoilt, foreign and forbidden storage means nothing remembered', () => {
  for (const spoilt of [
    '{',
    'null',
    '[]',
    '{"version":99,"lessons":{"a":{}}}',
    '{"version":1,"lessons":3}',
  ]) {
    assert.equal(new Progress(shelf(spoilt)).started('a'), false);
  }
  const forbidden = {
    getItem() {
      throw new Error('no');
    },
    setItem() {
      throw new Error('no');
    },
    removeItem() {
      throw new Error('no');
    },
  };
  const progress = new Progress(forbidden);
  progress.keep('a', { finished: true });
  assert.equal(progress.of('a').finished, true);
  progress.forget();
  assert.equal(progress.started('a'), false);
});

test('where one is in the course: what is next, how many are finished', () => {
  const card = (slug) => ({ slug, number: slug, title: slug, goal: '', minutes: 1, steps: 1 });
  const units = [
    { id: 'a', title: 'A', lessons: [card('uno')] },
    { id: 'b', title: 'B', lessons: [card('dos'), card('tres')] },
  ];
  const progress = new Progress(null);
  assert.equal(progress.place(units), null);
  progress.keep('dos', { done: 1 });
  assert.equal(progress.place(units).next.slug, 'dos');
  assert.equal(progress.place(units).number, 2);
  progress.keep('dos', { finished: true });
  assert.deepEqual(
    { ...progress.place(units), next: '' },
    { next: '', number: 1, finished: 1, of: 3 },
  );
  progress.keep('uno', { finished: true });
  progress.keep('tres', { finished: true });
  assert.equal(progress.place(units).next, null);
});

test('experiments seen and the celebration are remembered once', () => {
  const kept = new Map();
  const shelf = {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => kept.set(name, value),
    removeItem: (name) => kept.delete(name),
  };
  const progress = new Progress(shelf);
  progress.keepExperiment('cable-cortado');
  progress.keepExperiment('cable-cortado');
  progress.keepCelebrated();
  const again = new Progress(shelf);
  assert.deepEqual(again.experiments, ['cable-cortado']);
  assert.equal(again.celebrated, true);
  again.forget();
  assert.deepEqual(new Progress(shelf).experiments, []);
});

test('where the next typed task begins is kept, and is forgotten with the rest', () => {
  const storage = shelf();
  const progress = new Progress(storage);
  assert.equal(progress.help, 'order');
  progress.keepHelp('type');
  assert.equal(new Progress(storage).help, 'type');
  progress.forget();
  assert.equal(progress.help, 'order');
  storage.setItem(STORAGE_KEY, JSON.stringify({ version: 1, lessons: {}, help: 'magic' }));
  assert.equal(new Progress(storage).help, 'order');
});
