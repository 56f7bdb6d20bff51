/** «SPF, paso a paso»: a record as terms, what is asked in which order, what an address holds. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Latest } from '../../../static/src/views/sender/latest.js';
import { fromRest, isHere, termsOf, toRest } from '../../../static/src/views/sender/terms-of.js';

const RECORD = 'v=spf1 a include:sur.example redirect=b.example';
const ROW = {
  domain: 'norte.example',
  record: RECORD,
  spans: /** @type {[number, number, string][]} */ ([
    [0, 6, 'version'],
    [7, 8, 'directive'],
    [9, 28, 'directive'],
    [29, 47, 'modifier'],
  ]),
};
/** @param {object} more */
const frame = (more) => ({
  domain: 'norte.example',
  how: /** @type {const} */ (''),
  row: 0,
  start: 0,
  end: 0,
  ...more,
});
/** @param {object} more */
const standings = (more) => termsOf(ROW, frame(more)).map(({ standing }) => standing);

test('before any term is looked at all are still to come', () => {
  assert.deepEqual(standings({}), ['version', 'next', 'next', 'next']);
});

test('the term at the frame is now, and then what came of it', () => {
  const at = { start: 9, end: 28 };
  assert.deepEqual(standings(at), ['version', 'past', 'now', 'next']);
  assert.deepEqual(standings({ ...at, matched: true }), ['version', 'past', 'match', 'next']);
  assert.deepEqual(standings({ ...at, matched: false }), ['version', 'past', 'miss', 'next']);
  assert.deepEqual(
    termsOf(ROW, frame(at))
      .filter(isHere)
      .map(({ text }) => text),
    ['include:sur.example'],
  );
});

test('a record with a mistake shows what is wrong, and the rest as it is', () => {
  const broken = {
    domain: 'n.example',
    record: 'v=spf1 ipv4:1 -all',
    spans: /** @type {any} */ ([[7, 11, 'error']]),
  };
  assert.deepEqual(
    termsOf(broken, frame({ start: 7, end: 11 })).map(({ text, standing }) => [text, standing]),
    [
      ['v=spf1', 'version'],
      ['ipv4', 'wrong'],
      [':1 -all', 'next'],
    ],
  );
});

test('only the newest wish is asked after the one in the air, and the last wins', async () => {
  /** @type {{wish: string, answer: (said: string) => void}[]} */ const asked = [];
  /** @type {(string | null)[]} */ const got = [];
  const latest = new Latest(
    (/** @type {string} */ wish) => new Promise((answer) => asked.push({ wish, answer })),
    (answer) => got.push(answer),
  );
  const done = latest.want('a');
  latest.want('b');
  latest.want('c');
  assert.deepEqual(
    asked.map(({ wish }) => wish),
    ['a'],
  );
  asked[0].answer('of a');
  await new Promise((next) => setImmediate(next));
  assert.deepEqual(
    asked.map(({ wish }) => wish),
    ['a', 'c'],
  );
  asked[1].answer('of c');
  await done;
  assert.deepEqual(got, ['of c']);
});

test('who cannot be asked is told so, and can be asked again', async () => {
  /** @type {(string | null)[]} */ const got = [];
  const answers = [() => Promise.reject(new Error('gone')), () => Promise.resolve('back')];
  const latest = new Latest(
    () => /** @type {any} */ (answers.shift())(),
    (answer) => got.push(answer),
  );
  await latest.want('a');
  await latest.want('a');
  assert.deepEqual(got, [null, 'back']);
});

test('a trial in an address comes back as it was', () => {
  const trial = {
    address: '2001:db8::1',
    helo: 'mx1.norte.example',
    sender: 'ana+x@norte.example',
    domain: 'norte.example',
    record: 'v=spf1 exists:%{ir}.%{l}.norte.example/24 #?&=',
    zone: 'a.example. A 192.0.2.1\nb.example. TXT "ñ"',
  };
  assert.deepEqual(fromRest(toRest(trial)), { ...trial, silent: [] });
  assert.equal(fromRest(''), null);
});
