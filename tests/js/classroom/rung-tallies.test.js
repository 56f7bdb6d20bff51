// Votes on a reply: on which rung they stand, and when the reply is on show.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replyOnShow } from '../../../static/src/classroom/reply-on-show.js';
import { RungTallies } from '../../../static/src/classroom/rung-tallies.js';

const ballot = (id, seq, more = {}) => ({
  id,
  kind: 'reply',
  options: ['2', '3', '4', '5'],
  tallies: [[1, 1, 0, 0]],
  at: { lab: 'x', branch: 'b1', seq },
  ...more,
});

test('votes stand on the rung of their line, in this lab, on this branch, once closed', () => {
  const link = { state: { rungs: [ballot('one', 3), ballot('two', 9)] } };
  const tallies = new RungTallies(link, 'x');
  const rows = (branch) => [3, 5, 7, 9].map((seq) => tallies.rows(branch)({ seq }));
  assert.deepEqual(rows('b1'), [3, 0, 0, 3]);
  assert.deepEqual(rows('b2'), [0, 0, 0, 0]);
  assert.deepEqual(new RungTallies(link, 'y').key('b1'), '');
  link.state.ballot = ballot('three', 7, { tallies: [] });
  assert.deepEqual(rows('b1'), [3, 0, 0, 3]);
  link.state.ballot = ballot('three', 7);
  assert.deepEqual(rows('b1'), [3, 0, 3, 3]);
});

test('what is drawn is told to have changed when a vote is closed or the right one told', () => {
  const link = { state: { ballot: ballot('one', 3) } };
  const tallies = new RungTallies(link, 'x');
  const keys = [tallies.key('b1')];
  link.state.ballot.tallies = [...link.state.ballot.tallies, [0, 2, 0, 0]];
  keys.push(tallies.key('b1'));
  link.state.ballot.right = 0;
  keys.push(tallies.key('b1'));
  assert.equal(new Set(keys).size, 3);
});

const say = (seq, from, to, mark = '') => ({ seq, beat: { from, to, mark } });

/** A page at that step of a story. */
function page(index, covered = false) {
  const steps = [
    say(1, 'pc', 'sur'),
    say(2, 'sur', 'dns'),
    say(3, 'dns', 'sur', '2'),
    say(4, 'sur', 'pc', '5'),
    say(5, 'pc', 'sur'),
    say(6, 'sur', 'pc', '2'),
  ];
  return {
    ctx: { boot: { lab: 'x' } },
    store: { steps, branch: 'b1', stepAt: (seq) => steps.findIndex((step) => step.seq === seq) },
    playhead: { index, covered },
  };
}

test('the reply is that of the other end, once it is there and not covered', () => {
  const at = { lab: 'x', branch: 'b1', seq: 1 };
  assert.equal(replyOnShow(at, page(0)), '');
  assert.equal(replyOnShow(at, page(2)), '');
  assert.equal(replyOnShow(at, page(3, true)), '');
  assert.equal(replyOnShow(at, page(3)), '5');
  assert.equal(replyOnShow(at, page(5)), '5');
  assert.equal(replyOnShow({ ...at, branch: 'b2' }, page(5)), '');
});

test('asked about whatever reply comes, the next one counts', () => {
  assert.equal(replyOnShow({ lab: 'x', branch: 'b1', seq: 4 }, page(5)), '2');
});
