/** The bench, without a page: what can be broken now, what is broken, how far an experiment is. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actNow } from '../../../static/src/stage/act-at-shown-step.js';
import { segmentOf } from '../../../static/src/stage/drop-segment.js';
import { isUsed, standingOf } from '../../../static/src/views/break/experiment-progress.js';
import { benchOf, brokenIn } from '../../../static/src/views/break/possible-faults.js';
import { readerFor, writerOf } from '../../../static/src/views/break/ready-messages.js';
import { illsOf } from '../../../static/src/model/active-faults.js';

/** @param {Record<string, any>} [sur] @param {Record<string, any>} [more] @returns {any} */
const model = (sur = {}, more = {}) => ({
  order: ['pc', 'sur'],
  hosts: {
    pc: { on: true, role: 'mua', programs: [], mailboxes: [], address: 'ana@norte.example' },
    sur: {
      on: true,
      role: 'server',
      programs: [{ name: 'mta', port: 25, protocol: 'smtp' }],
      mailboxes: ['b@sur.example'],
      ...sur,
    },
  },
  links: { pc: { cut: false }, sur: { cut: false } },
  mailboxes: { 'b@sur.example': { host: 'sur', messages: [] } },
  conns: {},
  ...more,
});

/** @param {any} world @param {string} host */
const ids = (world, host) =>
  benchOf(world, host).flatMap(({ faults }) => faults.map(({ id }) => id));

test('only what makes sense is offered', () => {
  assert.deepEqual(ids(model(), 'sur'), [
    'crash',
    'freeze',
    'cut',
    'slow',
    'lose',
    'fill-b@sur.example',
    'disk_full',
    'busy',
    'closes_in_data',
    'service-mta',
  ]);
  assert.deepEqual(ids(model(), 'pc'), ['crash', 'freeze', 'cut', 'slow', 'lose']);
  assert.ok(!ids(model({ on: false }), 'sur').includes('freeze'));
  const open = model(
    {},
    { conns: { c1: { id: 'c1', open: true, client: 'pc', server: 'sur', port: 25 } } },
  );
  assert.ok(ids(open, 'pc').includes('reset-c1') && ids(open, 'sur').includes('reset-c1'));
});

test('every fault is an act, and what mends it is another', () => {
  const faults = benchOf(model(), 'sur').flatMap((group) => group.faults);
  const acts = Object.fromEntries(
    faults.map(({ id, act, mend, choices }) => [id, [act(choices?.[0] ?? 0), mend]]),
  );
  assert.deepEqual(acts.slow, [
    { act: 'slow', link: 'sur', latency_us: 500_000 },
    { act: 'restore', link: 'sur' },
  ]);
  assert.deepEqual(acts.lose, [
    { act: 'lose', link: 'sur', loss_ppm: 200_000 },
    { act: 'lose', link: 'sur', loss_ppm: 0 },
  ]);
  assert.deepEqual(acts.busy, [
    { act: 'break', host: 'sur', fault: 'busy' },
    { act: 'mend', host: 'sur', fault: 'busy' },
  ]);
  assert.deepEqual(acts['service-mta'][1], { act: 'service_on', host: 'sur', program: 'mta' });
});

test('off is no breakdown, crashed is; each is mended in its own way', () => {
  assert.deepEqual(brokenIn(model({ on: false })), []);
  const [{ host, fault }] = brokenIn(model({ on: false, crashed: true }));
  assert.deepEqual([host, fault.mend], ['sur', { act: 'restart', host: 'sur' }]);
  const [off] = benchOf(model({ on: false }), 'sur')[0].faults;
  assert.deepEqual(off.mend, { act: 'power_on', host: 'sur' });
});

test('ills are told the gravest first', () => {
  const world = model({ frozen: true, faults: ['disk_full'], stopped: ['mta'] });
  world.links.sur = { cut: false, latency_us: 0, loss_ppm: 200_000 };
  world.mailboxes['b@sur.example'].full = true;
  assert.deepEqual(
    illsOf(world, 'sur').map(({ name }) => name),
    ['frozen', 'slow', 'lossy', 'disk_full', 'stopped', 'full'],
  );
  assert.deepEqual(illsOf(world, 'sur')[2].params, { n: 20 });
  assert.deepEqual(illsOf(world, 'pc'), []);
});

test('who can write, and to whom', () => {
  const world = model();
  assert.equal(writerOf(world), 'pc');
  assert.equal(readerFor(world, 'pc'), 'b@sur.example');
  world.hosts.pc.frozen = true;
  assert.equal(writerOf(world), undefined);
});

test('an experiment stands where the journal says', () => {
  const opened = { seq: 0, fact: { kind: 'lab.opened' } };
  const answer = { seq: 1, fact: { kind: 'lab.answered', question: 'experiment.x', value: '2' } };
  const ran = { seq: 2, fact: { kind: 'lab.intervened', actor: 'auto' } };
  const by = { seq: 2, fact: { kind: 'lab.intervened', actor: 'student' } };
  const all = (/** @type {any[]} */ ...events) => standingOf(events, 'x');
  assert.deepEqual(all(opened), { at: -1, predicted: -1, ran: false });
  assert.deepEqual(all(opened, answer), { at: 1, predicted: 2, ran: false });
  assert.deepEqual(all(opened, answer, by), { at: 1, predicted: 2, ran: false });
  assert.deepEqual(all(opened, answer, ran), { at: 1, predicted: 2, ran: true });
  assert.ok(
    isUsed(/** @type {any} */ ([opened, answer])) && !isUsed(/** @type {any} */ ([opened])),
  );
});

/** @param {Record<string, any>} more @returns {any} */
const flight = (more) => ({
  host: 'pc',
  conn: 'c1',
  at_us: 0,
  fact: {
    kind: 'tcp.flight_sent',
    to_host: 'sur',
    from_port: 1,
    to_port: 25,
    flags: 'PSH ACK',
    seq: 1,
    ack: 1,
    stream: 'c',
    offset: 0,
    length: 4000,
    segments: 3,
    lost: 0,
    attempt: 1,
    ...more,
  },
});
const LETTER = {
  host: 'sur',
  conn: 'c1',
  at_us: 0,
  fact: { kind: 'x', stream: 'c', offset: 0, length: 4000 },
  beat: { client: 'pc', server: 'sur', shape: 'letter' },
};

/** @param {any[]} events @param {number} [chosen] */
function chosenOf(events, chosen = -1) {
  const all = events.map((event, seq) => ({ ...event, seq }));
  const found = segmentOf(
    /** @type {any} */ ({ epoch: 1, events: all }),
    all[all.length - 1],
    chosen,
  );
  return found && [found.flight, found.segment];
}

test('the first segment is lost, or the one under the lens', () => {
  assert.deepEqual(chosenOf([flight({}), LETTER]), [0, 0]);
  assert.deepEqual(chosenOf([flight({}), LETTER], 2), [0, 2]);
});

test('what was lost anyway is not counted, nor lost again', () => {
  const pieces = [
    [0, 1460, false],
    [1460, 2920, true],
    [2920, 4000, true],
  ];
  assert.deepEqual(chosenOf([flight({ pieces, lost: 1 }), LETTER]), [0, 0]);
  assert.deepEqual(chosenOf([flight({ pieces, lost: 1 }), LETTER], 2), [0, 1]);
  assert.equal(chosenOf([flight({ pieces, lost: 1 }), LETTER], 0), undefined);
  const dropped = {
    host: 'pc',
    conn: 'c1',
    fact: { kind: 'tcp.segment_dropped', flight: 0, offset: 0, length: 1460 },
  };
  assert.deepEqual(chosenOf([flight({}), dropped, LETTER]), [0, 1]);
});

/** @param {boolean} atEnd @param {boolean} [ok] */
async function acted(atEnd, ok = true) {
  /** @type {any[]} */ const asked = [];
  /** @type {any[]} */ const shown = [];
  const part = {
    ctx: {
      link: {
        act: async (/** @type {any[]} */ ...call) => {
          asked.push(call);
          return { ok, seq: 9 };
        },
      },
    },
    playhead: {
      atEnd,
      step: { seq: 5 },
      pause: () => {},
      seek: (/** @type {number} */ i) => shown.push(i),
      play: () => shown.push('play'),
    },
    store: { stepAt: (/** @type {number} */ seq) => seq * 10 },
    arrived: async () => {},
  };
  await actNow(/** @type {any} */ (part), { act: 'cut', link: 'sur' });
  return [asked, shown];
}

test('at the live end the world goes on; else the moment on show is the moment', async () => {
  const act = { act: 'cut', link: 'sur' };
  assert.deepEqual(await acted(true), [[[act]], []]);
  assert.deepEqual(await acted(false), [[[act, { at: 5 }]], [50, 'play']]);
  assert.deepEqual(await acted(false, false), [[[act, { at: 5 }]], []]);
});
