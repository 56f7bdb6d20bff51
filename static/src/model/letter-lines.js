/**
 * The octets of a letter as lines a person can read: which part each is in, how it ends,
 * and on the wire which dots were put in front. Pure.
 */
import { decode } from './wire-text.js';

/** In their order; each ends where the next begins. */
const PARTS = ['status', 'header', 'blank', 'body', 'dot'];

/** @typedef {{text: string, end: string, part: string, stuffed: boolean, at: number}} Line
 *  `end`: `CR LF`, `LF`, or '' where the octets stop; `part`: header, blank,
 *   body, boundary or dot */

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
 * The lines of a letter as they stood in a step: which part each is; what follows the letter
 * is left out, but for the dot that ends it.
 * @param {string} octets Latin-1
 * @param {import('../types.d.ts').LetterParts | undefined} letter where its parts begin
 */
export function partedLines(octets, letter) {
  if (!letter) return [];
  const { status, header, body, end, dot } = letter;
  const lines = [];
  for (const { index: at, 1: text } of octets.matchAll(/([^\r\n]*)(?:\r\n|\r|\n|$)/g)) {
    if (at >= octets.length || at > end || (at === end && !dot)) break;
    const begun = [status, header, body, end].filter((begin) => at >= begin).length;
    lines.push({ text: decode(text), part: PARTS[begun] });
  }
  return lines;
}

/** @param {string} end */
const nameOf = (end) => end.replace('\r', 'CR ').replace('\n', 'LF').trim();
