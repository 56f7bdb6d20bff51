/** A live lab is followed from its newest step on, but nobody is dragged along. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { followLive } from '../../../static/src/frame/follow-live.js';
import { Playhead } from '../../../static/src/core/playhead.js';
import { Store } from '../../../static/src/core/store.js';

const step = (/** @type {number} */ seq, more = {}) =>
  /** @type {any} */ ({
    seq,
    beat: { shape: 'command' },
    say: { key: '' },
    changes: [],
    ...more,
  });

class Line extends EventTarget {
  rest = false;

  arrive(/** @type {Store} */ store, /** @type {any[]} */ events, /** @type {boolean} */ rest) {
    this.rest = rest;
    store.append(events);
    this.dispatchEvent(new Event('change'));
  }
}

function watching() {
  const store = new Store();
  const frames = { request: () => 1, cancel: () => {} };
  const playhead = new Playhead(store, { frames, still: () => true });
  const line = new Line();
  followLive(store, playhead, /** @type {any} */ (line));
  return { store, playhead, line };
}

test('it starts at the newest step, once all that was has arrived', () => {
  const { store, playhead, line } = watching();
  line.arrive(store, [step(0), step(1)], false);
  assert.equal(playhead.index, 0);
  line.arrive(store, [step(2), step(3)], true);
  assert.equal(playhead.index, 3);
  assert.equal(playhead.following, 'play');
});

test('what comes afterwards plays', () => {
  const { store, playhead, line } = watching();
  line.arrive(store, [], true);
  line.arrive(store, [step(0)], true);
  assert.equal(playhead.index, 0);
  line.arrive(store, [step(1), step(2)], true);
  assert.equal(playhead.index, 1);
  assert.equal(playhead.playing, true);
});

test('who looks back stays there', () => {
  const { store, playhead, line } = watching();
  line.arrive(store, [step(0), step(1), step(2)], true);
  playhead.back();
  line.arrive(store, [step(3)], true);
  assert.equal(playhead.index, 1);
});

test('a keyframe begins a window, seqs and all', () => {
  const { store, playhead, line } = watching();
  line.arrive(store, [step(0), step(1)], true);
  const whole = [[['hosts', 'a'], null, { on: true }]];
  line.arrive(store, [step(500, { keyframe: true, changes: whole }), step(501)], true);
  assert.equal(store.next, 502);
  assert.equal(playhead.index, 1);
  assert.equal(store.at, 501);
  store.seek(499);
  assert.deepEqual(store.model.hosts, {});
  store.seek(500);
  assert.deepEqual(store.model.hosts, { a: { on: true } });
});
