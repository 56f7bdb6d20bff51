// Chips, parts of the letter, and the log as a fold of the journal.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { chipsOf, insertionOf } from '../../../static/src/views/type/command-chips.js';
import { nextPart, partsOf, runsOf } from '../../../static/src/views/type/letter-parts.js';
import {
  failedOpening,
  isRefusal,
  linesOf,
  logOf,
  textOf,
} from '../../../static/src/views/type/terminal-log.js';

const VERBS = {
  EHLO: { syntax: 'EHLO domain', key: 'v.ehlo', rfc: '5321#4.1.1.1' },
  MAIL: { syntax: 'MAIL FROM:<path> [parameters]', key: 'v.mail', rfc: '5321#4.1.1.2' },
  NOOP: { syntax: 'NOOP [text]', key: 'v.noop', rfc: '5321#4.1.1.9' },
  QUIT: { syntax: 'QUIT', key: 'v.quit', rfc: '5321#4.1.1.10' },
};

test('a chip shows the syntax and inserts its verb and brackets', () => {
  assert.deepEqual(insertionOf('MAIL', VERBS.MAIL.syntax), { insert: 'MAIL FROM:<>', caret: 11 });
  assert.deepEqual(insertionOf('EHLO', VERBS.EHLO.syntax), { insert: 'EHLO ', caret: 5 });
  assert.deepEqual(insertionOf('NOOP', VERBS.NOOP.syntax), { insert: 'NOOP', caret: 4 });
  assert.deepEqual(insertionOf('QUIT', VERBS.QUIT.syntax), { insert: 'QUIT', caret: 4 });
  const [mail] = chipsOf(['MAIL'], { verbs: VERBS }, 'READY');
  assert.equal(mail.insert.slice(0, mail.caret) + mail.rest, 'MAIL FROM:<path> [parameters]');
});

const MACHINE = {
  verbs: VERBS,
  states: ['CLOSED', 'GREETED', 'READY', 'MAIL', 'OVER'],
  table: {
    READY: { EHLO: { 2: 'READY' }, MAIL: { 2: 'MAIL' }, NOOP: {}, QUIT: { 2: 'OVER' } },
    MAIL: { QUIT: { 2: 'OVER' } },
  },
};

test('chips that lead on come first, then the order of a conversation, unknown ones last', () => {
  const chips = chipsOf(['QUIT', 'XYZ', 'EHLO', 'MAIL'], MACHINE, 'READY');
  assert.deepEqual(
    chips.map(({ verb }) => verb),
    ['MAIL', 'EHLO', 'QUIT', 'XYZ'],
  );
  assert.equal(chips[3].syntax, 'XYZ');
  assert.deepEqual(
    chipsOf(['QUIT', 'EHLO'], undefined, '').map(({ verb }) => verb),
    ['QUIT', 'EHLO'],
  );
});

test('the part a line will be is what the server would make of it', () => {
  const next = /** @type {const} */ ({ text: 'header', empty: 'blank', dot: 'dot' });
  assert.deepEqual(
    ['Subject: x', '', '.', '. ', '..'].map((text) => nextPart(next, text)),
    ['header', 'blank', 'dot', 'header', 'header'],
  );
  assert.equal(nextPart(undefined, 'x'), '');
});

test('the paper counts and groups its parts', () => {
  const paper = ['header', 'header', 'blank', 'body', 'dot'].map((part) => ({ part, text: part }));
  assert.deepEqual(partsOf(paper), { header: 2, blank: true, body: 1, dot: true });
  assert.deepEqual(
    runsOf(paper).map(({ part, lines }) => [part, lines.length]),
    [
      ['header', 2],
      ['blank', 1],
      ['body', 1],
      ['dot', 1],
    ],
  );
});

const EVENTS = [
  {
    seq: 1,
    host: 'pc',
    conn: 'c1',
    fact: { kind: 'tcp.connection_opened' },
    beat: { shape: 'open' },
    say: { key: 's', params: {} },
  },
  {
    seq: 2,
    host: 'sur',
    conn: 'c1',
    fact: { kind: 'smtp.reply_sent' },
    beat: { shape: 'reply', head: '220', mark: '2', text: 'sur ESMTP' },
  },
  {
    seq: 3,
    host: 'pc',
    conn: 'c1',
    fact: { kind: 'terminal.line_sent', octets: 'MAIL FROM: <ñ>\r\n'.replace('ñ', '\u00c3\u00b1') },
  },
  {
    seq: 4,
    host: 'sur',
    conn: 'c1',
    fact: { kind: 'smtp.command_received' },
    beat: { shape: 'command' },
    slips: [{ key: 'space', params: {} }],
  },
  {
    seq: 5,
    host: 'sur',
    conn: 'c1',
    fact: { kind: 'smtp.reply_sent' },
    beat: { shape: 'reply', head: '501', mark: '5' },
    octets: '501-no\r\n501 such\r\n',
    next: { key: 'n', params: {} },
  },
  { seq: 6, host: 'pc', conn: 'c2', fact: { kind: 'terminal.line_sent', octets: 'NOOP\r\n' } },
];

test('the log shows what was typed, what the server saw in it, and what it answered', () => {
  const log = logOf(EVENTS, 'c1', 99);
  assert.deepEqual(
    log.map(({ kind, lines }) => [kind, lines]),
    [
      ['open', []],
      ['reply', ['220 sur ESMTP']],
      ['sent', ['MAIL FROM: <ñ>']],
      ['reply', ['501-no', '501 such']],
    ],
  );
  assert.deepEqual(log[2].slips, [{ key: 'space', params: {} }]);
  assert.equal(log[3].next.key, 'n');
  assert.equal(isRefusal(log[3]), true);
  assert.equal(isRefusal(log[1]), false);
  assert.equal(isRefusal(undefined), false);
});

test('a letter that a server hands out is a reply', () => {
  const beat = { shape: 'letter', head: '+OK', mark: '+', from: 'sur', to: 'pc', server: 'sur' };
  const retr = {
    seq: 7,
    host: 'sur',
    conn: 'c1',
    fact: { kind: 'pop3.response_sent' },
    beat,
    octets: '+OK 3\r\nSubject: x\r\n\r\n.\r\n',
  };
  const last = logOf([...EVENTS, retr], 'c1', 99).at(-1);
  assert.deepEqual([last.kind, last.lines], ['reply', ['+OK 3', 'Subject: x', '', '.']]);
});

test('the log steps back with the playhead', () => {
  assert.deepEqual(
    logOf(EVENTS, 'c1', 3).map(({ kind }) => kind),
    ['open', 'reply', 'sent'],
  );
  assert.deepEqual(logOf(EVENTS, 'c1', 3)[2].slips, []);
  assert.deepEqual(logOf(EVENTS, 'c1', 0), []);
});

test('octets are shown as UTF-8 where they are, else as Latin-1', () => {
  assert.equal(textOf('\u00c3\u00a1'), 'á');
  assert.equal(textOf('\u00e1'), 'á');
  assert.deepEqual(linesOf('a\r\n\r\nb\r\n'), ['a', '', 'b']);
});

test('a refused connection is told once, and forgotten when one opens', () => {
  const refused = {
    seq: 7,
    host: 'pc',
    conn: '',
    fact: { kind: 'tcp.connection_refused' },
    say: { key: 'r', params: {} },
  };
  const opened = { seq: 8, host: 'pc', conn: 'c3', fact: { kind: 'tcp.connection_opened' } };
  assert.equal(failedOpening([...EVENTS, refused], 'pc', 99)?.say.key, 'r');
  assert.equal(failedOpening([...EVENTS, refused], 'otro', 99), undefined);
  assert.equal(failedOpening([...EVENTS, refused, opened], 'pc', 99), undefined);
  assert.equal(failedOpening([...EVENTS, refused], 'pc', 6), undefined);
  const silent = (opening) => ({ ...refused, fact: { kind: 'tcp.connection_timed_out', opening } });
  assert.equal(failedOpening([...EVENTS, silent(true)], 'pc', 99)?.say.key, 'r');
  assert.equal(failedOpening([...EVENTS, silent(false)], 'pc', 99), undefined);
});
