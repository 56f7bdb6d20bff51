/** The end of the story: the letter is delivered, and Benito collects it by POP3. */
import { LETTER } from './story-world.js';
import { Session, latin1, lettered } from './story-writer.js';

const FOLLOWS = '+OK 620 octets follow\r\n';
const TRACE = [
  'Return-Path: <ana@norte.example>',
  'Received: from smtp.norte.example ([198.51.100.5]) by mx1.sur.example',
  ' with ESMTP id 2; Mon, 23 Nov 2026 09:00:01 +0100',
].join('\r\n');

export function deliver(writer) {
  writer.beat(
    'message.delivered',
    { host: 'sur' },
    { text: 'benito@sur.example', rfc: ['5321#4.4'], chapter: writer.model.chapters.length },
    ['t.delivered', { server: 'sur' }],
    {
      changes: [
        writer.chapter('t.chapter.deliver', { server: 'sur' }, 'local'),
        [['queues', 'sur'], []],
        [
          ['mailboxes', 'benito@sur.example', 'messages', 0],
          {
            unique_id: 'u1',
            message: 'm2',
            subject: 'Excursión del viernes',
            from: 'Ana <ana@norte.example>',
            to: 'Benito <benito@sur.example>',
            length: 620,
            reverse_path: 'ana@norte.example',
          },
        ],
        [
          ['offers'],
          [
            {
              act: { act: 'power_on', host: 'pc-benito' },
              key: 'offer.power_on',
              params: { host: 'pc-benito' },
            },
          ],
        ],
      ],
    },
  );
}

export function collect(writer) {
  const host = 'pc-benito';
  writer.beat(
    'host.powered_on',
    { host },
    { chapter: writer.model.chapters.length },
    ['t.power_on', { host }],
    {
      changes: [
        writer.chapter('t.chapter.collect', { host }, 'pop3'),
        [['hosts', host, 'on'], true],
        [['offers'], []],
      ],
    },
  );
  const s = new Session(writer, {
    conn: 'c3',
    client: host,
    server: 'sur',
    protocol: 'pop3',
    port: 110,
    chapter: 't.chapter.collect',
  });
  const rfc = '1939#5';
  s.reply('+OK', 'Cartero POP3 ready', 't.pop_hello', {
    phase: 'login',
    rfc,
    changes: [
      [['state'], 'AUTHORIZATION'],
      [['legal'], ['USER', 'QUIT']],
    ],
  });
  logIn(s, rfc);
  s.say('STAT', '', 't.stat', { phase: 'transaction', rfc });
  s.reply('+OK', '1 620', 't.stat_ok', { phase: 'transaction', rfc });
  take(s, writer, rfc);
  s.say('QUIT', '', 't.quit', { phase: 'update', rfc: '1939#6' });
  writer.event(
    'message.removed',
    { host: 'sur' },
    { changes: [[['mailboxes', 'benito@sur.example', 'messages'], []]] },
  );
  s.reply('+OK', 'goodbye', 't.bye', {
    phase: 'update',
    rfc: '1939#6',
    changes: [
      [['state'], 'CLOSED'],
      [['legal'], []],
    ],
  });
  s.close();
}

function logIn(s, rfc) {
  s.say('USER', 'benito', 't.user', {
    phase: 'login',
    rfc: '1939#7',
    spans: [
      [0, 4, 'verb'],
      [5, 11, 'argument'],
    ],
  });
  s.reply('+OK', 'send the password', 't.user_ok', { phase: 'login', rfc: '1939#7' });
  s.say('PASS', 'benito-secreta', 't.pass', {
    phase: 'login',
    rfc: '1939#7',
    spans: [
      [0, 4, 'verb'],
      [5, 19, 'argument'],
    ],
  });
  s.reply('+OK', '1 message (620 octets)', 't.pass_ok', {
    phase: 'login',
    rfc,
    changes: [
      [['state'], 'TRANSACTION'],
      [['user'], 'benito'],
      [['legal'], ['STAT', 'LIST', 'RETR', 'DELE', 'NOOP', 'RSET', 'QUIT']],
    ],
  });
}

function take(s, writer, rfc) {
  const host = s.client;
  s.say('RETR', '1', 't.retr', { phase: 'transaction', rfc });
  s.line(
    'letter',
    { head: '+OK', text: '620 octets follow', mark: '+', phase: 'transaction', rfc: [rfc] },
    ['t.retr_ok', { server: 'sur', client: host }],
    [],
    lettered(latin1(`${FOLLOWS}${TRACE}\r\n${LETTER}`), FOLLOWS),
  );
  writer.event(
    'message.collected',
    { host },
    {
      changes: [
        [
          ['inboxes', host],
          [
            {
              message: 'm2',
              subject: 'Excursión del viernes',
              from: 'Ana <ana@norte.example>',
              length: 620,
            },
          ],
        ],
      ],
    },
  );
  s.say('DELE', '1', 't.dele', { phase: 'transaction', rfc });
  s.reply('+OK', 'message 1 marked as deleted', 't.dele_ok', {
    phase: 'transaction',
    rfc,
    changes: [[['marked'], [1]]],
  });
}
