// The store: any place of the journal, quickly, and the same as folding from the beginning.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyChanges } from '../../../static/src/core/reducer.js';
import { Store } from '../../../static/src/core/store.js';
import { longStory, story } from '../story.js';

const EVENTS = 10_000;
const SEEK_MS_MEDIAN_MAX = 16;

/** @param {any[]} events @param {number} seq */
function foldTo(events, seq) {
  const store = new Store();
  store.seek(-1);
  for (let i = 0; i <= seq; i++) applyChanges(store.model, events[i].changes);
  return store.model;
}

/** A seeded chain of numbers below `limit`. @param {number} limit @param {number} count */
function chances(limit, count, seed = 11) {
  const numbers = [];
  for (let x = seed; numbers.length < count;) {
    x = (x * 16807) % 2147483647;
    numbers.push(x % limit);
  }
  return numbers;
}

test('seeking anywhere equals folding from the beginning', () => {
  const { events } = story();
  const store = new Store();
  store.append(events);
  for (const seq of [...chances(events.length, 60), -1, events.length - 1]) {
    store.seek(seq);
    assert.equal(store.at, seq);
    assert.deepEqual(store.model, foldTo(events, seq));
  }
});

test('keyframes hold on a long journal', () => {
  const { events } = longStory(3 * 1024 + 17);
  const store = new Store();
  store.append(events);
  store.seek(events.length - 1);
  for (const seq of chances(events.length, 25)) {
    store.seek(seq);
    assert.deepEqual(store.model, foldTo(events, seq), `at ${seq}`);
  }
});

test('events that arrive later do not move the model', () => {
  const { events } = story();
  const store = new Store();
  store.append(events.slice(0, 20));
  store.seek(10);
  const before = structuredClone(store.model);
  store.append(events.slice(20));
  assert.deepEqual(store.model, before);
});

test('a gap in the journal is refused', () => {
  const { events } = story();
  const store = new Store();
  store.append(events.slice(0, 5));
  assert.throws(() => store.append(events.slice(6)), RangeError);
});

test('at a step the world has come to that step; at the last one to the end', () => {
  const { events } = story();
  const store = new Store();
  store.append(events);
  for (let i = 0; i < store.steps.length; i++) {
    assert.equal(
      store.endOf(i),
      i < store.steps.length - 1 ? store.steps[i].seq : events.length - 1,
    );
    assert.equal(store.stepAt(store.endOf(i)), i);
  }
  assert.equal(store.endOf(store.steps.length - 1), events.length - 1);
  assert.equal(store.endOf(-1), store.steps[0].seq - 1);
});

test(`seeking in ${EVENTS} events takes at most ${SEEK_MS_MEDIAN_MAX} ms (median)`, () => {
  const { events } = longStory(EVENTS);
  const store = new Store();
  store.append(events);
  store.seek(EVENTS - 1);
  const times = chances(EVENTS, 101)
    .map((seq) => {
      const start = performance.now();
      store.seek(seq);
      return performance.now() - start;
    })
    .sort((a, b) => a - b);
  assert.ok(times[50] <= SEEK_MS_MEDIAN_MAX, `median ${times[50].toFixed(1)} ms`);
});
