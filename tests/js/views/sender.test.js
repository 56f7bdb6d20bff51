/** «SPF, paso a paso»: a record as terms, what is asked in which order, what an address holds. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tryAnother } from '../../../static/src/inspector/try-another.js';
import { caseOf, offersOf } from '../../../static/src/views/sender/case-offers.js';
import { edgesOf, lineOf, trialOf } from '../../../static/src/views/sender/edges.js';
import { Latest } from '../../../static/src/views/sender/latest.js';
import { fromRest, isHere, termsOf } from '../../../static/src/views/sender/terms-of.js';

const RECORD = 'v=spf1 a include:sur.example redirect=b.example';
const ROW = {
  domain: 'norte.example',
  record: RECORD,
  spans: /** @type {[number, number, string][]} */ ([
    [0, 6, 'version'],
    [7, 8, 'directive'],
    [9, 28, 'directive'],
    [29, 47, 'modifier'],
  ]),
};
/** @param {object} more */
const frame = (more) => ({
  domain: 'norte.example',
  how: /** @type {const} */ (''),
  row: 0,
  start: 0,
  end: 0,
  ...more,
});
/** @param {object} more */
const standings = (more) => termsOf(ROW, frame(more)).map(({ standing }) => standing);

test('before any term is looked at all are still to come', () => {
  assert.deepEqual(standings({}), ['version', 'next', 'next', 'next']);
});

test('the term at the frame is now, and then what came of it', () => {
  const at = { start: 9, end: 28 };
  assert.deepEqual(standings(at), ['version', 'past', 'now', 'next']);
  assert.deepEqual(standings({ ...at, matched: true }), ['version', 'past', 'match', 'next']);
  assert.deepEqual(standings({ ...at, matched: false }), ['version', 'past', 'miss', 'next']);
  assert.deepEqual(
    termsOf(ROW, frame(at))
      .filter(isHere)
      .map(({ text }) => text),
    ['include:sur.example'],
  );
});

test('a record with a mistake shows what is wrong, and the rest as it is', () => {
  const broken = {
    domain: 'n.example',
    record: 'v=spf1 ipv4:1 -all',
    spans: /** @type {any} */ ([[7, 11, 'error']]),
  };
  assert.deepEqual(
    termsOf(broken, frame({ start: 7, end: 11 })).map(({ text, standing }) => [text, standing]),
    [
      ['v=spf1', 'version'],
      ['ipv4', 'wrong'],
      [':1 -all', 'next'],
    ],
  );
});

test('only the newest wish is asked after the one in the air, and the last wins', async () => {
  /** @type {{wish: string, answer: (said: string) => void}[]} */ const asked = [];
  /** @type {(string | null)[]} */ const got = [];
  const latest = new Latest(
    (/** @type {string} */ wish) => new Promise((answer) => asked.push({ wish, answer })),
    (answer) => got.push(answer),
  );
  const done = latest.want('a');
  latest.want('b');
  latest.want('c');
  assert.deepEqual(
    asked.map(({ wish }) => wish),
    ['a'],
  );
  asked[0].answer('of a');
  await new Promise((next) => setImmediate(next));
  assert.deepEqual(
    asked.map(({ wish }) => wish),
    ['a', 'c'],
  );
  asked[1].answer('of c');
  await done;
  assert.deepEqual(got, ['of c']);
});

test('who cannot be asked is told so, and can be asked again', async () => {
  /** @type {(string | null)[]} */ const got = [];
  const answers = [() => Promise.reject(new Error('gone')), () => Promise.resolve('back')];
  const latest = new Latest(
    () => /** @type {any} */ (answers.shift())(),
    (answer) => got.push(answer),
  );
  await latest.want('a');
  await latest.want('a');
  assert.deepEqual(got, [null, 'back']);
});

/** @param {number} seq @param {string} host @param {object} fact */
const event = (seq, host, fact) => /** @type {any} */ ({ seq, host, conn: 'c1', fact });
const CHECK = [
  event(3, 'sur', {
    kind: 'dns.cache_answered',
    answers: [['sur.example', 300, 'A', '198.51.100.1']],
  }),
  event(4, 'sur', {
    kind: 'spf.check_begun',
    identity: 'mail_from',
    address: '2001:db8::1',
    helo: 'mx1.norte.example',
    sender: 'ana+x@norte.example',
    domain: 'norte.example',
  }),
  event(5, 'este', { kind: 'dns.lookup_ended', answers: [['x.example', 1, 'A', '192.0.2.9']] }),
  event(6, 'sur', {
    kind: 'dns.lookup_ended',
    answers: [['norte.example', 300, 'TXT', '"v=spf1 mx ?all"']],
  }),
  event(7, 'sur', {
    kind: 'spf.record_selected',
    domain: 'norte.example',
    octets: 'v=spf1 exists:%{ir}.%{l}.norte.example/24 #?&=',
  }),
  event(8, 'sur', { kind: 'spf.term_evaluated' }),
];

test('a step of a check hands on the client, the record and what the server has learnt', () => {
  const said = {
    address: '2001:db8::1',
    helo: 'mx1.norte.example',
    sender: 'ana+x@norte.example',
    domain: 'norte.example',
    record: 'v=spf1 exists:%{ir}.%{l}.norte.example/24 #?&=',
    zone: 'sur.example. A 198.51.100.1\n',
    silent: [],
  };
  const place = tryAnother(CHECK, CHECK[5]);
  assert.ok(place.startsWith('spf/'));
  assert.deepEqual(fromRest(place.slice('spf/'.length)), said);
  assert.deepEqual(fromRest(tryAnother(CHECK, CHECK[1]).slice('spf/'.length)), said);
  assert.equal(tryAnother(CHECK, CHECK[3]), '');
  assert.equal(fromRest(''), null);
});

test('a step of DMARC hands on who was proven for whom, and the policies that were found', () => {
  const begun = event(9, 'sur', {
    kind: 'dmarc.check_begun',
    author_domain: 'norte.example',
    identifiers: [
      ['spf', 'sur.example', 'pass'],
      ['dkim', 'norte.example', 'fail'],
    ],
  });
  const selected = { kind: 'dmarc.record_selected', domain: 'norte.example' };
  const events = [
    ...CHECK,
    begun,
    event(10, 'sur', { ...selected, octets: 'v=DMARC1; p=reject; rua=mailto:a+b@norte.example' }),
    event(11, 'sur', { ...selected, domain: 'example', octets: '' }),
    event(12, 'sur', { ...begun.fact, author_domain: 'otro.example' }),
  ];
  const place = tryAnother(events, begun);
  assert.deepEqual(trialOf(place.slice('dmarc/'.length)), {
    author: 'norte.example',
    spf_domain: 'sur.example',
    spf_result: 'pass',
    signatures: [{ domain: 'norte.example', result: 'fail' }],
    policies: [
      { domain: 'norte.example', record: 'v=DMARC1; p=reject; rua=mailto:a+b@norte.example' },
    ],
  });
  assert.equal(trialOf(''), null);
});

test('an edge stands as Python said of its domain, and is open where nothing was compared', () => {
  const trial = /** @type {any} */ ({
    author: 'norte.example',
    spf_domain: 'Sur.example.',
    signatures: [
      { domain: 'norte.example' },
      { domain: '' },
      { domain: 'a.example' },
      { domain: 'b.example' },
    ],
  });
  const edge = { mechanism: 'dkim', passed: true, aligned: true, mode: 'relaxed' };
  const played = /** @type {any} */ ({
    edges: [
      { ...edge, mechanism: 'spf', domain: 'sur.example', aligned: false },
      { ...edge, domain: 'norte.example' },
      { ...edge, domain: 'a.example', passed: false, aligned: false },
    ],
  });
  const edges = edgesOf(trial, played);
  assert.deepEqual(
    edges.map(({ standing }) => standing),
    ['apart', 'aligned', 'empty', 'failed', 'open'],
  );
  assert.equal(lineOf(edges.slice(1)), 'aligned');
  assert.equal(lineOf(edges.slice(2)), 'failed');
  assert.equal(lineOf([]), 'empty');
  assert.deepEqual(
    edgesOf(trial, null).map(({ standing }) => standing),
    ['open', 'open', 'empty', 'open', 'open'],
  );
});

test('a case of the suite is a trial, its own record apart from the others', () => {
  const sections = /** @type {any} */ ([
    {
      id: 'limits',
      lines: ['a.example. A 192.0.2.1', 'b.example. TXT "v=spf1 a -all"'],
      silent: ['c.example'],
      cases: [
        {
          id: 'one',
          address: '192.0.2.1',
          helo: 'h',
          sender: 'x@b.example',
          domain: 'b.example',
          record: 'v=spf1 a -all',
          line: 1,
          accepted: ['fail'],
        },
        { id: 'two', address: '::1', helo: 'h', sender: '', domain: 'h', accepted: ['none'] },
      ],
    },
  ]);
  const [one, two] = offersOf(sections, (id) => id.toUpperCase());
  assert.equal(one.group, 'LIMITS');
  assert.equal(one.trial.zone, 'a.example. A 192.0.2.1');
  assert.equal(two.trial.zone, sections[0].lines.join('\n'));
  assert.equal(caseOf(sections, two.id), sections[0].cases[1]);
  assert.equal(caseOf(sections, 'limits/three'), undefined);
});
