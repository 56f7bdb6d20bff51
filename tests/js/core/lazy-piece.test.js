/** A piece of the page: fetched once, again after a failure, and never a rejection. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comingSoon, fetchSoon, Piece } from '../../../static/src/core/lazy-piece.js';

test('a piece is fetched once, however often it is wanted', async () => {
  let fetched = 0;
  const piece = new Piece(async () => {
    fetched += 1;
  });
  assert.equal(piece.state, 'away');
  const both = Promise.all([piece.want(), piece.want()]);
  assert.equal(piece.state, 'coming');
  await both;
  await piece.want();
  assert.equal(piece.state, 'here');
  assert.equal(fetched, 1);
});

test('a lost piece says so and is fetched again when wanted again', async () => {
  const answers = [Promise.reject(new Error('no server')), Promise.resolve()];
  const piece = new Piece(() => /** @type {Promise<void>} */ (answers.shift()));
  const states = /** @type {string[]} */ ([]);
  piece.addEventListener('change', () => states.push(piece.state));
  await piece.want();
  assert.equal(piece.state, 'lost');
  await piece.want();
  assert.deepEqual(states, ['coming', 'lost', 'coming', 'here']);
});

test('pieces of dialogs come by themselves, and those they bring along', async () => {
  const came = /** @type {string[]} */ ([]);
  comingSoon(async () => {
    came.push('dialog');
    comingSoon(async () => {
      came.push('its part');
    });
  });
  assert.deepEqual(came, []);
  await fetchSoon();
  assert.deepEqual(came, ['dialog', 'its part']);
});
