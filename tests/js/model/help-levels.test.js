// How much help a typed task begins with: the last result says it, nobody is led to watching.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { easier, FIRST, levelOf, next, nextStart } from '../../../static/src/model/help-levels.js';

const right = { solved: true, failed: 0 };

test('the first try right leads the next task further, up to typing', () => {
  assert.equal(nextStart('order', right), 'fill');
  assert.equal(nextStart('fill', right), 'type');
  assert.equal(nextStart('type', right), 'type');
});

test('right after failing keeps the level, a failure goes back to more help', () => {
  assert.equal(nextStart('fill', { solved: true, failed: 2 }), 'fill');
  assert.equal(nextStart('fill', { solved: false, failed: 0 }), 'order');
  assert.equal(nextStart('order', { solved: false, failed: 3 }), FIRST);
});

test('help fades one level at a time, and more of it ends at watching', () => {
  assert.deepEqual(['order', 'fill', 'type'].map(next), ['fill', 'type', 'type']);
  assert.deepEqual(['type', 'fill', 'order'].map(easier), ['fill', 'order', 'watch']);
});

test('a step begins where it was left, typed when solved, else where the last result says', () => {
  assert.equal(levelOf('fill', 'order', true), 'fill');
  assert.equal(levelOf(undefined, 'order', true), 'type');
  assert.equal(levelOf(undefined, 'fill', false), 'fill');
});
