/**
 * The terminal's log as a fold of served events: what was typed, what was answered.
 *
 * Why it exists: the log must step back with the playhead and come back after a reload, so it
 * is computed from the journal and never kept. What the learner typed comes from the
 * terminal's own fact (raw octets), what the server saw in it (slips) from the server's.
 *
 * It refuses the DOM, clocks and any wording: texts stay `{key, params}`.
 */

/**
 * @typedef {import('../../types.d.ts').Served} Served
 * @typedef {import('../../types.d.ts').Text} Text
 */

/**
 * @typedef {object} Entry         one block of the log
 * @property {number} seq          the event it is drawn from
 * @property {'open' | 'sent' | 'letter' | 'reply' | 'closed' | 'local'} kind
 * @property {string[]} lines      wire text, without line ends
 * @property {boolean} more        the wire text went on
 * @property {string} part         of a letter's line: header, blank, body, dot
 * @property {boolean} lf          LF alone ended a line that was typed
 * @property {string} head         code of a reply: `250`, `+OK`
 * @property {string} mark         '2'..'5', '+', '-' or ''
 * @property {Text | undefined} say
 * @property {Text | undefined} why
 * @property {Text | undefined} next
 * @property {Text[]} slips
 */

/** Lines of a long response that the log shows; the rest is in the inspector. */
export const REPLY_LINES_MAX = 40;

/**
 * Octets (one character each) as text: UTF-8 where they are, else Latin-1 as they came.
 * @param {string} octets
 */
export function textOf(octets) {
  const bytes = Uint8Array.from(octets, (char) => char.charCodeAt(0));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return octets;
  }
}

/** Lines of wire octets without their CRLF. @param {string} octets */
export function linesOf(octets) {
  const lines = textOf(octets).split(/\r\n|\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** @param {Served} event @param {Entry['kind']} kind @param {string[]} lines @returns {Entry} */
function entry(event, kind, lines) {
  const { beat } = event;
  return {
    seq: event.seq,
    kind,
    lines: lines.slice(0, REPLY_LINES_MAX),
    more: lines.length > REPLY_LINES_MAX || cutShort(event),
    part: partOf(event),
    lf: event.fact.kind === 'terminal.line_sent' && !event.fact.octets.endsWith('\r\n'),
    head: beat?.head ?? '',
    mark: beat?.mark ?? '',
    say: event.say,
    why: event.why,
    next: event.next,
    slips: [...(event.slips ?? [])],
  };
}

/** More went over the wire than is served. @param {Served} event */
const cutShort = ({ beat, octets }) => Boolean(beat && octets && beat.length > octets.length);

/** What the server's model made of a line of the letter. @param {Served} event @returns {string} */
function partOf({ conn, changes = [] }) {
  const grown = changes.find(
    ([path, , after]) =>
      path[0] === 'conns' &&
      path[1] === conn &&
      path[2] === 'paper' &&
      path.length === 4 &&
      after !== null,
  );
  return grown?.[2].part ?? '';
}

/** @param {Served} event @returns {string[]} */
function replyLines({ beat, octets }) {
  if (octets) return linesOf(octets);
  return [[beat?.head, beat?.text].filter(Boolean).join(' '), ...(beat?.more ?? [])];
}

/**
 * What each shape of beat adds to the log.
 * @type {Record<string, (event: Served, log: Entry[]) => void>}
 */
const SHAPES = {
  open: (event, log) => {
    log.push(entry(event, 'open', []));
  },
  reply: (event, log) => {
    log.push(entry(event, 'reply', replyLines(event)));
  },
  close: (event, log) => {
    log.push(entry(event, 'closed', []));
  },
  fault: (event, log) => {
    log.push(entry(event, 'closed', []));
  },
  command: (event, log) => {
    annotate(event, log);
  },
  letter: (event, log) => {
    if (event.beat?.from === event.beat?.server) SHAPES.reply(event, log);
    else annotate(event, log);
  },
};

/**
 * What the server saw in a line goes to the line it was typed in.
 * @param {Served} event
 * @param {Entry[]} log
 */
function annotate(event, log) {
  const typed = log.findLast(({ kind }) => kind === 'sent' || kind === 'letter');
  typed?.slips.push(...(event.slips ?? []));
}

/**
 * The log of one connection, up to and including event `until`.
 * @param {readonly Served[]} events in order of seq
 * @param {string} conn
 * @param {number} until seq of the last event to show
 * @returns {Entry[]}
 */
export function logOf(events, conn, until) {
  /** @type {Entry[]} */
  const log = [];
  for (const event of events) {
    if (event.seq > until) break;
    if (event.conn !== conn) continue;
    if (event.fact.kind === 'terminal.line_sent') {
      log.push(entry(event, partOf(event) ? 'letter' : 'sent', linesOf(event.fact.octets)));
    } else if (event.beat) SHAPES[event.beat.shape]?.(event, log);
  }
  return log;
}

/** No connection came of it; one that breaks later says so in its own log. @param {any} fact */
const isFailedOpening = ({ kind, opening }) =>
  ['terminal.refused', 'tcp.connection_refused'].includes(kind) ||
  (kind === 'tcp.connection_timed_out' && opening);

/**
 * Why the last attempt to connect from `host` failed, when nothing opened since.
 * @param {readonly Served[]} events @param {string} host @param {number} until
 * @returns {Entry | undefined}
 */
export function failedOpening(events, host, until) {
  /** @type {Served | undefined} */
  let failed;
  for (const event of events) {
    if (event.seq > until) break;
    if (event.host !== host) continue;
    const { kind } = event.fact;
    if (kind === 'tcp.connection_opened') failed = undefined;
    if (isFailedOpening(event.fact)) failed = event;
  }
  return failed && entry(failed, 'local', []);
}

/** Did the server say no? @param {Entry | undefined} last */
export const isRefusal = (last) => last !== undefined && ['4', '5', '-'].includes(last.mark);

/**
 * Does the last line still wait for its answer? (A cut cable, a slow server.)
 * @param {readonly Entry[]} log
 */
export const unanswered = (log) => log.at(-1)?.kind === 'sent';

/**
 * The log with each run of letter lines gathered on one sheet.
 * @param {readonly Entry[]} log
 * @returns {(Entry | { kind: 'sheet', seq: number, lines: Entry[] })[]}
 */
export function gathered(log) {
  /** @type {(Entry | { kind: 'sheet', seq: number, lines: Entry[] })[]} */
  const blocks = [];
  for (const line of log) {
    const last = blocks.at(-1);
    if (line.kind !== 'letter') blocks.push(line);
    else if (last?.kind === 'sheet') last.lines.push(line);
    else blocks.push({ kind: 'sheet', seq: line.seq, lines: [line] });
  }
  return blocks;
}
