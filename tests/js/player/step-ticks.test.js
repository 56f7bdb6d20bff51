// The ticks of the timeline: the gravest of several, and no answer before its time.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { TICKS_MAX, ticksOf } from '../../../static/src/player/step-ticks.js';

const reply = (mark) => ({ beat: { protocol: 'smtp', shape: 'reply', mark, lost: false } });

test('a coming reply does not show its colour where somebody guesses', () => {
  const steps = ['2', '2', '3'].map(reply);
  const kinds = (told) => ticksOf(steps, told).map(({ kind }) => kind);
  assert.deepEqual(kinds(undefined), ['2', '2', '3']);
  assert.deepEqual(kinds(2), ['2', '2', '']);
  assert.deepEqual(kinds(0), ['', '', '']);
});

test('a tick for several steps tells nothing of those that are still to come', () => {
  const steps = Array.from({ length: TICKS_MAX * 2 }, () => reply('2'));
  steps[steps.length - 1] = reply('5');
  assert.equal(ticksOf(steps).at(-1)?.kind, '5');
  assert.equal(ticksOf(steps, steps.length - 1).at(-1)?.kind, '2');
});
