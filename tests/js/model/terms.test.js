// Terms of the glossary within a text: which words are one, and only where first used.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Terms } from '../../../static/src/model/terms.js';

const terms = new Terms([
  { id: 'octet', name: 'octeto', words: 'octeto|octetos', means: '' },
  { id: 'header', name: 'cabecera', words: 'cabecera', means: '' },
  { id: 'header-field', name: 'campo de cabecera', words: 'campo de cabecera', means: '' },
  { id: 'mx', name: 'registro MX', words: 'registro MX|MX', means: '' },
]);
const marked = (text, used = new Set()) =>
  terms
    .parted(text, used)
    .map(({ text: piece, term }) => (term ? `[${piece}:${term}]` : piece))
    .join('');

test('a term is marked where it is first used', () => {
  assert.equal(marked('Un octeto y dos octetos.'), 'Un [octeto:octet] y dos octetos.');
});

test('what another text of the place explained is not explained again', () => {
  const used = new Set();
  assert.equal(marked('Octetos.', used), '[Octetos:octet].');
  assert.equal(marked('Más octetos.', used), 'Más octetos.');
});

test('the longest form counts', () => {
  assert.equal(marked('Un campo de cabecera.'), 'Un [campo de cabecera:header-field].');
});

test('capitals of a sign are its own; small letters begin a sentence', () => {
  assert.equal(marked('MX, mx, Cabecera'), '[MX:mx], mx, [Cabecera:header]');
});

test('part of a word, of a name or of an address is no term', () => {
  for (const text of ['mx1.MX.example', 'cabeceras', 'MX@sur', 'a=MX', 'encabezado-cabecera'])
    assert.equal(marked(text), text);
});

test('the pieces are the text', () => {
  const text = 'octeto: el registro MX (y la cabecera), octeto';
  const pieces = terms.parted(text, new Set());
  assert.equal(pieces.map((piece) => piece.text).join(''), text);
});
