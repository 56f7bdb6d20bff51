/** Which letters can be saved: each name once, called by the nearest subject. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lettersOf } from '../../../static/src/views/save/savable-messages.js';

/** @param {Record<string, any>[]} facts @param {number} [base] */
const journal = (facts, base = 0) =>
  facts.map((fact, i) => ({
    seq: base + i,
    cause: base + Math.max(0, i - 1),
    host: fact.host ?? 'norte',
    fact,
  }));

test('a letter has a name of its own at every hop', () => {
  const letters = lettersOf(
    /** @type {any} */ (
      journal([
        { kind: 'lab.opened' },
        { kind: 'message.composed', message: 'pc-1', subject: 'Hola', host: 'pc' },
        { kind: 'smtp.content_received', subject: 'Hola' },
        { kind: 'message.queued', message: 'norte-1' },
        { kind: 'message.dequeued', message: 'norte-1' },
        {
          kind: 'message.delivered',
          message: 'norte-1.1',
          mailbox: 'ana@norte.example',
          subject: 'Hola',
        },
        { kind: 'message.filed', message: 'norte-1.1', mailbox: 'ana@norte.example' },
      ])
    ),
  );
  assert.deepEqual(
    letters.map(({ message, how, host, subject }) => [message, how, host, subject]),
    [
      ['pc-1', 'composed', 'pc', 'Hola'],
      ['norte-1', 'queued', 'norte', 'Hola'],
      ['norte-1.1', 'delivered', 'norte', 'Hola'],
    ],
  );
});

test('in a window whose beginning is gone, a letter without a subject', () => {
  const events = journal(
    [{ kind: 'tcp.flight_sent' }, { kind: 'message.queued', message: 'x' }],
    90,
  );
  events[0].cause = 3;
  assert.equal(lettersOf(/** @type {any} */ (events))[0].subject, '');
  assert.deepEqual(lettersOf([]), []);
});
