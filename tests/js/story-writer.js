/**
 * Writes served events as the server would: numbered, with the model's `before` in each
 * change, and lines of a connection in both directions.
 */
import { applyChanges } from '../../static/src/core/reducer.js';

/** @param {string} text what stands in a fact: its UTF-8 octets, one character each */
export const latin1 = (text) => String.fromCharCode(...new TextEncoder().encode(text));

/** Octets that are a letter, with the places of its parts. @param {string} octets
 * @param {string} front a status line */
export function lettered(octets, front = '') {
  const status = front.length;
  const header = octets.indexOf('\r\n\r\n') + 2;
  const end = octets.length - '.\r\n'.length;
  const card = [
    { name: 'From', value: 'Ana <ana@norte.example>' },
    { name: 'To', value: 'Benito <benito@sur.example>' },
    { name: 'Subject', value: 'Excursión del viernes' },
  ];
  const letter = { status, header, body: header + 2, end, blank_line: true, dot: true, card };
  return { octets, letter };
}

/** Writes events and knows the model so far, so that each change has its `before`. */
export class Writer {
  events = [];
  model = {};
  step = 0;
  now = 0;

  at(path) {
    return path.reduce((node, key) => node?.[key], this.model) ?? null;
  }

  event(kind, where, { changes = [], ...more } = {}) {
    const full = changes.map(([path, after]) => {
      const change = [path, structuredClone(this.at(path)), after];
      applyChanges(this.model, [change]);
      return change;
    });
    this.now += 5_000;
    const seq = this.events.length;
    this.events.push({
      seq,
      at_us: this.now,
      host: where.host ?? '',
      conn: where.conn ?? '',
      cause: Math.max(0, seq - 1),
      fact: { kind },
      ...more,
      changes: full,
    });
  }

  beat(kind, where, beat, say, more = {}) {
    this.step += 1;
    this.event(kind, where, {
      ...more,
      beat: {
        step: this.step,
        shape: 'local',
        protocol: 'local',
        from: where.host,
        to: where.host,
        client: '',
        server: '',
        mark: '',
        head: '',
        text: '',
        more: [],
        length: 0,
        phase: '',
        chapter: this.model.chapters.length - 1,
        rfc: [],
        spans: [],
        lost: false,
        ...beat,
      },
      say: { key: say[0], params: say[1] ?? {} },
      why: { key: `${say[0]}.why`, params: say[1] ?? {} },
    });
  }

  chapter(key, params, protocol) {
    return [
      ['chapters', this.model.chapters.length],
      { key, params, protocol, step: this.step + 1 },
    ];
  }
}

/** One connection of two hosts, and what its lines look like. */
export class Session {
  constructor(writer, { conn, client, server, protocol, port, chapter }) {
    Object.assign(this, { writer, conn, client, server, protocol, port });
    const record = {
      id: conn,
      client,
      server,
      client_port: 49152,
      port,
      service: protocol,
      protocol,
      open: true,
      chapter: writer.model.chapters.length,
      state: '',
      legal: [],
      octets: { client: 0, server: 0 },
      kinds: { command: 0, reply: 0, header: 0, body: 0 },
      round_trips: 0,
    };
    writer.event('tcp.flight_sent', { host: client, conn });
    writer.beat(
      'tcp.connection_opened',
      { host: client, conn },
      {
        shape: 'open',
        protocol: 'tcp',
        from: client,
        to: server,
        client,
        server,
        text: `puerto ${port}`,
        chapter: record.chapter,
      },
      ['t.open', { client, server, port }],
      {
        changes: [writer.chapter(chapter, { client, server }, protocol), [['conns', conn], record]],
      },
    );
  }

  line(shape, beat, say, changes = [], more = {}) {
    const fromClient = shape === 'command' || (shape === 'letter' && this.protocol === 'smtp');
    const [from, to] = fromClient ? [this.client, this.server] : [this.server, this.client];
    const octets =
      more.octets ??
      latin1(`${beat.head}${/[:]$|^$/.test(beat.head) || !beat.text ? '' : ' '}${beat.text}\r\n`);
    this.writer.beat(
      `${this.protocol}.${fromClient ? 'command_received' : 'reply_sent'}`,
      { host: this.server, conn: this.conn },
      {
        shape,
        protocol: this.protocol,
        from,
        to,
        client: this.client,
        server: this.server,
        length: octets.length,
        ...beat,
      },
      say,
      {
        ...more,
        octets,
        changes: changes.map(([key, after]) => [['conns', this.conn, ...key], after]),
      },
    );
    this.writer.event('tcp.flight_sent', { host: from, conn: this.conn });
  }

  say(head, text, key, { phase, rfc, spans = [], changes = [] }) {
    this.line(
      'command',
      { head, text, phase, rfc: [rfc], spans },
      [key, { client: this.client, server: this.server, text }],
      changes,
    );
  }

  reply(head, text, key, { phase, mark = head[0], more = [], changes = [], rfc = '5321#4.2.3' }) {
    const octets = [`${head}${text ? ` ${text}` : ''}`, ...more].join('\r\n') + '\r\n';
    this.line(
      'reply',
      {
        head,
        text,
        mark,
        more,
        phase,
        rfc: [rfc],
        spans: [[0, head.replace('-', '').length, 'code']],
      },
      [key, { client: this.client, server: this.server, text }],
      changes,
      { octets: latin1(octets) },
    );
  }

  close() {
    const { writer, conn, client, server } = this;
    writer.beat(
      'tcp.connection_closed',
      { host: client, conn },
      { shape: 'close', protocol: 'tcp', from: server, to: client, client, server },
      ['t.close', { client, server }],
      {
        changes: [
          [['conns', conn, 'open'], false],
          [['conns', conn, 'legal'], []],
        ],
      },
    );
  }
}
