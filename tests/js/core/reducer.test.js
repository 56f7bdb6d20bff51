// The reducer against the golden journals Python folds, forwards and backwards: those in
// tests/golden, or those of the folder CARTERO_GOLDEN (tests/test_golden.py: the long ones).
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { applyChanges, snapshot, undoChanges } from '../../../static/src/core/reducer.js';
import { story } from '../story.js';

const GOLDEN = process.env.CARTERO_GOLDEN
  ? pathToFileURL(`${process.env.CARTERO_GOLDEN}/`)
  : new URL('../../golden/', import.meta.url);
const names = readdirSync(GOLDEN).filter((name) => name.endsWith('.model.json'));

test('there are golden journals to agree with', () => assert.ok(names.length > 0));

for (const name of names) {
  test(`${name}: Python's models, forwards and backwards`, () => {
    const { changes, models } = JSON.parse(readFileSync(new URL(name, GOLDEN), 'utf8'));
    const untouched = structuredClone(changes);
    const model = {};
    const seen = [];
    changes.forEach((each, seq) => {
      seen.push(snapshot(model));
      applyChanges(model, each);
      if (models[seq]) assert.deepEqual(model, models[seq], `after event ${seq}`);
    });
    for (let seq = changes.length - 1; seq >= 0; seq--) {
      if (models[seq]) assert.deepEqual(model, models[seq], `back at event ${seq}`);
      undoChanges(model, changes[seq]);
      assert.deepEqual(model, seen[seq], `before event ${seq}`);
    }
    assert.deepEqual(model, {});
    assert.deepEqual(changes, untouched, 'the journal itself is never changed');
  });
}

test('forwards and backwards in any order comes to the same place', () => {
  const { events, model: whole } = story();
  const model = {};
  let at = 0;
  let chance = 7;
  for (let turn = 0; turn < 400; turn++) {
    chance = (chance * 16807) % 2147483647;
    const to = chance % (events.length + 1);
    while (at < to) applyChanges(model, events[at++].changes);
    while (at > to) undoChanges(model, events[--at].changes);
  }
  while (at < events.length) applyChanges(model, events[at++].changes);
  assert.deepEqual(model, whole);
});

test('a last key equal to the length appends, and undoing takes it off', () => {
  const model = { list: ['a'] };
  applyChanges(model, [[['list', 1], null, 'b']]);
  assert.deepEqual(model, { list: ['a', 'b'] });
  undoChanges(model, [[['list', 1], null, 'b']]);
  assert.deepEqual(model, { list: ['a'] });
});

test('an item taken out is the change, those behind it move, and undoing puts it back', () => {
  const changes = [
    [['list', 0], 'a', null],
    [['list', 1], 'c', 'd'],
  ];
  const model = { list: ['a', 'b', 'c'] };
  applyChanges(model, changes);
  assert.deepEqual(model, { list: ['b', 'd'] });
  undoChanges(model, changes);
  assert.deepEqual(model, { list: ['a', 'b', 'c'] });
});

test('null takes a key away', () => {
  const model = { box: { locked: 'c3' } };
  applyChanges(model, [[['box', 'locked'], 'c3', null]]);
  assert.deepEqual(model, { box: {} });
});

test('a path through nothing is an error, not a guess', () => {
  assert.throws(() => applyChanges({}, [[['conns', 'c1', 'state'], null, 'MAIL']]), TypeError);
});
