/** The short name of a machine tells it from the others, in both languages. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shortNames } from '../../../static/src/views/watch/short-names.js';

test('what tells a machine from the others is left', () => {
  assert.deepEqual(shortNames(['PC de Ana', 'servidor norte', 'servidor sur', 'PC de Benito']), [
    'Ana',
    'norte',
    'sur',
    'Benito',
  ]);
  assert.deepEqual(shortNames(["Ana's PC", 'north server', 'south server', "Benito's PC"]), [
    'Ana',
    'north',
    'south',
    'Benito',
  ]);
});

test('a name that shares every word stays whole', () => {
  assert.deepEqual(shortNames(['servidor', 'servidor norte']), ['servidor', 'norte']);
  assert.deepEqual(shortNames(['PC']), ['PC']);
});
