// Hints: in their order, but first the one that answers the mistake made.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { hintCount, hintWords, nextHint } from '../../../static/src/drawings/hints.js';
import { openedHints } from '../../../static/src/model/kept.js';

const told = { hints: ['uno', 'dos', 'tres'], remarks: { sobre: 'el sobre' } };

test('without a mistake hints open in their order, and no further than they go', () => {
  assert.equal(nextHint(told, '', []), '1');
  assert.equal(nextHint(told, '', ['1']), '2');
  assert.equal(nextHint(told, '', ['1', '2', '3']), '');
});

test('what answers the mistake opens first, then the others in their order', () => {
  assert.equal(nextHint(told, '3', []), '3');
  assert.equal(nextHint(told, '3', ['3']), '1');
  assert.equal(nextHint(told, '3', ['1', '2']), '3');
  assert.equal(nextHint(told, 'sobre', ['1', '2', '3']), 'sobre');
  assert.equal(nextHint(told, 'sobre', ['sobre', '1', '2', '3']), '');
});

test('a remark that is not there, as in another version of the lesson, is passed over', () => {
  assert.equal(nextHint(told, 'viejo', []), '1');
  assert.equal(hintWords(told, 'viejo'), '');
});

test('a remark counts for who sees it alone', () => {
  assert.equal(hintCount(told, ['1', '2']), 3);
  assert.equal(hintCount(told, ['1', 'sobre']), 4);
  assert.equal(hintWords(told, 'sobre'), 'el sobre');
  assert.equal(hintWords(told, '2'), 'dos');
});

test('what was kept as a number is read as the first hints', () => {
  assert.deepEqual(openedHints(2), ['1', '2']);
  assert.deepEqual(openedHints(['3']), ['3']);
  assert.deepEqual(openedHints(undefined), []);
});
