/** What carried a step: by octets, by acknowledgement, by time inside TLS. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Carriers, rowsOf } from '../../../static/src/model/segment-carriers.js';

const C = 'pc';
const S = 'sur';
const BEAT = { client: C, server: S };

/** @param {string} host @param {string} flags @param {Record<string, any>} [more] */
const flight = (host, flags, more = {}) => ({
  host,
  conn: 'c1',
  at_us: 0,
  fact: {
    kind: 'tcp.flight_sent',
    to_host: host === C ? S : C,
    from_port: 1,
    to_port: 25,
    flags,
    seq: 1,
    ack: 1,
    stream: '',
    offset: 0,
    length: 0,
    segments: 1,
    lost: 0,
    attempt: 1,
    ...more,
  },
});

/** @param {string} shape @param {Record<string, any>} [fact] */
const step = (shape, fact = {}) => ({
  host: S,
  conn: 'c1',
  at_us: 0,
  fact: { kind: 'x', ...fact },
  beat: { ...BEAT, shape },
});

/** @param {any[]} events */
function story(events) {
  const all = events.map((event, seq) => ({ ...event, seq, cause: 0 }));
  const carriers = new Carriers({ epoch: 1, events: all });
  /** @param {number} seq */
  return (seq) => carriers.of(all[seq]).map((row) => [row.from, row.flags, row.seq, row.length]);
}

const SESSION = [
  flight(C, 'SYN', { seq: 0, ack: 0 }),
  flight(S, 'SYN ACK', { seq: 0 }),
  step('open'),
  flight(C, 'ACK'),
  step('reply', { stream: 's', offset: 0, length: 10 }),
  flight(S, 'PSH ACK', { stream: 's', length: 10 }),
  flight(C, 'ACK', { ack: 11 }),
  flight(C, 'PSH ACK', { stream: 'c', length: 12, ack: 11 }),
  step('command', { stream: 'c', offset: 0, length: 6 }),
  step('command', { stream: 'c', offset: 6, length: 6 }),
  flight(C, 'FIN ACK', { seq: 13, offset: 12, ack: 11 }),
  flight(S, 'ACK', { seq: 11, ack: 14 }),
  step('close'),
];

test('the handshake opens, FIN and its acknowledgement close', () => {
  const of = story(SESSION);
  assert.deepEqual(of(2), [
    [C, 'SYN', 0, 0],
    [S, 'SYN ACK', 0, 0],
    [C, 'ACK', 1, 0],
  ]);
  assert.deepEqual(of(12), [
    [C, 'FIN ACK', 13, 0],
    [S, 'ACK', 11, 0],
  ]);
});

test('a line has the segment of its octets, and who acknowledged them', () => {
  const of = story(SESSION);
  assert.deepEqual(of(4), [
    [S, 'PSH ACK', 1, 10],
    [C, 'ACK', 1, 0],
  ]);
});

test('two lines in one segment share it', () => {
  const of = story(SESSION);
  assert.deepEqual(of(8), of(9));
  assert.deepEqual(of(8), [[C, 'PSH ACK', 1, 12]]);
});

test('a bulk flight comes apart, and only what carries the step counts', () => {
  const sent = { seq: 101, stream: 's', offset: 100, length: 3000, segments: 3 };
  const segments = [
    [100, 1560, true],
    [1560, 3020, true],
    [3020, 3100, true],
  ];
  const bulk = { ...flight(S, 'PSH ACK', sent), segments };
  assert.deepEqual(
    rowsOf(/** @type {any} */ (bulk)).map(({ flags, seq, length, lost }) => [
      flags,
      seq,
      length,
      lost,
    ]),
    [
      ['ACK', 101, 1460, false],
      ['ACK', 1561, 1460, false],
      ['PSH ACK', 3021, 80, false],
    ],
  );
  const of = story([bulk, step('reply', { stream: 's', offset: 1600, length: 20 })]);
  assert.deepEqual(of(1), [[S, 'ACK', 1561, 1460]]);
});

test('pieces say which were lost; a retransmission is told', () => {
  const rows = rowsOf(
    /** @type {any} */ ({
      ...flight(C, 'PSH ACK', { stream: 'c', length: 1540, segments: 2, lost: 1, attempt: 2 }),
      segments: [
        [0, 1460, true],
        [2920, 3000, false],
      ],
    }),
  );
  assert.deepEqual(
    rows.map(({ seq, length, lost, attempt }) => [seq, length, lost, attempt]),
    [
      [1, 1460, false, 2],
      [2921, 80, true, 2],
    ],
  );
});

test('inside TLS it is what passed between two steps', () => {
  const of = story([
    step('reply', { stream: 's', offset: 0, length: 4 }),
    flight(C, 'PSH ACK', { stream: 'c', length: 90 }),
    step('command', { stream: 'tc', offset: 0, length: 6 }),
    step('reply', { stream: 'ts', offset: 0, length: 8 }),
    flight(S, 'PSH ACK', { stream: 's', length: 95 }),
  ]);
  assert.deepEqual(of(2), [[C, 'PSH ACK', 1, 90]]);
  assert.deepEqual(of(3), [[S, 'PSH ACK', 1, 95]]);
});

test('a fault has all that was tried; what happens inside a machine has nothing', () => {
  const of = story([
    flight(C, 'SYN', { lost: 1 }),
    flight(C, 'SYN', { lost: 1, attempt: 2 }),
    step('fault'),
    step('local'),
  ]);
  assert.equal(of(2).length, 2);
  assert.deepEqual(of(3), []);
});

test('datagrams are matched by their octets; a new journal begins anew', () => {
  const ask = {
    host: C,
    conn: 'u1',
    at_us: 0,
    fact: {
      kind: 'udp.datagram_sent',
      to_host: S,
      from_port: 9,
      to_port: 53,
      stream: 'c',
      offset: 0,
      length: 40,
      lost: false,
    },
  };
  const asked = { ...step('command', { stream: 'c', offset: 0, length: 40 }), conn: 'u1' };
  const store = {
    epoch: 1,
    events: /** @type {any[]} */ ([
      { ...ask, seq: 0, cause: 0 },
      { ...asked, seq: 1, cause: 0 },
    ]),
  };
  const carriers = new Carriers(store);
  assert.deepEqual(
    carriers.of(store.events[1]).map(({ kind, length }) => [kind, length]),
    [['udp', 40]],
  );
  store.epoch = 2;
  store.events = [{ ...asked, seq: 0, cause: 0 }];
  assert.deepEqual(carriers.of(store.events[0]), []);
});
