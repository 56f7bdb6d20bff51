/** A letter on show, line by line, with the part each line is in. Pure. */
import { decode } from '../model/wire-text.js';

/** In their order; each ends where the next begins. */
const PARTS = ['status', 'header', 'blank', 'body', 'dot'];

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
