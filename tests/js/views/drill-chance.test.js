// A seed in the address gives the same questions every time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chanceOf } from '../../../static/src/views/drills/chance.js';

const some = (/** @type {() => number} */ chance) => Array.from({ length: 20 }, chance);

test('the same seed gives the same numbers, from 0 up to 1', () => {
  const found = some(chanceOf('?seed=7'));
  assert.deepEqual(some(chanceOf('?lang=en&seed=7')), found);
  assert.notDeepEqual(some(chanceOf('?seed=8')), found);
  assert.equal(new Set(found).size, found.length);
  assert.ok(found.every((each) => each >= 0 && each < 1));
});

test('without a seed they come by chance', () => {
  assert.equal(chanceOf(''), Math.random);
});
