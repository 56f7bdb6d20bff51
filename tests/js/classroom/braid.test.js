// static/src/views/classroom/braid-lay-out.js: ways of a braid stand side by side and never cross.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layOut, wayOf } from '../../../static/src/views/classroom/braid-lay-out.js';

const line = (parent, text, students, kinds = 0) => ({
  parent,
  kind: 'line',
  text,
  reply: '250',
  students,
  stopped: 0,
  others: kinds,
  kinds,
  lab: '',
  branch: '',
  seq: 0,
});
const braid = (lines, more = {}) => ({
  students: 9,
  stopped: 0,
  others: 0,
  kinds: 0,
  left_out: 0,
  lines,
  ...more,
});

const BRAID = braid([
  line(-1, 'EHLO', 8),
  line(0, 'MAIL', 6, 2),
  line(1, 'RCPT', 3),
  line(2, 'DATA', 3),
  line(1, 'HELP', 1),
  line(0, 'NOOP', 2),
  line(5, 'QUIT', 2),
  line(-1, 'HELO', 1),
]);

const at = ({ knots }, text) => {
  const found = knots.find((each) => each.line?.text === text);
  return [found.row, found.column];
};

test('the way most went goes straight down, the others leave to its right', () => {
  const laid = layOut(BRAID);
  for (const [row, text] of ['EHLO', 'MAIL', 'RCPT', 'DATA'].entries())
    assert.deepEqual(at(laid, text), [row + 1, 0]);
  assert.deepEqual(at(laid, 'HELP'), [3, 1]);
  assert.deepEqual(at(laid, 'NOOP'), [2, 3]);
  assert.equal(laid.rows, 5);
  assert.deepEqual(
    wayOf(laid.root).map(({ line: said }) => said?.text ?? ''),
    ['', 'EHLO', 'MAIL', 'RCPT', 'DATA'],
  );
});

test('what is gathered has a place of its own, after the others', () => {
  const { knots } = layOut(BRAID);
  const [gathered] = knots.filter(({ kinds }) => kinds);
  assert.equal(gathered.before.line.text, 'MAIL');
  assert.equal(gathered.before.after.at(-1), gathered);
});

test('nobody typed: the root alone', () => {
  const { knots, rows, columns } = layOut(braid([], { students: 0 }));
  assert.deepEqual([knots, rows, columns], [[], 1, 1]);
});

/** Trees of any form, from a number. */
function anyBraid(seed) {
  let state = seed;
  const below = (limit) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * limit);
  };
  const lines = [];
  const open = [-1];
  while (lines.length < 40) {
    while (open.length > 1 && below(3) === 0) open.pop();
    lines.push(line(open.at(-1), `l${lines.length}`, 1, below(5) === 0 ? 1 : 0));
    open.push(lines.length - 1);
  }
  return braid(lines);
}

test('no two lines share a place, and no way crosses another', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const { root, knots } = layOut(anyBraid(seed));
    const all = [root, ...knots];
    const places = new Set(all.map(({ row, column }) => `${row} ${column}`));
    assert.equal(places.size, all.length, `seed ${seed}`);
    for (const { row, column, before } of knots) {
      const between = knots.filter(
        ({ row: other, column: place, before: from }) =>
          other === row &&
          from !== before &&
          Math.sign(place - column) !== Math.sign(from.column - before.column) &&
          place !== column,
      );
      assert.deepEqual(between, [], `seed ${seed}`);
    }
  }
});
