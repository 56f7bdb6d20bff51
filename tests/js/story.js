/**
 * Served events for tests, made by hand in the exact shape of simulator/README.md "What is
 * served to the browser": Ana's letter to Benito and to somebody who does not exist.
 * It only has to be plausible for the page; what servers really say is tested in Python.
 */
import { applyChanges } from '../../static/src/core/reducer.js';
import { collect, deliver } from './story-delivery.js';
import { HOSTS, LETTER } from './story-world.js';
import { Session, Writer, latin1, lettered } from './story-writer.js';

const SMTP_LEGAL = ['EHLO', 'HELO', 'MAIL', 'RSET', 'NOOP', 'VRFY', 'EXPN', 'HELP', 'QUIT'];

function smtp(writer, conn, client, server, refused) {
  const name = server === 'norte' ? 'smtp.norte.example' : 'mx1.sur.example';
  const s = new Session(writer, {
    conn,
    client,
    server,
    protocol: 'smtp',
    port: 25,
    chapter: server === 'norte' ? 't.chapter.submit' : 't.chapter.relay',
  });
  greet(s, client, name);
  address(s, refused);
  handOver(s, writer);
  writer.event(
    'message.queued',
    { host: server },
    {
      changes: [
        [
          ['queues', server],
          [
            {
              message: 'm1',
              reverse_path: 'ana@norte.example',
              forward_paths: ['benito@sur.example'],
              length: 400,
            },
          ],
        ],
      ],
    },
  );
  s.say('QUIT', '', 't.quit', { phase: 'goodbye', rfc: '5321#4.1.1.10', spans: [[0, 4, 'verb']] });
  s.reply('221', `2.0.0 ${name} closing`, 't.bye', {
    phase: 'goodbye',
    changes: [
      [['state'], 'CLOSED'],
      [['legal'], []],
    ],
  });
  s.close();
  if (client === 'norte')
    writer.event('message.dequeued', { host: client }, { changes: [[['queues', client], []]] });
}

function greet(s, client, name) {
  s.reply('220', `${name} ESMTP Cartero`, 't.greeting', {
    phase: 'greeting',
    changes: [
      [['state'], 'CONNECTED'],
      [['legal'], ['EHLO', 'HELO', 'NOOP', 'QUIT']],
    ],
  });
  s.say('EHLO', client === 'norte' ? 'smtp.norte.example' : 'pc-ana.norte.example', 't.ehlo', {
    phase: 'greeting',
    rfc: '5321#4.1.1.1',
    spans: [
      [0, 4, 'verb'],
      [5, 25, 'domain'],
    ],
  });
  s.reply('250-', `${name} te saluda`.replace('te saluda', 'greets you'), 't.ehlo_ok', {
    phase: 'greeting',
    mark: '2',
    more: ['250-PIPELINING', '250-8BITMIME', '250 SIZE 10485760'],
    changes: [
      [['state'], 'GREETED'],
      [['legal'], SMTP_LEGAL],
    ],
  });
}

function address(s, refused) {
  s.say('MAIL FROM:', '<ana@norte.example>', 't.mail', {
    phase: 'sender',
    rfc: '5321#4.1.1.2',
    spans: [
      [0, 10, 'verb'],
      [10, 29, 'path'],
      [11, 14, 'local_part'],
      [15, 28, 'domain'],
    ],
  });
  s.reply('250', '2.1.0 Sender <ana@norte.example> ok', 't.mail_ok', {
    phase: 'sender',
    changes: [
      [['state'], 'MAIL'],
      [['legal'], ['RCPT', 'RSET', 'NOOP', 'QUIT']],
      [['envelope'], { reverse_path: 'ana@norte.example', forward_paths: [] }],
    ],
  });
  s.say('RCPT TO:', '<benito@sur.example>', 't.rcpt', {
    phase: 'recipients',
    rfc: '5321#4.1.1.3',
    spans: [
      [0, 8, 'verb'],
      [8, 28, 'path'],
    ],
  });
  s.reply('250', '2.1.5 Recipient <benito@sur.example> ok', 't.rcpt_ok', {
    phase: 'recipients',
    changes: [
      [['state'], 'RCPT'],
      [['legal'], ['RCPT', 'DATA', 'RSET', 'NOOP', 'QUIT']],
      [
        ['envelope', 'forward_paths', 0],
        { path: 'benito@sur.example', status: 'accepted', code: 250 },
      ],
    ],
  });
  addressNobody(s, refused);
}

function addressNobody(s, refused) {
  s.say('RCPT TO:', '<noexiste@sur.example>', 't.rcpt', {
    phase: 'recipients',
    rfc: '5321#4.1.1.3',
    spans: [
      [0, 8, 'verb'],
      [8, 30, 'path'],
    ],
  });
  if (refused)
    s.reply('550', '5.1.1 No mailbox <noexiste@sur.example> here', 't.rcpt_no', {
      phase: 'recipients',
      changes: [
        [
          ['envelope', 'forward_paths', 1],
          { path: 'noexiste@sur.example', status: 'refused', code: 550 },
        ],
      ],
    });
  else
    s.reply('250', '2.1.5 Recipient <noexiste@sur.example> ok', 't.rcpt_ok', {
      phase: 'recipients',
      changes: [
        [
          ['envelope', 'forward_paths', 1],
          { path: 'noexiste@sur.example', status: 'accepted', code: 250 },
        ],
      ],
    });
}

function handOver(s, writer) {
  const { client, server } = s;
  s.say('DATA', '', 't.data', { phase: 'letter', rfc: '5321#4.1.1.4', spans: [[0, 4, 'verb']] });
  s.reply('354', 'Start mail input; end with <CRLF>.<CRLF>', 't.data_go', {
    phase: 'letter',
    changes: [
      [['state'], 'DATA'],
      [['legal'], []],
      [['in_letter'], true],
    ],
  });
  s.line(
    'letter',
    {
      head: '',
      text: 'Excursión del viernes',
      phase: 'letter',
      rfc: ['5322#2.1'],
      chapter: writer.model.chapters.length - 1,
    },
    ['t.letter', { client, server }],
    [
      [
        ['letter'],
        {
          subject: latin1('Excursión del viernes'),
          from: 'Ana <ana@norte.example>',
          to: 'Benito <benito@sur.example>',
          shown: { subject: 'Excursión del viernes', from: 'Ana', to: 'Benito' },
          length: LETTER.length - 3,
          blank_line: true,
        },
      ],
      [['in_letter'], null],
    ],
    lettered(latin1(LETTER)),
  );
  s.reply('250', '2.0.0 Queued as 1', 't.queued', {
    phase: 'dot',
    changes: [
      [['state'], 'GREETED'],
      [['legal'], SMTP_LEGAL],
    ],
  });
}

/** The whole story; `waiting`: index of the first event after Benito's PC is switched on. */
export function story() {
  const writer = new Writer();
  writer.event(
    'lab.opened',
    { host: '' },
    {
      changes: [
        [['order'], Object.keys(HOSTS)],
        [['hosts'], HOSTS],
        [['links'], Object.fromEntries(Object.keys(HOSTS).map((host) => [host, { host }]))],
        [
          ['mailboxes'],
          {
            'ana@norte.example': { host: 'norte', messages: [] },
            'benito@sur.example': { host: 'sur', messages: [] },
            'carla@sur.example': { host: 'sur', messages: [] },
          },
        ],
        [['conns'], {}],
        [['answers'], {}],
        [['queues'], {}],
        [['inboxes'], {}],
        [['chapters'], []],
        [['offers'], []],
      ],
    },
  );
  writer.beat(
    'message.composed',
    { host: 'pc-ana' },
    { text: 'benito@sur.example', chapter: 0 },
    ['t.composed', { client: 'pc-ana' }],
    { changes: [writer.chapter('t.chapter.write', { client: 'pc-ana' }, 'local')] },
  );
  smtp(writer, 'c1', 'pc-ana', 'norte', false);
  smtp(writer, 'c2', 'norte', 'sur', true);
  deliver(writer);
  const waiting = writer.events.length;
  collect(writer);
  return { events: writer.events, model: writer.model, waiting };
}

/**
 * A journal of `count` events that keeps changing one connection: for speed.
 * @param {number} count
 */
export function longStory(count) {
  const writer = new Writer();
  const short = story();
  writer.events = short.events.slice(0, 3);
  for (const event of writer.events) {
    applyChanges(writer.model, event.changes);
    if (event.beat) writer.step += 1;
  }
  const s = Object.assign(Object.create(Session.prototype), {
    writer,
    conn: 'c1',
    client: 'pc-ana',
    server: 'norte',
    protocol: 'smtp',
    port: 25,
  });
  writer.event(
    'x',
    {},
    {
      changes: [
        [
          ['conns', 'c1'],
          {
            id: 'c1',
            client: 'pc-ana',
            server: 'norte',
            protocol: 'smtp',
            port: 25,
            open: true,
            chapter: 0,
            state: '',
            legal: [],
            octets: { client: 0, server: 0 },
          },
        ],
      ],
    },
  );
  while (writer.events.length < count) {
    const n = writer.events.length;
    s.say('NOOP', String(n), 't.noop', {
      phase: 'greeting',
      rfc: '5321#4.1.1.9',
      changes: [[['octets', 'client'], n]],
    });
    s.reply(n % 97 === 0 ? '500' : '250', '2.0.0 OK', 't.ok', {
      phase: 'greeting',
      changes: [
        [['octets', 'server'], n],
        [['state'], n % 3 ? 'GREETED' : 'MAIL'],
      ],
    });
  }
  return { events: writer.events.slice(0, count), model: writer.model };
}
