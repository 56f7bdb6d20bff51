/** Families of RFCs: lines of what replaced what, each document with what updated it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generations } from '../../../static/src/questions/family-tree.js';

const rfc = (number, obsoleted_by = [], updated_by = []) => ({
  number,
  title: '',
  year: 2000,
  level: 'proposed',
  obsoleted_by,
  updated_by,
});
const RFCS = new Map(
  [rfc(1, [2, 3]), rfc(2, [4], [9]), rfc(3, [4]), rfc(4, [], [8]), rfc(8), rfc(9)].map((each) => [
    each.number,
    each,
  ]),
);
const numbers = (line) => line.map((each) => each.map((placed) => placed.rfc.number));

test('a line goes on while something replaced it, and each document stands in it once', () => {
  assert.deepEqual(numbers(generations(1, RFCS)), [[1], [2, 3], [4]]);
  assert.deepEqual(numbers(generations(8, RFCS)), [[8]]);
});

test('what updated a document stands with it', () => {
  const [, second] = generations(1, RFCS);
  assert.deepEqual(
    second[0].updates.map(({ number }) => number),
    [9],
  );
});

test('what the index does not know ends the line', () => {
  assert.deepEqual(generations(7, RFCS), []);
});
