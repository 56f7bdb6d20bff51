/** The parts of a question: what an answer about a sentence says, and where years stand. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inThread, markOf, onAxis, partsOf } from '../../../static/src/questions/parts.js';

test('an answer about a sentence is a word and a correction, or half of it', () => {
  assert.deepEqual(markOf('columna=desventaja'), { word: 'columna', option: 'desventaja' });
  assert.deepEqual(markOf('ok'), { word: 'ok', option: '' });
  assert.deepEqual(markOf(''), { word: '', option: '' });
});

test('things stand on the axis by year, whatever their order, without those that have none', () => {
  const options = ['jmap', 'fax', 'smtp'].map((value) => ({ value, label: value.toUpperCase() }));
  assert.deepEqual(onAxis(options, { smtp: 1982, jmap: 2019 }), [
    { label: 'SMTP', year: 1982, gap: 0 },
    { label: 'JMAP', year: 2019, gap: 37 },
  ]);
});

test('a question without arrows is answered under its own id', () => {
  /** @type {import('../../../static/src/types.d.ts').AskedQuestion} */
  const asked = { id: 'q', kind: 'choice', prompt: '', options: [], arrows: null };
  assert.deepEqual(partsOf(asked), [{ id: 'q', label: '' }]);
});

test('a message stands below the one it answers, and alone where that is missing', () => {
  const parents = { b: 'a', c: 'b', d: 'a' };
  assert.deepEqual(
    inThread(['a', 'b', 'c', 'd', 'e'], parents).map(({ name, depth }) => `${name}${depth}`),
    ['a0', 'b1', 'c2', 'd1', 'e0'],
  );
});
