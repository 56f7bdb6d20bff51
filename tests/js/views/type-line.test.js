// The command line's pure parts: history, insertion at the caret, pasted blocks, telnet.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import {
  insertionOf,
  restInWords,
  tooltipOf,
} from '../../../static/src/views/type/command-chips.js';
import { HISTORY_LINES_MAX, LineHistory } from '../../../static/src/views/type/line-history.js';
import { insertAt, insertVerb } from '../../../static/src/views/type/insert-text.js';
import {
  advanceRun,
  isBlock,
  joinBlock,
  splitBlock,
  startRun,
} from '../../../static/src/views/type/paste-block.js';
import { readLocal } from '../../../static/src/views/type/local-commands.js';

test('ArrowUp walks back, ArrowDown returns to the draft', () => {
  const history = new LineHistory();
  history.push('EHLO a.example');
  history.push('MAIL FROM:<a@b.example>');
  assert.equal(history.up('RCP'), 'MAIL FROM:<a@b.example>');
  assert.equal(history.up('MAIL FROM:<a@b.example>'), 'EHLO a.example');
  assert.equal(history.up('EHLO a.example'), null);
  assert.equal(history.down(), 'MAIL FROM:<a@b.example>');
  assert.equal(history.down(), 'RCP');
  assert.equal(history.down(), null);
});

test('history keeps no empty line, no repetition, and is bounded', () => {
  const history = new LineHistory();
  for (const line of ['NOOP', 'NOOP', '', 'QUIT']) history.push(line);
  assert.equal(history.up(''), 'QUIT');
  assert.equal(history.up(''), 'NOOP');
  assert.equal(history.up(''), null);
  for (let i = 0; i < HISTORY_LINES_MAX + 50; i += 1) history.push(`NOOP ${i}`);
  let steps = 0;
  while (history.up('') !== null) steps += 1;
  assert.equal(steps, HISTORY_LINES_MAX);
});

test('the key bar writes at the caret and over the selection', () => {
  assert.deepEqual(insertAt('MAIL FROM:', 10, 10, '<'), { value: 'MAIL FROM:<', caret: 11 });
  assert.deepEqual(insertAt('ana norte', 3, 4, '@'), { value: 'ana@norte', caret: 4 });
});

test('a chip inserts its verb and brackets and never destroys an address', () => {
  const others = ['MAIL FROM:<>', 'RCPT TO:<>', 'QUIT'];
  const mail = insertionOf('MAIL', 'MAIL FROM:<reverse-path>');
  const quit = insertionOf('QUIT', 'QUIT');
  assert.deepEqual(insertVerb('', mail, others), { value: 'MAIL FROM:<>', caret: 11 });
  assert.deepEqual(insertVerb('mai', mail, others), { value: 'MAIL FROM:<>', caret: 11 });
  assert.equal(insertVerb('MAIL FROM:<>', quit, others)?.value, 'QUIT');
  assert.equal(insertVerb('MAIL FROM:<ana@norte.example>', quit, others), null);
});

test('a chip inserts what stands before its first gap, and what closes it', () => {
  const inserted = (syntax, verb = syntax.split(' ')[0]) => {
    const { insert, caret } = insertionOf(verb, syntax);
    return `${insert.slice(0, caret)}|${insert.slice(caret)}`;
  };
  assert.equal(inserted('RCPT TO:<forward-path>'), 'RCPT TO:<|>');
  assert.equal(inserted('USER name'), 'USER |');
  assert.equal(inserted('NOOP [string]'), 'NOOP|');
  assert.equal(inserted('DATA'), 'DATA|');
  assert.equal(inserted('UID STORE set FLAGS (flags)', 'UID STORE'), 'UID STORE |');
});

test('a block is taken apart without changing a line', () => {
  assert.equal(isBlock('EHLO x'), false);
  assert.equal(isBlock('EHLO x\n'), false);
  assert.equal(isBlock('EHLO x\nQUIT'), true);
  const odd = 'Subject: “hola”\r\n\r\n  dos espacios \u00a0\n.';
  assert.deepEqual(splitBlock(odd), ['Subject: “hola”', '', '  dos espacios \u00a0', '.']);
  assert.deepEqual(splitBlock('a\n\n'), ['a', '']);
  assert.deepEqual(splitBlock(joinBlock(['a', '', 'b'])), ['a', '', 'b']);
});

test('a refused line pauses the block, a closed connection ends it', () => {
  const run = startRun(['EHLO x', 'MAIL FROM: <a@b>', 'DATA']);
  const second = advanceRun(run, { refused: false, open: true });
  assert.deepEqual(second, { ...run, next: 1, paused: false });
  assert.equal(advanceRun(second, { refused: true, open: true })?.paused, true);
  assert.equal(advanceRun(second, { refused: false, open: false }), null);
  assert.equal(advanceRun({ ...run, next: 2 }, { refused: false, open: true }), null);
});

test('telnet reads host and port, in figures or by name', () => {
  assert.deepEqual(readLocal('telnet sur.example 25', [], {}), {
    act: 'open',
    target: 'sur.example',
    port: 25,
  });
  assert.deepEqual(readLocal('  TELNET sur.example pop3 ', [], { pop3: 110 }), {
    act: 'open',
    target: 'sur.example',
    port: 110,
  });
});

test('a wrong local line gets its own friendly text', () => {
  const keyOf = (text) =>
    readLocal(text, ['EHLO', 'USER'], { smtp: 25 }).key?.replace('ui.type.', '');
  assert.equal(keyOf('telnet'), 'telnet_bare');
  assert.equal(keyOf('telnet sur.example'), 'telnet_no_port');
  assert.equal(keyOf('telnet sur.example:25'), 'telnet_colon');
  assert.equal(keyOf('telnet sur.example 99999'), 'telnet_bad_port');
  assert.equal(keyOf('telnet sur.example veinticinco'), 'telnet_bad_port');
  assert.equal(keyOf('telnet sur.example 25 ya'), 'telnet_extra');
  assert.equal(keyOf('ehlo norte.example'), 'local_verb');
  assert.equal(keyOf('ping sur.example'), 'local_unknown');
  assert.equal(keyOf('ayuda'), 'local_help');
  assert.deepEqual(readLocal('   ', [], {}), { act: 'nothing' });
});

test('a chip speaks the words of the learner; its tooltip those of the standard', () => {
  const words = {
    'syntax.reverse-path': 'remitente',
    'syntax.string': 'texto',
    'syntax.pass-string': 'clave',
    'verb.mail': 'Empezar',
  };
  const texts = { has: (key) => key in words, t: (key) => words[key] ?? key };
  const chip = {
    verb: 'MAIL',
    insert: 'MAIL FROM:<>',
    caret: 11,
    syntax: 'MAIL FROM:<reverse-path>',
    rest: 'reverse-path>',
    key: 'verb.mail',
    rfc: '',
  };
  assert.equal(restInWords(chip, texts), 'remitente>');
  assert.equal(tooltipOf(chip, texts.t), 'Empezar · MAIL FROM:<reverse-path>');
  assert.equal(restInWords({ ...chip, verb: 'PASS', rest: ' string' }, texts), ' clave');
  assert.equal(restInWords({ ...chip, verb: 'NOOP', rest: ' [string]' }, texts), ' [texto]');
  assert.equal(
    restInWords({ ...chip, verb: 'STORE', rest: ' set FLAGS (flags)' }, texts),
    ' set FLAGS (flags)',
  );
  assert.equal(tooltipOf({ ...chip, syntax: 'QUIT', insert: 'QUIT' }, texts.t), 'Empezar');
});
