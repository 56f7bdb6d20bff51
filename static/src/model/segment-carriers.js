/**
 * What carried a step: the segments and datagrams of the journal, one by one. Pure.
 *
 * A line belongs to the segments its octets were in, an acknowledgement to the octet it
 * acknowledges last, the handshake to the step that opens, FIN and RST to the one that
 * closes. Inside TLS nobody can tell: there it is what passed between two steps.
 */

/** @typedef {import('../types.d.ts').Served} Served */
/** @typedef {import('../types.d.ts').Step} Step */
/**
 * @typedef {object} Row  one segment or datagram
 * @property {'tcp' | 'udp' | 'icmp'} kind
 * @property {string} from     host
 * @property {string} to       host
 * @property {[number, number]} ports
 * @property {string} flags
 * @property {number} seq      relative to the initial sequence number
 * @property {number} ack
 * @property {number} length   octets it carries
 * @property {boolean} lost
 * @property {number} attempt  more than 1: sent again
 * @property {number} at_us
 */

/** A flight as its segments: start, end, and whether it arrives. @param {Served} event
 * @returns {[number, number, boolean][]} */
const piecesOf = ({ fact, segments }) =>
  segments ?? [[fact.offset, fact.offset + fact.length, fact.lost === 0]];

/** @param {Served} event @returns {(Row & {start: number})[]} */
export function rowsOf(event) {
  const { fact, host, at_us } = event;
  const common = { from: host, to: fact.to_host, at_us };
  if (fact.kind === 'icmp.unreachable_sent') {
    return [
      {
        ...common,
        kind: 'icmp',
        ports: [0, fact.port],
        flags: '',
        seq: 0,
        ack: 0,
        length: 0,
        lost: fact.lost,
        attempt: 1,
        start: 0,
      },
    ];
  }
  /** @type {[number, number]} */
  const ports = [fact.from_port, fact.to_port];
  if (fact.kind === 'udp.datagram_sent') {
    return [
      {
        ...common,
        kind: 'udp',
        ports,
        flags: '',
        seq: 0,
        ack: 0,
        length: fact.length,
        lost: fact.lost,
        attempt: 1,
        start: fact.offset,
      },
    ];
  }
  const pieces = piecesOf(event);
  return pieces.map(([start, end, arrives], i) => ({
    ...common,
    kind: 'tcp',
    ports,
    start,
    flags: i === pieces.length - 1 ? fact.flags : 'ACK',
    seq: fact.seq + start - fact.offset,
    ack: fact.ack,
    length: end - start,
    lost: !arrives,
    attempt: fact.attempt,
  }));
}

const CARRIERS = new Set(['tcp.flight_sent', 'udp.datagram_sent', 'icmp.unreachable_sent']);

/** The carriers of a journal by connection, and its steps; grows with it. */
export class Carriers {
  #store;
  #epoch = -1;
  #read = 0;
  /** @type {Map<string, Served[]>} */ #sent = new Map();
  /** seq of the steps of each connection @type {Map<string, number[]>} */ #steps = new Map();
  /** what was taken out of the air: seq of the flight and offset */ #dropped = new Set();

  /** @param {{epoch: number, events: Served[]}} store */
  constructor(store) {
    this.#store = store;
  }

  #catchUp() {
    const { epoch, events } = this.#store;
    if (epoch !== this.#epoch) {
      this.#epoch = epoch;
      this.#read = 0;
      this.#sent.clear();
      this.#steps.clear();
      this.#dropped.clear();
    }
    for (; this.#read < events.length; this.#read += 1) {
      const event = events[this.#read];
      if (!event.conn) continue;
      if (event.fact.kind === 'tcp.segment_dropped')
        this.#dropped.add(`${event.fact.flight} ${event.fact.offset}`);
      if (CARRIERS.has(event.fact.kind)) put(this.#sent, event.conn, event);
      if (event.beat) put(this.#steps, event.conn, event.seq);
    }
  }

  /** What carried `step`, in order. @param {Step} step @returns {Row[]} */
  of(step) {
    return this.sent(step).map(({ row }) => row);
  }

  /**
   * The same, each with its flight and its place among those of the flight still to arrive
   * when it was sent. @param {Step} step @returns {{row: Row, flight: number, segment: number}[]}
   */
  sent(step) {
    this.#catchUp();
    const sent = this.#sent.get(step.conn) ?? [];
    const seqs = this.#steps.get(step.conn) ?? [];
    const at = seqs.indexOf(step.seq);
    const between = { after: seqs[at - 1] ?? -1, before: seqs[at + 1] ?? Infinity };
    const fin = sent.find(({ fact }) => fact.flags?.includes('FIN'))?.seq ?? Infinity;
    const belongs = judge(step, between, fin);
    return sent.flatMap((event) => {
      let segment = -1;
      return rowsOf(event)
        .map((row) => {
          if (!row.lost) segment += 1;
          const lost = row.lost || this.#dropped.has(`${event.seq} ${row.start}`);
          return {
            row: lost === row.lost ? row : { ...row, lost },
            flight: event.seq,
            segment,
            belongs: belongs(event, row),
          };
        })
        .filter((each) => each.belongs);
    });
  }
}

/** @template T @param {Map<string, T[]>} map @param {string} key @param {T} value */
function put(map, key, value) {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/**
 * @param {Step} step @param {{after: number, before: number}} between  seq of its neighbours
 * @param {number} fin  seq of the first FIN
 * @returns {(event: Served, row: Row & {start: number}) => boolean}
 */
function judge({ seq, fact, beat }, { after, before }, fin) {
  const passed = (/** @type {Served} */ event) => event.seq > after && event.seq <= seq;
  const { stream = '', offset = 0, length = 0 } = fact;
  if (beat.shape === 'open')
    return (event, row) => row.flags.includes('SYN') || isThirdStep(event, beat.client);
  if (beat.shape === 'close') {
    return (event, row) =>
      /FIN|RST/.test(row.flags) || (event.seq > fin && row.flags === 'ACK' && !row.length);
  }
  if (beat.shape === 'fault' || !stream) return beat.shape === 'fault' ? passed : () => false;
  if (stream.startsWith('t')) {
    const mine = stream.slice(1);
    return mine === 'c'
      ? (event, row) => passed(event) && carries(event, row, mine)
      : (event, row) => event.seq > seq && event.seq < before && carries(event, row, mine);
  }
  return (event, row) => {
    if (event.fact.stream === stream)
      return row.start < offset + length && row.start + row.length > offset;
    const acked = row.ack - 2;
    return (
      row.kind === 'tcp' &&
      row.flags === 'ACK' &&
      !row.length &&
      event.seq < fin &&
      event.host !== sender(beat, stream) &&
      acked >= offset &&
      acked < offset + length
    );
  };
}

/** @param {Served} event @param {Row} row @param {string} stream */
const carries = (event, row, stream) => row.length > 0 && event.fact.stream === stream;

/** @param {import('../types.d.ts').Beat} beat @param {string} stream */
const sender = (beat, stream) => (stream === 'c' ? beat.client : beat.server);

/** The ACK that completes the handshake. @param {Served} event @param {string} client */
const isThirdStep = ({ host, fact }, client) =>
  host === client && fact.flags === 'ACK' && !fact.length && fact.seq === 1 && fact.ack === 1;
