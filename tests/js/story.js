/**
 * Served events for tests, made by hand in the exact shape of simulator/README.md "What is
 * served to the browser": Ana's letter to Benito and to somebody who does not exist.
 * It only has to be plausible for the page; what servers really say is tested in Python.
 */
import { applyChanges } from '../../static/src/core/reducer.js';

const HOSTS = {
  'pc-ana': { id: 'pc-ana', on: true, label: { es: 'PC de Ana', en: "Ana's PC" }, role: 'mua', programs: [{ name: 'cliente de correo', port: 0, protocol: 'smtp' }], mailboxes: [], address: '198.51.100.23', person: 'Ana' },
  norte: { id: 'norte', on: true, label: { es: 'servidor norte', en: 'north server' }, role: 'server', programs: [{ name: 'smtp', port: 25, protocol: 'smtp' }, { name: 'pop3', port: 110, protocol: 'pop3' }], mailboxes: ['ana@norte.example'], address: '198.51.100.5', person: '' },
  sur: { id: 'sur', on: true, label: { es: 'servidor sur', en: 'south server' }, role: 'server', programs: [{ name: 'smtp', port: 25, protocol: 'smtp' }, { name: 'pop3', port: 110, protocol: 'pop3' }], mailboxes: ['benito@sur.example', 'carla@sur.example'], address: '192.0.2.10', person: '' },
  'pc-benito': { id: 'pc-benito', on: false, label: { es: 'PC de Benito', en: "Benito's PC" }, role: 'mua', programs: [{ name: 'cliente de correo', port: 0, protocol: 'pop3' }], mailboxes: [], address: '192.0.2.44', person: 'Benito' },
};
const LETTER = [
  'From: Ana <ana@norte.example>', 'To: Benito <benito@sur.example>', 'Subject: Excursión del viernes',
  'Date: Mon, 23 Nov 2026 09:00:00 +0100', 'Message-ID: <1@pc-ana.norte.example>', '',
  'Hola, Benito:', '', '¿Vienes a la excursión del viernes? Salimos a las nueve.', '', 'Ana', '.', '',
].join('\r\n');
const latin1 = (text) => String.fromCharCode(...new TextEncoder().encode(text));

/** Writes events and knows the model so far, so that each change has its `before`. */
class Writer {
  events = [];
  model = {};
  step = 0;
  now = 0;

  at(path) { return path.reduce((node, key) => node?.[key], this.model) ?? null; }

  event(kind, where, { changes = [], ...more } = {}) {
    const full = changes.map(([path, after]) => {
      const change = [path, structuredClone(this.at(path)), after];
      applyChanges(this.model, [change]);
      return change;
    });
    this.now += 5_000;
    const seq = this.events.length;
    this.events.push({ seq, at_us: this.now, host: where.host ?? '', conn: where.conn ?? '', cause: Math.max(0, seq - 1), fact: { kind }, ...more, changes: full });
  }

  beat(kind, where, beat, say, more = {}) {
    this.step += 1;
    this.event(kind, where, {
      ...more,
      beat: {
        step: this.step, shape: 'local', protocol: 'local', from: where.host, to: where.host, client: '', server: '',
        mark: '', head: '', text: '', more: [], length: 0, phase: '', chapter: this.model.chapters.length - 1, rfc: [], spans: [], lost: false, ...beat,
      },
      say: { key: say[0], params: say[1] ?? {} },
      why: { key: `${say[0]}.why`, params: say[1] ?? {} },
    });
  }

  chapter(key, params, protocol) {
    return [['chapters', this.model.chapters.length], { key, params, protocol, step: this.step + 1 }];
  }
}

/** One connection of two hosts, and what its lines look like. */
class Session {
  constructor(writer, { conn, client, server, protocol, port, chapter }) {
    Object.assign(this, { writer, conn, client, server, protocol, port });
    const record = {
      id: conn, client, server, client_port: 49152, port, service: protocol, protocol, open: true, chapter: writer.model.chapters.length, state: '', legal: [],
      octets: { client: 0, server: 0 }, kinds: { command: 0, reply: 0, header: 0, body: 0 }, round_trips: 0,
    };
    writer.event('tcp.flight_sent', { host: client, conn });
    writer.beat('tcp.connection_opened', { host: client, conn },
      { shape: 'open', protocol: 'tcp', from: client, to: server, client, server, text: `puerto ${port}`, chapter: record.chapter },
      ['t.open', { client, server, port }],
      { changes: [writer.chapter(chapter, { client, server }, protocol), [['conns', conn], record]] });
  }

  line(shape, beat, say, changes = [], more = {}) {
    const fromClient = shape === 'command' || (shape === 'letter' && this.protocol === 'smtp');
    const [from, to] = fromClient ? [this.client, this.server] : [this.server, this.client];
    const octets = more.octets ?? latin1(`${beat.head}${/[:]$|^$/.test(beat.head) || !beat.text ? '' : ' '}${beat.text}\r\n`);
    this.writer.beat(`${this.protocol}.${fromClient ? 'command_received' : 'reply_sent'}`, { host: this.server, conn: this.conn },
      { shape, protocol: this.protocol, from, to, client: this.client, server: this.server, length: octets.length, ...beat },
      say, { ...more, octets, changes: changes.map(([key, after]) => [['conns', this.conn, ...key], after]) });
    this.writer.event('tcp.flight_sent', { host: from, conn: this.conn });
  }

  say(head, text, key, { phase, rfc, spans = [], changes = [] }) {
    this.line('command', { head, text, phase, rfc: [rfc], spans }, [key, { client: this.client, server: this.server, text }], changes);
  }

  reply(head, text, key, { phase, mark = head[0], more = [], changes = [], rfc = '5321#4.2.3' }) {
    const octets = [`${head}${text ? ` ${text}` : ''}`, ...more].join('\r\n') + '\r\n';
    this.line('reply', { head, text, mark, more, phase, rfc: [rfc], spans: [[0, head.replace('-', '').length, 'code']] },
      [key, { client: this.client, server: this.server, text }], changes, { octets: latin1(octets) });
  }

  close() {
    const { writer, conn, client, server } = this;
    writer.beat('tcp.connection_closed', { host: client, conn },
      { shape: 'close', protocol: 'tcp', from: server, to: client, client, server },
      ['t.close', { client, server }], { changes: [[['conns', conn, 'open'], false], [['conns', conn, 'legal'], []]] });
  }
}

const SMTP_LEGAL = ['EHLO', 'HELO', 'MAIL', 'RSET', 'NOOP', 'VRFY', 'EXPN', 'HELP', 'QUIT'];

function smtp(writer, conn, client, server, refused) {
  const name = server === 'norte' ? 'smtp.norte.example' : 'mx1.sur.example';
  const s = new Session(writer, { conn, client, server, protocol: 'smtp', port: 25, chapter: server === 'norte' ? 't.chapter.submit' : 't.chapter.relay' });
  s.reply('220', `${name} ESMTP Cartero`, 't.greeting', { phase: 'greeting', changes: [[['state'], 'CONNECTED'], [['legal'], ['EHLO', 'HELO', 'NOOP', 'QUIT']]] });
  s.say('EHLO', client === 'norte' ? 'smtp.norte.example' : 'pc-ana.norte.example', 't.ehlo', { phase: 'greeting', rfc: '5321#4.1.1.1', spans: [[0, 4, 'verb'], [5, 25, 'domain']] });
  s.reply('250-', `${name} te saluda`.replace('te saluda', 'greets you'), 't.ehlo_ok', { phase: 'greeting', mark: '2', more: ['250-PIPELINING', '250-8BITMIME', '250 SIZE 10485760'], changes: [[['state'], 'GREETED'], [['legal'], SMTP_LEGAL]] });
  s.say('MAIL FROM:', '<ana@norte.example>', 't.mail', { phase: 'sender', rfc: '5321#4.1.1.2', spans: [[0, 10, 'verb'], [10, 29, 'path'], [11, 14, 'local_part'], [15, 28, 'domain']] });
  s.reply('250', '2.1.0 Sender <ana@norte.example> ok', 't.mail_ok', { phase: 'sender', changes: [[['state'], 'MAIL'], [['legal'], ['RCPT', 'RSET', 'NOOP', 'QUIT']], [['envelope'], { reverse_path: 'ana@norte.example', forward_paths: [] }]] });
  s.say('RCPT TO:', '<benito@sur.example>', 't.rcpt', { phase: 'recipients', rfc: '5321#4.1.1.3', spans: [[0, 8, 'verb'], [8, 28, 'path']] });
  s.reply('250', '2.1.5 Recipient <benito@sur.example> ok', 't.rcpt_ok', { phase: 'recipients', changes: [[['state'], 'RCPT'], [['legal'], ['RCPT', 'DATA', 'RSET', 'NOOP', 'QUIT']], [['envelope', 'forward_paths', 0], { path: 'benito@sur.example', status: 'accepted', code: 250 }]] });
  s.say('RCPT TO:', '<noexiste@sur.example>', 't.rcpt', { phase: 'recipients', rfc: '5321#4.1.1.3', spans: [[0, 8, 'verb'], [8, 30, 'path']] });
  if (refused) s.reply('550', '5.1.1 No mailbox <noexiste@sur.example> here', 't.rcpt_no', { phase: 'recipients', changes: [[['envelope', 'forward_paths', 1], { path: 'noexiste@sur.example', status: 'refused', code: 550 }]] });
  else s.reply('250', '2.1.5 Recipient <noexiste@sur.example> ok', 't.rcpt_ok', { phase: 'recipients', changes: [[['envelope', 'forward_paths', 1], { path: 'noexiste@sur.example', status: 'accepted', code: 250 }]] });
  s.say('DATA', '', 't.data', { phase: 'letter', rfc: '5321#4.1.1.4', spans: [[0, 4, 'verb']] });
  s.reply('354', 'Start mail input; end with <CRLF>.<CRLF>', 't.data_go', { phase: 'letter', changes: [[['state'], 'DATA'], [['legal'], []], [['in_letter'], true]] });
  s.line('letter', { head: '', text: 'Excursión del viernes', phase: 'letter', rfc: ['5322#2.1'], chapter: writer.model.chapters.length - 1 }, ['t.letter', { client, server }],
    [[['letter'], { subject: latin1('Excursión del viernes'), from: 'Ana <ana@norte.example>', to: 'Benito <benito@sur.example>', length: LETTER.length - 3, blank_line: true }], [['in_letter'], null]], { octets: latin1(LETTER) });
  s.reply('250', '2.0.0 Queued as 1', 't.queued', { phase: 'dot', changes: [[['state'], 'GREETED'], [['legal'], SMTP_LEGAL]] });
  writer.event('message.queued', { host: server }, { changes: [[['queues', server], [{ message: 'm1', reverse_path: 'ana@norte.example', forward_paths: ['benito@sur.example'], length: 400 }]]] });
  s.say('QUIT', '', 't.quit', { phase: 'goodbye', rfc: '5321#4.1.1.10', spans: [[0, 4, 'verb']] });
  s.reply('221', `2.0.0 ${name} closing`, 't.bye', { phase: 'goodbye', changes: [[['state'], 'CLOSED'], [['legal'], []]] });
  s.close();
  if (client === 'norte') writer.event('message.dequeued', { host: client }, { changes: [[['queues', client], []]] });
}

function deliver(writer) {
  writer.beat('message.delivered', { host: 'sur' }, { text: 'benito@sur.example', rfc: ['5321#4.4'], chapter: writer.model.chapters.length },
    ['t.delivered', { server: 'sur' }],
    { changes: [writer.chapter('t.chapter.deliver', { server: 'sur' }, 'local'), [['queues', 'sur'], []],
      [['mailboxes', 'benito@sur.example', 'messages', 0], { unique_id: 'u1', message: 'm2', subject: latin1('Excursión del viernes'), from: 'Ana <ana@norte.example>', to: 'Benito <benito@sur.example>', length: 620, reverse_path: 'ana@norte.example' }],
      [['offers'], [{ act: { act: 'power_on', host: 'pc-benito' }, key: 'offer.power_on', params: { host: 'pc-benito' } }]]] });
}

function collect(writer) {
  const host = 'pc-benito';
  writer.beat('host.powered_on', { host }, { chapter: writer.model.chapters.length }, ['t.power_on', { host }], { changes: [writer.chapter('t.chapter.collect', { host }, 'pop3'), [['hosts', host, 'on'], true], [['offers'], []]] });
  const s = new Session(writer, { conn: 'c3', client: host, server: 'sur', protocol: 'pop3', port: 110, chapter: 't.chapter.collect' });
  const rfc = '1939#5';
  s.reply('+OK', 'Cartero POP3 ready', 't.pop_hello', { phase: 'login', rfc, changes: [[['state'], 'AUTHORIZATION'], [['legal'], ['USER', 'QUIT']]] });
  s.say('USER', 'benito', 't.user', { phase: 'login', rfc: '1939#7', spans: [[0, 4, 'verb'], [5, 11, 'argument']] });
  s.reply('+OK', 'send the password', 't.user_ok', { phase: 'login', rfc: '1939#7' });
  s.say('PASS', 'benito-secreta', 't.pass', { phase: 'login', rfc: '1939#7', spans: [[0, 4, 'verb'], [5, 19, 'argument']] });
  s.reply('+OK', '1 message (620 octets)', 't.pass_ok', { phase: 'login', rfc, changes: [[['state'], 'TRANSACTION'], [['user'], 'benito'], [['legal'], ['STAT', 'LIST', 'RETR', 'DELE', 'NOOP', 'RSET', 'QUIT']]] });
  s.say('STAT', '', 't.stat', { phase: 'transaction', rfc });
  s.reply('+OK', '1 620', 't.stat_ok', { phase: 'transaction', rfc });
  s.say('RETR', '1', 't.retr', { phase: 'transaction', rfc });
  s.line('letter', { head: '+OK', text: '620 octets follow', mark: '+', phase: 'transaction', rfc: [rfc] }, ['t.retr_ok', { server: 'sur', client: host }], [],
    { octets: latin1(`+OK 620 octets follow\r\nReturn-Path: <ana@norte.example>\r\nReceived: from smtp.norte.example ([198.51.100.5]) by mx1.sur.example with ESMTP id 2; Mon, 23 Nov 2026 09:00:01 +0100\r\n`) + latin1(LETTER) });
  writer.event('message.collected', { host }, { changes: [[['inboxes', host], [{ message: 'm2', subject: latin1('Excursión del viernes'), from: 'Ana <ana@norte.example>', length: 620 }]]] });
  s.say('DELE', '1', 't.dele', { phase: 'transaction', rfc });
  s.reply('+OK', 'message 1 marked as deleted', 't.dele_ok', { phase: 'transaction', rfc, changes: [[['marked'], [1]]] });
  s.say('QUIT', '', 't.quit', { phase: 'update', rfc: '1939#6' });
  writer.event('message.removed', { host: 'sur' }, { changes: [[['mailboxes', 'benito@sur.example', 'messages'], []]] });
  s.reply('+OK', 'goodbye', 't.bye', { phase: 'update', rfc: '1939#6', changes: [[['state'], 'CLOSED'], [['legal'], []]] });
  s.close();
}

/** The whole story; `waiting`: index of the first event after Benito's PC is switched on. */
export function story() {
  const writer = new Writer();
  writer.event('lab.opened', { host: '' }, { changes: [
    [['order'], Object.keys(HOSTS)], [['hosts'], HOSTS], [['links'], Object.fromEntries(Object.keys(HOSTS).map((host) => [host, { host }]))],
    [['mailboxes'], { 'ana@norte.example': { host: 'norte', messages: [] }, 'benito@sur.example': { host: 'sur', messages: [] }, 'carla@sur.example': { host: 'sur', messages: [] } }],
    [['conns'], {}], [['answers'], {}], [['queues'], {}], [['inboxes'], {}], [['chapters'], []], [['offers'], []],
  ] });
  writer.beat('message.composed', { host: 'pc-ana' }, { text: 'benito@sur.example', chapter: 0 }, ['t.composed', { client: 'pc-ana' }], { changes: [writer.chapter('t.chapter.write', { client: 'pc-ana' }, 'local')] });
  smtp(writer, 'c1', 'pc-ana', 'norte', false);
  smtp(writer, 'c2', 'norte', 'sur', true);
  deliver(writer);
  const waiting = writer.events.length;
  collect(writer);
  return { events: writer.events, model: writer.model, waiting };
}

/** A journal of `count` events that keeps changing one connection: for speed. @param {number} count */
export function longStory(count) {
  const writer = new Writer();
  const short = story();
  writer.events = short.events.slice(0, 3);
  for (const event of writer.events) { applyChanges(writer.model, event.changes); if (event.beat) writer.step += 1; }
  const s = Object.assign(Object.create(Session.prototype), { writer, conn: 'c1', client: 'pc-ana', server: 'norte', protocol: 'smtp', port: 25 });
  writer.event('x', {}, { changes: [[['conns', 'c1'], { id: 'c1', client: 'pc-ana', server: 'norte', protocol: 'smtp', port: 25, open: true, chapter: 0, state: '', legal: [], octets: { client: 0, server: 0 } }]] });
  while (writer.events.length < count) {
    const n = writer.events.length;
    s.say('NOOP', String(n), 't.noop', { phase: 'greeting', rfc: '5321#4.1.1.9', changes: [[['octets', 'client'], n]] });
    s.reply(n % 97 === 0 ? '500' : '250', '2.0.0 OK', 't.ok', { phase: 'greeting', changes: [[['octets', 'server'], n], [['state'], n % 3 ? 'GREETED' : 'MAIL']] });
  }
  return { events: writer.events.slice(0, count), model: writer.model };
}
