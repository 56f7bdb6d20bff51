// What conversations cost, added up by machine and protocol, and since a moment.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KINDS, costs, since } from '../../../static/src/views/boxes/reading-costs.js';

const conn = (client, protocol, more = {}) => ({
  client,
  protocol,
  octets: { client: 10, server: 100 },
  kinds: { command: 10, reply: 20, header: 30, body: 50 },
  round_trips: 3,
  since_us: 1000,
  until_us: 5000,
  ...more,
});

test('conversations of one machine in one protocol are one row', () => {
  const found = costs(
    [conn('pc', 'pop3'), conn('phone', 'imap'), conn('pc', 'pop3'), conn('pc', 'smtp')],
    9000,
  );
  assert.deepEqual(
    found.map((cost) => [cost.client, cost.protocol, cost.conns]),
    [
      ['pc', 'pop3', 2],
      ['phone', 'imap', 1],
      ['pc', 'smtp', 1],
    ],
  );
  assert.deepEqual(found[0], {
    client: 'pc',
    protocol: 'pop3',
    conns: 2,
    up: 20,
    down: 200,
    trips: 6,
    time_us: 8000,
    kinds: { command: 20, reply: 40, header: 60, body: 100 },
  });
});

test('kinds are the same octets, told apart', () => {
  const [cost] = costs([conn('pc', 'pop3')], 0);
  assert.equal(
    KINDS.reduce((sum, kind) => sum + cost.kinds[kind], 0),
    cost.up + cost.down,
  );
});

test('one that stands still counts until now; one that began no sooner costs no time', () => {
  assert.equal(costs([conn('pc', 'pop3', { until_us: undefined })], 9000)[0].time_us, 8000);
  assert.equal(
    costs([conn('pc', 'pop3', { until_us: undefined, since_us: undefined })], 9000)[0].time_us,
    0,
  );
});

test('what has no octets of its own is left out', () => {
  assert.deepEqual(costs([conn('pc', 'dns', { octets: undefined })], 0), []);
  assert.deepEqual(costs([], 0), []);
});

test('since a moment, only what came after it', () => {
  const before = costs([conn('pc', 'pop3')], 9000);
  const now = costs(
    [
      conn('pc', 'pop3'),
      conn('pc', 'pop3', { octets: { client: 1, server: 2 } }),
      conn('phone', 'imap'),
    ],
    9000,
  );
  const found = since(now, before);
  assert.deepEqual(
    found.map((cost) => [cost.client, cost.conns, cost.up, cost.down]),
    [
      ['pc', 1, 1, 2],
      ['phone', 1, 10, 100],
    ],
  );
  assert.deepEqual(since(now, now), []);
});
