/**
 * The octets of a letter as lines a person can read: which part each is in, how it ends,
 * and on the wire which dots were put in front. Pure.
 */
import { decode } from './wire-text.js';

/**
 * @typedef {{text: string, raw: string, end: string, part: string, stuffed: boolean,
 *   at: number}} Line
 *   `raw`: the octets of `text`, Latin-1; `end`: `CR LF`, `LF`, or '' where the octets
 *   stop; `part`: header, blank, body, boundary or dot
 */

/**
 * @param {string} octets Latin-1
 * @param {{headerLength: number, boundaries?: string[], wire?: boolean}} about
 *   `wire`: dots are stuffed and a single dot ends it (RFC 5321 §4.5.2)
 * @returns {Line[]}
 */
export function letterLines(octets, { headerLength, boundaries = [], wire = false }) {
  /** @type {Line[]} */
  const lines = [];
  let at = 0;
  let blank = false;
  for (const found of octets.matchAll(/([^\r\n]*)(\r\n|\r|\n|$)/g)) {
    const [whole, text, end] = found;
    if (!whole) break;
    const dot = wire && text === '.' && at + whole.length === octets.length;
    const stuffed = wire && text.startsWith('.') && !dot;
    lines.push({
      text: decode(text),
      raw: text,
      end: nameOf(end),
      part: dot ? 'dot' : partOf(text),
      stuffed,
      at,
    });
    at += whole.length;
  }
  return lines;

  /** @param {string} text */
  function partOf(text) {
    if (at < headerLength) return 'header';
    if (!blank) {
      blank = true;
      return text === '' ? 'blank' : 'body';
    }
    return boundaries.some((each) => text.startsWith(`--${each}`)) ? 'boundary' : 'body';
  }
}

/**
 * A line in pieces: characters beyond ASCII with the octets they travel as, which tell a
 * wrong charset from a right one. `octets`: `C3 B3`, or '' of plain ASCII.
 * @param {string} line Latin-1
 */
export const spelled = (line) =>
  [...line.matchAll(/[\x80-\xff]+|[^\x80-\xff]+/g)].map(([run]) => ({
    text: decode(run),
    octets: /[\x80-\xff]/.test(run) ? [...run].map(hexOf).join(' ') : '',
  }));

/** @param {string} octet */
const hexOf = (octet) => octet.charCodeAt(0).toString(16).toUpperCase();

/** @param {string} end */
const nameOf = (end) => end.replace('\r', 'CR ').replace('\n', 'LF').trim();
