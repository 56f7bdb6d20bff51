/**
 * A line as its octets: the parts the server read in it, each with its meaning, and the CR LF
 * that nobody sees. `segmentsOf` is pure; the templates only draw it.
 */
import { html } from 'lit';
import { decode } from '../model/wire-text.js';

/** @typedef {{text: string, role: string, crlf: boolean}} Segment */

/** Octets of the inspected line; longer ones are shown from their beginning. */
const HEX_ROW = 16;
const HEX_OCTETS_MAX = 1024;

/**
 * Cuts octets at the ends of the spans; of nested spans the innermost names the piece.
 * @param {string} octets Latin-1 @param {import('../types.d.ts').Span[]} spans
 * @returns {Segment[]}
 */
export function segmentsOf(octets, spans) {
  const cuts = new Set([0, octets.length]);
  for (const [start, end] of spans) {
    cuts.add(Math.min(start, octets.length));
    cuts.add(Math.min(end, octets.length));
  }
  for (const found of octets.matchAll(/\r\n|\r|\n/g)) {
    cuts.add(found.index);
    cuts.add(found.index + found[0].length);
  }
  const places = [...cuts].sort((a, b) => a - b);
  /** @type {Segment[]} */
  const segments = [];
  for (let i = 0; i + 1 < places.length; i++) {
    const [start, end] = [places[i], places[i + 1]];
    const piece = octets.slice(start, end);
    segments.push({
      text: decode(piece),
      role: roleAt(spans, start, end),
      crlf: /^[\r\n]+$/.test(piece),
    });
  }
  return segments;
}

/** @param {import('../types.d.ts').Span[]} spans @param {number} start @param {number} end */
function roleAt(spans, start, end) {
  let role = '';
  let size = Infinity;
  for (const [from, to, name] of spans) {
    if (from <= start && end <= to && to - from < size) {
      role = name;
      size = to - from;
    }
  }
  return role;
}

/** The names of the line end's octets: CR LF, or what stood there instead. @param {string} text */
export const lineEndName = (text) => text.replace(/\r/g, 'CR ').replace(/\n/g, 'LF ').trim();

/** Sixteen octets a row, as numbers and as characters.
 * @param {string} octets @param {string} name said of them */
export function hexDump(octets, name) {
  /** @type {unknown[]} */
  const rows = [];
  const shown = octets.slice(0, HEX_OCTETS_MAX);
  for (let at = 0; at < shown.length; at += HEX_ROW) {
    const row = shown.slice(at, at + HEX_ROW);
    const hex = [...row].map((char) => char.charCodeAt(0).toString(16).padStart(2, '0')).join(' ');
    const seen = row.replace(/[^\x20-\x7e]/g, '·');
    rows.push(
      html`<span><i>${at.toString(16).padStart(4, '0')}</i> ${hex.padEnd(HEX_ROW * 3 - 1)} 
        ${seen}</span>`,
    );
  }
  return html`<pre class="ct-hex" translate="no" role="group" tabindex="0"
    aria-label=${name}>${rows}</pre>`;
}
