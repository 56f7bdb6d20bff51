/**
 * What stood on the wire, cut into the pieces that views draw: the head (verb or code), the
 * rest, further lines. Octets come as Latin-1 and are shown as the UTF-8 they usually are.
 * Nothing is corrected: a lower-case verb stays lower-case.
 */

/** @typedef {import('../types.d.ts').Step} Step */
/** @typedef {{head: string, rest: string}} Line  `head` is "" on lines that have none */

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Octets that are no UTF-8 (another charset, or a text the server read already) stay as
 * they are.
 * @param {string} octets Latin-1, one character per octet
 */
export function decode(octets) {
  if (!/[\x80-\xff]/.test(octets) || /[\u0100-\uffff]/.test(octets)) return octets;
  try {
    return utf8.decode(Uint8Array.from(octets, (char) => char.charCodeAt(0)));
  } catch {
    return octets;
  }
}

/** The lines of a text, without their line ends and without an empty last one.
 * @param {string} text */
export function linesOf(text) {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.length > 1 && lines[lines.length - 1] === '') lines.pop();
  return lines;
}

const REPLY_HEAD = /^(\d{3}[- ]?|\+OK|-ERR)/;

/** @param {string} line @returns {Line} */
function replyLine(line) {
  const head = REPLY_HEAD.exec(line)?.[0].trimEnd() ?? '';
  return { head, rest: line.slice(head.length) };
}

/** @param {string} line @param {string} head @returns {Line} */
function commandLine(line, head) {
  const same = head && line.toLowerCase().startsWith(head.toLowerCase());
  return same
    ? { head: line.slice(0, head.length), rest: line.slice(head.length) }
    : { head: '', rest: line };
}

/** The lines as they were sent, where the octets are here. Those of a DNS message are no
 * lines: its beat says in words what they hold. @param {Step} step */
const rawLines = ({ beat, octets }) =>
  octets === undefined || beat.protocol === 'dns' ? null : linesOf(decode(octets));

/** In SMTP every line of a reply has its code. @param {Step['beat']} beat
 * @param {string[] | null} raw its lines, where the octets are here @returns {Line[]} */
function replyLines({ head, text, more }, raw) {
  const further = (/** @type {string} */ line) =>
    /^\d{3}/.test(head) ? replyLine(line) : { head: '', rest: line };
  const first = raw ? replyLine(raw[0]) : { head, rest: text ? ` ${text}` : '' };
  return [first, ...(raw ? raw.slice(1) : more).map(further)];
}

/**
 * The lines of a step as drawn in a ladder or a transcript. `rest` keeps its leading space.
 * @param {Step} step @returns {Line[]}
 */
export function wireLines(step) {
  const { protocol, shape, head, text, mark } = step.beat;
  if (protocol === 'http' && step.octets !== undefined) return httpLines(step);
  const raw = rawLines(step);
  if (mark) return replyLines(step.beat, raw);
  if (raw && (shape === 'command' || shape === 'typed')) {
    return [commandLine(raw[0], head), ...raw.slice(1).map((line) => ({ head: '', rest: line }))];
  }
  const gap = !head || !text || head.endsWith(':') ? '' : ' ';
  return [{ head, rest: text ? `${gap}${text}` : '' }];
}

/**
 * An HTTP message as a ladder draws it: what was asked or answered, and its fields. Of a
 * form the data too, for they are short and a password may be among them; a page is for
 * the browser's window.
 * @param {Step} step @returns {Line[]}
 */
function httpLines({ beat, octets = '' }) {
  const [header, body = ''] = decode(octets).split('\r\n\r\n');
  const [first, ...fields] = header.split('\r\n');
  const end = beat.mark ? first.indexOf(' ', first.indexOf(' ') + 1) : first.indexOf(' ');
  const cut = end < 0 ? first.length : end;
  const form = beat.mark ? [] : linesOf(body).filter(Boolean);
  return [
    { head: first.slice(0, cut), rest: first.slice(cut) },
    ...[...fields, ...form].map((line) => ({ head: '', rest: line })),
  ];
}

/** The class of a reply: 2 to 5; +OK counts as 2, -ERR as 5. @param {string} mark */
export function replyClass(mark) {
  if (mark === '+') return '2';
  if (mark === '-') return '5';
  return mark;
}

/**
 * What a reply says in one word: its code; an IMAP response, the word of its last line,
 * which is the tagged one, if there is one.
 * @param {Step} step
 */
export function replyWord(step) {
  const lines = wireLines(step);
  const code = lines[0].head.replace(/-$/, '');
  if (step.beat.protocol !== 'imap') return code;
  const { head, rest } = lines[lines.length - 1];
  return /(?:^|\s)(OK|NO|BAD|BYE|PREAUTH)(?=\s|$)/.exec(`${head}${rest}`)?.[1] ?? code;
}

/**
 * What a reply says in one word: `250`, `+OK`; of IMAP the completion's, `OK` or `NO`, and
 * not the tag or the `*` of its first line.
 * @param {import('../types.d.ts').Beat} beat
 */
export function completionOf({ protocol, head, text, more }) {
  if (protocol !== 'imap') return head;
  const last = more[more.length - 1] ?? head + text;
  return /^\S+ (OK|NO|BAD|BYE|PREAUTH)\b/.exec(last)?.[1] ?? head;
}

/**
 * Cuts a text into lines of at most `width` characters, at spaces where it can.
 * @param {string} text @param {number} width @param {number} [first] width of line one
 */
export function wrap(text, width, first = width) {
  /** @type {string[]} */
  const lines = [];
  let rest = text;
  let room = Math.max(8, first);
  while (rest.length > room) {
    const space = rest.lastIndexOf(' ', room);
    const cut = space > room * 0.5 ? space + 1 : room;
    lines.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut);
    room = Math.max(8, width);
  }
  lines.push(rest);
  return lines;
}
