/** The clock of the world on show: its own offset, whatever the machine's zone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clockAt } from '../../../static/src/model/wall-clock.js';

const EPOCH = '2026-11-23T09:00:00+01:00';

test('it begins at the epoch, as written there', () => {
  assert.deepEqual(clockAt(EPOCH, 0), { day: 1, time: '09:00:00' });
  assert.deepEqual(clockAt('2026-11-23T23:30:00-05:00', 0), { day: 1, time: '23:30:00' });
});

test('days are counted at midnight of that world', () => {
  assert.deepEqual(clockAt(EPOCH, 15 * 3_600_000_000 - 1), { day: 1, time: '23:59:59' });
  assert.deepEqual(clockAt(EPOCH, 15 * 3_600_000_000), { day: 2, time: '00:00:00' });
});

test('without an epoch it counts from zero', () => {
  assert.deepEqual(clockAt(undefined, 61_000_000), { day: 1, time: '00:01:01' });
});
