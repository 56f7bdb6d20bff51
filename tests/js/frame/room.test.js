/** Which rooms there are, and what stands in them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { showRem, windowRoom } from '../../../static/src/frame/room.js';

const WALLS = [
  { width: 1280, height: 720, rem: 20, side: 'beside' },
  { width: 1024, height: 576, rem: 16, side: 'beside' },
  { width: 1920, height: 1080, rem: 30, side: 'beside' },
  { width: 1280, height: 800, rem: 20.8, side: 'beside' },
  { width: 1024, height: 768, rem: 17.92, side: 'hidden' },
  { width: 800, height: 600, rem: 16, side: 'hidden' },
  { width: 853, height: 480, rem: 16, side: 'hidden' },
];

test('type grows with the window; the panel waits where it has no room', () => {
  for (const { width, height, rem, side } of WALLS) {
    assert.equal(showRem(width, height), rem);
    assert.deepEqual(windowRoom({ width, height, projector: true, side: '' }), {
      mode: 'show',
      side,
    });
  }
});

test('a panel asked for stands beside the story or in place of its picture', () => {
  const asked = { projector: true, side: /** @type {const} */ ('shown') };
  assert.equal(windowRoom({ width: 1280, height: 720, ...asked }).side, 'beside');
  assert.equal(windowRoom({ width: 1024, height: 768, ...asked }).side, 'instead');
});

test('a panel one works in is there, even where there is little room', () => {
  const wall = { width: 800, height: 600, projector: true, sided: /** @type {const} */ ('bench') };
  assert.equal(windowRoom({ ...wall, side: '' }).side, 'instead');
  assert.equal(windowRoom({ ...wall, side: 'hidden' }).side, 'hidden');
});

test('a phone has no projector mode and hides nothing', () => {
  const phone = { width: 390, height: 844, projector: true, side: /** @type {const} */ ('hidden') };
  assert.deepEqual(windowRoom(phone), { mode: '', side: 'beside' });
});
