/** The judge is asked soon, once for what comes together, and again where no answer came. */
import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { Judge } from '../../../static/src/model/judge.js';

const asked = /** @type {((verdict: any) => void)[]} */ ([]);
const told = /** @type {number[]} */ ([]);
const again = /** @type {string[]} */ ([]);

function judge() {
  const ask = () =>
    new Promise((/** @type {(verdict: any) => void} */ answer) => asked.push(answer));
  return new Judge(
    ask,
    (verdict) => told.push(verdict.seen),
    () => again.push('again'),
  );
}

beforeEach(() => {
  asked.length = told.length = again.length = 0;
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
});

const heard = () => new Promise((done) => void setImmediate(done, null));

test('a burst is one question, asked before anybody waits for it', async () => {
  const one = judge();
  for (const now of ['1', '2', '3']) {
    one.soon(now);
    mock.timers.tick(16);
  }
  assert.equal(asked.length, 0);
  mock.timers.tick(34);
  assert.equal(asked.length, 1);
  one.soon('3');
  mock.timers.tick(1000);
  assert.equal(asked.length, 1, 'the same is asked once');
  asked[0]({ ok: true, seen: 3 });
  await heard();
  assert.deepEqual(told, [3]);
});

test('an answer that something overtook is dropped', async () => {
  const one = judge();
  one.soon('1');
  mock.timers.tick(50);
  one.soon('2');
  mock.timers.tick(50);
  asked[0]({ ok: true, seen: 1 });
  asked[1]({ ok: true, seen: 2 });
  await heard();
  assert.deepEqual(told, [2]);
});

test('who did not answer is asked again, later', async () => {
  const one = judge();
  one.soon('1');
  mock.timers.tick(50);
  asked[0]({ ok: false, seen: 1 });
  await heard();
  assert.deepEqual(again, []);
  mock.timers.tick(2000);
  assert.deepEqual(again, ['again']);
  one.soon('1');
  mock.timers.tick(50);
  assert.equal(asked.length, 2);
});
