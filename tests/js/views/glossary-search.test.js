// The search of the glossary: accents, capitals, languages, codes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { search } from '../../../static/src/views/glossary/search.js';

const entry = (id, name, found_by, means) => ({ id, name, found_by, means, cites: [] });
const ENTRIES = [
  entry('mailbox', 'buzón', 'buzón mailbox', 'Donde esperan las cartas.'),
  entry('maildrop', 'maildrop', 'maildrop', 'Lo que POP3 ve de un buzón.'),
  entry('x-2-2', 'x.2.2', 'x.2.2', 'buzón lleno'),
  entry('550', '550', '550', 'No existe.'),
  entry('mail', 'MAIL', 'MAIL', 'Abre un sobre.'),
];
const found = (query) => search(ENTRIES, query).map(({ id }) => id);

test('accents and capitals do not count, and names come before explanations', () => {
  assert.deepEqual(found('BUZON'), ['mailbox', 'maildrop', 'x-2-2']);
});

test('the name in another language is found', () => {
  assert.deepEqual(found('mailbox'), ['mailbox']);
});

test('the very name comes before names that begin with it', () => {
  assert.deepEqual(found('mail'), ['mail', 'mailbox', 'maildrop']);
});

test('all words must be there', () => {
  assert.deepEqual(found('buzon lleno'), ['x-2-2']);
});

test('an enhanced code is found with its first digit', () => {
  assert.deepEqual(found('5.2.2'), ['x-2-2']);
});

test('nothing is found by nothing', () => {
  assert.deepEqual(found('  '), []);
  assert.deepEqual(found('zzz'), []);
});
