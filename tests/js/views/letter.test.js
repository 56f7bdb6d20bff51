// A letter's lines, and what an answer begins with.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerTo } from '../../../static/src/views/letter/answer.js';
import { partedLines } from '../../../static/src/inspector/parted-lines.js';
import { letterLines, spelled } from '../../../static/src/model/letter-lines.js';

const HEADER = 'Subject: x\r\nTo: y\r\n';

test('the lines of a step: status, header, blank line, body, and the dot that ends them', () => {
  const octets = `+OK 5\r\n${HEADER}\r\ny\r\n.\r\n`;
  const [status, header] = [7, 7 + HEADER.length];
  const letter = { status, header, body: header + 2, end: header + 5, blank_line: true, card: [] };
  const parts = (/** @type {any[]} */ ...lines) =>
    lines.map(({ text, part }) => `${part}: ${text}`);
  const all = ['status: +OK 5', 'header: Subject: x', 'header: To: y', 'blank: ', 'body: y'];
  assert.deepEqual(parts(...partedLines(octets, { ...letter, dot: true })), [...all, 'dot: .']);
  const imap = octets.replace('.\r\n', ')\r\na1 OK\r\n');
  assert.deepEqual(parts(...partedLines(imap, { ...letter, dot: false })), all);
});

test('a letter without a blank line is all header', () => {
  const letter = { status: 0, header: 5, body: 5, end: 5, blank_line: false, dot: true, card: [] };
  const lines = partedLines('x: y\n.\r\n', letter);
  assert.deepEqual(
    lines.map(({ part }) => part),
    ['header', 'dot'],
  );
});

test('each line has its part, its end and its place', () => {
  const lines = letterLines(`${HEADER}\r\nhola\r\n--f\r\nfin`, {
    headerLength: HEADER.length,
    boundaries: ['f'],
  });
  assert.deepEqual(
    lines.map((line) => [line.text, line.end, line.part]),
    [
      ['Subject: x', 'CR LF', 'header'],
      ['To: y', 'CR LF', 'header'],
      ['', 'CR LF', 'blank'],
      ['hola', 'CR LF', 'body'],
      ['--f', 'CR LF', 'boundary'],
      ['fin', '', 'body'],
    ],
  );
  assert.deepEqual(
    lines.map((line) => line.at),
    [0, 12, 19, 21, 27, 32],
  );
});

test('on the wire dots are stuffed and the last one ends it', () => {
  const lines = letterLines(`${HEADER}\r\n..a\r\n.\r\nb\r\n.\r\n`, {
    headerLength: HEADER.length,
    wire: true,
  });
  assert.deepEqual(
    lines.slice(3).map((line) => [line.text, line.stuffed, line.part]),
    [
      ['..a', true, 'body'],
      ['.', true, 'body'],
      ['b', false, 'body'],
      ['.', false, 'dot'],
    ],
  );
  const stored = letterLines(`${HEADER}\r\n.a\r\n.\r\n`, { headerLength: HEADER.length });
  assert.ok(stored.every((line) => !line.stuffed && line.part !== 'dot'));
});

test('bare line ends are told apart, and octets are read as UTF-8', () => {
  const lines = letterLines('a\nb\rma\xc3\xb1ana\r\n', { headerLength: 0 });
  assert.deepEqual(
    lines.map((line) => [line.text, line.end]),
    [
      ['a', 'LF'],
      ['b', 'CR'],
      ['mañana', 'CR LF'],
    ],
  );
});

const model = {
  hosts: {
    pc: { address: 'b@sur.example', on: true },
    off: { address: 'c@sur.example', on: false },
  },
};
const reply = {
  to: ['a@norte.example', 'd@norte.example'],
  subject: 'Re: Hola',
  in_reply_to: '<1@x>',
  references: ['<0@x>', '<1@x>'],
};
const letter = (fields, mailbox = 'b@sur.example', more = {}) => ({
  message: 'm',
  journey: [{ message: 'm', mailbox }],
  reply: { ...reply, ...more },
  fields: Object.entries(fields).map(([name, value]) => ({ name, value })),
});

test('an answer begins with what is served, at the machine that has the letter', () => {
  assert.deepEqual(answerTo(letter({}), model), {
    host: 'pc',
    to: 'a@norte.example, d@norte.example',
    subject: 'Re: Hola',
    in_reply_to: '<1@x>',
    references: ['<0@x>', '<1@x>'],
  });
  assert.equal(answerTo(letter({}, 'b@sur.example', { to: [] }), model), null);
});

test('nobody answers a notice, and nobody who is not here answers', () => {
  assert.equal(answerTo(letter({ From: 'MAILER-DAEMON@x', 'Return-Path': '<>' }), model), null);
  assert.equal(answerTo(letter({ From: 'a@x' }, 'c@sur.example'), model), null);
  assert.equal(answerTo(letter({ From: 'a@x' }, ''), model), null);
});

test('characters beyond ASCII have their octets beside them, whatever the charset', () => {
  const [{ raw }] = letterLines('a\xc3\xb1o\r\n', { headerLength: 0 });
  assert.deepEqual(spelled(raw), [
    { text: 'a', octets: '' },
    { text: 'ñ', octets: 'C3 B1' },
    { text: 'o', octets: '' },
  ]);
  assert.deepEqual(spelled('\xf1'), [{ text: '\xf1', octets: 'F1' }]);
  assert.deepEqual(spelled(''), []);
});
