// The machine's prompt: which lines the machine runs, and what its screen shows.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { promptLog } from '../../../static/src/views/type/prompt-log.js';
import { callName } from '../../../static/src/model/terminals.js';
import { readLocal } from '../../../static/src/views/type/local-commands.js';

const entered = (seq, host, text) => ({
  seq,
  host,
  fact: { kind: 'prompt.command_entered', text },
});
const printed = (seq, host, lines) => ({
  seq,
  host,
  fact: { kind: 'prompt.text_printed', lines },
  next: { key: 'next.prompt.nothing' },
});

test('nslookup and dig are for the machine, telnet and help are not', () => {
  assert.deepEqual(readLocal('  nslookup  -type=mx sur.example ', [], {}), {
    act: 'run',
    text: 'nslookup -type=mx sur.example',
  });
  assert.deepEqual(readLocal('dig @dns sur.example', [], {}), {
    act: 'run',
    text: 'dig @dns sur.example',
  });
  assert.equal(readLocal('telnet mx1 25', [], {}).act, 'open');
  assert.equal(readLocal('help', [], {}).act, 'say');
  assert.equal(readLocal('digital', [], {}).act, 'say');
});

test('openssl calls inside TLS; STARTTLS is typed by hand', () => {
  const read = (/** @type {string} */ line) => readLocal(line, [], {});
  assert.deepEqual(read('openssl s_client -connect norte.example:465'), {
    act: 'open',
    target: 'norte.example',
    port: 465,
    tls: true,
  });
  assert.equal(read('openssl s_client -crlf -quiet -connect norte:995').act, 'open');
  const said = (/** @type {string} */ line) => /** @type {any} */ (read(line)).key;
  assert.equal(
    said('openssl s_client -starttls smtp -connect norte:587'),
    'ui.type.openssl_starttls',
  );
  for (const line of ['openssl', 'openssl s_client norte 465', 'openssl version'])
    assert.equal(said(line), 'ui.type.openssl_bare');
  assert.equal(said('openssl s_client -connect norte:0'), 'ui.type.telnet_bad_port');
});

test('the screen of one machine, up to a moment', () => {
  const events = [
    entered(1, 'ana', 'dig a'),
    entered(2, 'eva', 'dig b'),
    printed(3, 'ana', ['one', 'two']),
    entered(4, 'ana', 'dig c'),
    printed(5, 'eva', ['three']),
    printed(6, 'ana', ['four']),
  ];
  assert.deepEqual(
    promptLog(events, 'ana', -1, 6).map(({ text, lines }) => [text, lines]),
    [
      ['dig a', ['one', 'two']],
      ['dig c', ['four']],
    ],
  );
  assert.deepEqual(
    promptLog(events, 'ana', -1, 4).map(({ lines }) => lines),
    [['one', 'two'], null],
  );
  assert.deepEqual(
    promptLog(events, 'ana', 3, 6).map(({ text }) => text),
    ['dig c'],
  );
  assert.deepEqual(
    promptLog(events, 'ana', 4, 6),
    [],
    'what was printed without its command is not shown',
  );
});

test('a server is called by its own name where there is DNS', () => {
  const hosts = {
    sur: { mailboxes: ['benito@sur.example'], names: ['buzones.sur.example'] },
    mx1: { mailboxes: [] },
  };
  assert.equal(callName({ hosts }, 'sur'), 'sur.example');
  assert.equal(callName({ hosts }, 'mx1'), 'mx1');
  const named = { ...hosts, dns: { mailboxes: [], zones: ['sur.example'] } };
  assert.equal(callName({ hosts: named }, 'sur'), 'buzones.sur.example');
  assert.equal(callName({ hosts: named }, 'mx1'), 'mx1');
});
