/** Times of a message from outside, in words. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { delayWords, momentWords, timeWords } from '../../../static/src/views/own-letter/time.js';

/** @param {string} key @param {Record<string, any>} [params] */
const t = (key, params = {}) => `${key.replace('ui.own_letter.', '')} ${Object.values(params)}`;

test('a time is told in the unit that says it shortest, without a sign', () => {
  for (const [seconds, words] of /** @type {const} */ ([
    [0, 'time.s 0'],
    [119, 'time.s 119'],
    [-120, 'time.min 2'],
    [7200, 'time.h 2'],
    [400_000, 'time.d 5'],
  ]))
    assert.equal(timeWords(seconds, t), words);
});

test('a delay may go back, or not be known', () => {
  assert.equal(delayWords(undefined, t), 'delay.none ');
  assert.equal(delayWords(-1, t), 'delay.back time.s 1');
  assert.equal(delayWords(1, t), 'delay time.s 1');
});

test('a moment is told in UTC', () => {
  assert.match(momentWords(1_795_420_800, 'es'), /23 nov 2026, 8:00:00 UTC/);
});
