/** Walking the slides with arrow keys. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import {
  addressOf,
  backwards,
  countSeen,
  leftToSee,
  onwards,
  piecesOf,
  placeIn,
} from '../../../static/src/views/map/slide-show.js';

/** @param {string} id @param {number} claims */
const slide = (id, claims) => /** @type {any} */ ({ id, claims: Array(claims).fill({}) });
const SLIDES = [slide('S01', 1), slide('S02', 2)];

test('onwards goes through every piece of every slide, and stays at the end', () => {
  const seen = [];
  let place = placeIn(SLIDES, 'S01');
  for (let i = 0; i < 12; i += 1) {
    seen.push(addressOf(SLIDES, place));
    place = onwards(SLIDES, place);
  }
  const whole = ['S01', 'S01/1', 'S01/2', 'S01/3', 'S02', 'S02/1', 'S02/2', 'S02/3', 'S02/4'];
  assert.deepEqual(seen.slice(0, 9), whole);
  assert.deepEqual(new Set(seen.slice(8)), new Set(['S02/4']));
});

test('backwards undoes onwards', () => {
  let place = placeIn(SLIDES, 'S01');
  while (addressOf(SLIDES, onwards(SLIDES, place)) !== addressOf(SLIDES, place)) {
    const next = onwards(SLIDES, place);
    assert.deepEqual(backwards(SLIDES, next), place);
    place = next;
  }
});

test('an address nobody made is the tiles, and too many pieces are all', () => {
  assert.equal(placeIn(SLIDES, '').slide, -1);
  assert.equal(placeIn(SLIDES, 'S99/2').slide, -1);
  assert.equal(placeIn(SLIDES, 'S02/99').piece, piecesOf(SLIDES[1]));
  assert.equal(placeIn(SLIDES, 'S02/-4').piece, 0);
});

test('only claims with a scene are counted, and a slide is left while one was not seen', () => {
  const claim = (scene, address = `/escena/${scene}`) => ({ scene, address });
  const deck = [
    { id: 'S01', claims: [claim('a'), claim('b', '')] },
    { id: 'S02', claims: [claim('c'), claim('d')] },
    { id: 'S03', claims: [claim('e', '')] },
  ];
  const seen = new Set(['a', 'c']);
  assert.deepEqual(countSeen(deck[1].claims, seen), { n: 1, of: 2 });
  assert.deepEqual(
    leftToSee(deck, seen).map(({ id }) => id),
    ['S02'],
  );
});
