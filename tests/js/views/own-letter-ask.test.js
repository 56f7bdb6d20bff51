/** What is posted of a message from outside. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useFetcher } from '../../../static/src/core/fetch-json.js';
import { askLetter, blobOf } from '../../../static/src/views/own-letter/ask-letter.js';

const START = { octets_max: 20, header_octets_max: 8, samples: [] };

/** What was posted for a message. @param {Blob} letter @param {number} [status] */
async function asked(letter, status = 200) {
  /** @type {Uint8Array[]} */ const bodies = [];
  useFetcher(async (_, options) => {
    bodies.push(/** @type {Uint8Array} */ (options?.body));
    return new Response('{"kind": "empty"}', { status });
  });
  const answer = await askLetter(letter, { border: 2, now_s: 5 }, START);
  const [line, ...rest] = Buffer.from(bodies[0]).toString('latin1').split('\n');
  return { question: JSON.parse(line), octets: rest.join('\n'), answer };
}

test('a message is posted octet by octet behind its question', async () => {
  const { question, octets, answer } = await asked(blobOf('a\0\n\xff'));
  assert.deepEqual(question, { border: 2, now_s: 5, cut: false });
  assert.equal(octets, 'a\0\n\xff');
  assert.deepEqual(answer, { kind: 'empty' });
});

test('of what is too big only the beginning is posted, and it says so', async () => {
  const { question, octets } = await asked(blobOf('123456789'.repeat(3)));
  assert.equal(question.cut, true);
  assert.equal(octets, '12345678');
});

test('who asks too often is told apart from who is lost', async () => {
  assert.equal((await asked(blobOf('a'), 429)).answer, 'often');
  await assert.rejects(asked(blobOf('a'), 500));
});
