/** The bench, without a page: what can be broken now, what is broken, how far an experiment is. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actNow } from '../../../static/src/stage/act-at-shown-step.js';
import { alterationOf } from '../../../static/src/stage/alter-octet.js';
import { segmentOf } from '../../../static/src/stage/drop-segment.js';
import { isUsed, standingOf } from '../../../static/src/views/break/experiment-progress.js';
import { benchOf, brokenIn } from '../../../static/src/views/break/possible-faults.js';
import { readerFor, writerOf } from '../../../static/src/views/break/ready-messages.js';
import { activeFaults } from '../../../static/src/model/active-faults.js';

const possible = [
  { id: 'crash', group: 'machine', act: { act: 'crash' }, repair: { act: 'power_on' } },
  {
    id: 'slow',
    group: 'cable',
    act: { act: 'slow', latency_us: 500_000 },
    repair: { act: 'restore' },
    choices: [
      { n: 500, act: { act: 'slow', latency_us: 500_000 } },
      { n: 2000, act: { act: 'slow', latency_us: 2_000_000 } },
    ],
  },
  { id: 'fill-b', group: 'mailboxes', name: 'fill', params: { mailbox: 'b' }, act: {}, repair: {} },
];

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
      possible_faults: possible,
      ...sur,
    },
  },
  links: { pc: { cut: false }, sur: { cut: false } },
  mailboxes: { 'b@sur.example': { host: 'sur', messages: [] } },
  conns: {},
  ...more,
});

test('the bench shows what the server says is possible, group by group', () => {
  const groups = benchOf(model(), 'sur');
  assert.deepEqual(
    groups.map(({ name, faults }) => [name, faults.map(({ key }) => key)]),
    [
      ['machine', ['ui.break.crash']],
      ['cable', ['ui.break.slow']],
      ['mailboxes', ['ui.break.fill']],
    ],
  );
  assert.deepEqual(benchOf(model(), 'pc'), []);
});

test('an open connection can be reset at both its ends, and that cannot be taken back', () => {
  const conns = { c1: { id: 'c1', open: true, client: 'pc', server: 'sur', port: 25 } };
  for (const host of ['pc', 'sur']) {
    const { name, faults } = benchOf(model({}, { conns }), host).at(-1);
    assert.equal(name, 'conns');
    assert.deepEqual([faults[0].act, faults[0].repair], [{ act: 'reset', conn: 'c1' }, null]);
  }
});

test('off is not broken, crashed is', () => {
  const off = [
    { ...possible[0], broken: true },
    { ...possible[1], broken: true },
  ];
  const ids = (/** @type {any} */ world) => brokenIn(world).map(({ fault }) => fault.id);
  assert.deepEqual(ids(model({ on: false, possible_faults: off })), ['slow']);
  assert.deepEqual(ids(model({ crashed: true, possible_faults: off })), ['crash', 'slow']);
});

test('ills are told the gravest first', () => {
  const world = model({ frozen: true, faults: ['disk_full'], stopped: ['mta'] });
  world.links.sur = { cut: false, latency_us: 0, loss_ppm: 200_000 };
  world.mailboxes['b@sur.example'].full = true;
  assert.deepEqual(
    activeFaults(world, 'sur').map(({ name }) => name),
    ['frozen', 'slow', 'lossy', 'disk_full', 'stopped', 'full'],
  );
  assert.deepEqual(activeFaults(world, 'sur')[2].params, { n: 20 });
  assert.deepEqual(activeFaults(world, 'pc'), []);
});

test('who can write, and to whom', () => {
  const world = model();
  assert.equal(writerOf(world), 'pc');
  assert.equal(readerFor(world, 'pc'), 'b@sur.example');
  world.hosts.pc.frozen = true;
  assert.equal(writerOf(world), undefined);
});

test('the ready letter takes the longest way: not to the backup, but past it', () => {
  const world = model();
  world.order = ['pc', 'mx2', 'sur'];
  world.mailboxes = {
    'ana@norte.example': { host: 'pc' },
    'info@solo.example': { host: 'mx2' },
    'b@sur.example': { host: 'sur' },
    'c@sur.example': { host: 'sur' },
  };
  assert.equal(readerFor(world, 'pc'), 'b@sur.example');
  world.mailboxes = { 'ana@norte.example': {}, 'eva@norte.example': {} };
  assert.equal(readerFor(world, 'pc'), 'eva@norte.example');
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
  },
  segments: [
    [0, 1460, true],
    [1460, 2920, true],
    [2920, 4000, true],
  ],
  ...more,
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
  const segments = [
    [0, 1460, false],
    [1460, 2920, true],
    [2920, 4000, true],
  ];
  assert.deepEqual(chosenOf([flight({ segments }), LETTER]), [0, 0]);
  assert.deepEqual(chosenOf([flight({ segments }), LETTER], 2), [0, 1]);
  assert.equal(chosenOf([flight({ segments }), LETTER], 0), undefined);
  const dropped = {
    host: 'pc',
    conn: 'c1',
    fact: { kind: 'tcp.segment_dropped', flight: 0, offset: 0, length: 1460 },
  };
  assert.deepEqual(chosenOf([flight({}), dropped, LETTER]), [0, 1]);
});

/**
 * @param {any} letter the step on show @param {any} [sent] its flight
 * @param {import('../../../static/src/stage/alter-octet.js').Kind} [kind]
 */
function alteredOf(letter, sent = {}, kind = 'letter') {
  const first = { ...flight({ segments: undefined, ...sent }), seq: 0 };
  const events = [first, { ...LETTER, ...letter, seq: 1 }];
  const store = /** @type {any} */ ({ epoch: 1, events });
  return alterationOf(store, /** @type {any} */ (events[1]), kind);
}
const MESSAGE = 'Subject: Hola\r\n\r\nFirmado: Ana\r\n.\r\n';
const PARTS = { body: 17, end: MESSAGE.length - 3 };

test('the last letter of a text in the air is changed', () => {
  const at = MESSAGE.lastIndexOf('a');
  const here = { octets: MESSAGE, letter: PARTS };
  assert.deepEqual(alteredOf(here), { flight: 0, offset: at, octet: 111 });
  const fact = { ...LETTER.fact, offset: 100 };
  const later = { ...flight({}).fact, offset: 80 };
  assert.deepEqual(alteredOf({ ...here, fact }, { fact: later }), {
    flight: 0,
    offset: at + 20,
    octet: 111,
  });
});

test('the last space of a text in the air becomes a tab', () => {
  const here = { octets: MESSAGE, letter: PARTS };
  const at = MESSAGE.lastIndexOf(' ');
  assert.deepEqual(alteredOf(here, {}, 'space'), { flight: 0, offset: at, octet: 9 });
  const unspaced = { octets: MESSAGE.replace(': Ana', ':-Ana'), letter: PARTS };
  assert.equal(alteredOf(unspaced, {}, 'space'), undefined);
});

test('no octet is offered where no text is to be seen', () => {
  const cut = { octets: MESSAGE.slice(0, 16), letter: PARTS };
  const secret = { ...LETTER.fact, stream: 'tc' };
  assert.equal(alteredOf(cut), undefined);
  assert.equal(alteredOf({ octets: MESSAGE }), undefined);
  assert.equal(alteredOf({ octets: MESSAGE, letter: PARTS, fact: secret }), undefined);
});

/** @param {boolean} atEnd @param {boolean} [ok] @param {number} [actedAt] */
async function acted(atEnd, ok = true, actedAt = -1) {
  /** @type {any[]} */ const asked = [];
  /** @type {any[]} */ const shown = [];
  const part = {
    ctx: {
      link: {
        actedAt,
        act: async (/** @type {any[]} */ ...call) => {
          asked.push(call);
          return { ok, seq: 9 };
        },
      },
    },
    playhead: {
      atEnd,
      step: { seq: 5 },
      index: 1,
      playing: true,
      pause: () => {},
      seek: (/** @type {number} */ i) => shown.push(i),
      play: () => shown.push('play'),
    },
    store: {
      steps: [{ seq: 2 }, { seq: 5 }, { seq: 7 }],
      stepAt: (/** @type {number} */ seq) => seq * 10,
    },
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

test('two things done at once: the second waits until the first is about to be shown', async () => {
  /** @type {any[]} */ const asked = [];
  /** @type {(() => void)[]} */ const answers = [];
  const link = {
    actedAt: -1,
    act: (/** @type {any} */ act, /** @type {any} */ how) => {
      link.actedAt = playhead.index;
      asked.push([act, how]);
      return new Promise((done) => answers.push(() => done({ ok: true, seq: 9 })));
    },
  };
  const playhead = {
    atEnd: false,
    step: { seq: 5 },
    index: 1,
    playing: false,
    pause: () => {
      playhead.playing = false;
    },
    seek: () => {},
    play: () => {
      playhead.playing = true;
    },
  };
  const store = { steps: [{ seq: 2 }, { seq: 5 }, { seq: 7 }], stepAt: () => 1 };
  const part = /** @type {any} */ ({ ctx: { link }, playhead, store, arrived: async () => {} });
  const both = ['crash', 'cut'].map((act) => actNow(part, { act }));
  await new Promise(setImmediate);
  assert.deepEqual(asked, [[{ act: 'crash' }, { at: 5 }]]);
  answers[0]();
  await both[0];
  await new Promise(setImmediate);
  assert.deepEqual(asked[1], [{ act: 'cut' }, { at: 7 }]);
  answers[1]();
  await Promise.all(both);
});

test('what was done at the step on show is kept while it is about to be shown', async () => {
  const act = { act: 'cut', link: 'sur' };
  assert.deepEqual(await acted(false, true, 1), [[[act, { at: 7 }]], [70, 'play']]);
});
