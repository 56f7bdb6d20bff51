/**
 * Words of the trade in a sentence: touched, each says what it means. The catalogue has
 * the words (`term.octet.words`, forms apart by `|`) and the meaning (`term.octet.is`).
 */
import { html } from 'lit';
import { stayPut } from './stay-put.js';

/** What is explained. */
const TERMS = ['crlf', 'octet', 'telnet'];

/**
 * @param {string} term one of TERMS @param {string} word as it stands in the text
 * @param {import('../core/page-element.js').PageElement} part
 */
export const drawTerm = (term, word, part) => html`<button type="button" class="ct-word"
  @mousedown=${stayPut} @click=${() => part.ctx.link.say({ key: `term.${term}.is` })}
  >${word}</button>`;

/**
 * A sentence whose terms can be touched.
 * @param {string} text @param {import('../core/page-element.js').PageElement} part
 */
export function withTerms(text, part) {
  const words = TERMS.map((term) => part.t(`term.${term}.words`));
  const found = new RegExp(`\\b(?:${words.map((each) => `(${each})`).join('|')})\\b`, 'g');
  /** @type {unknown[]} */ const pieces = [];
  let from = 0;
  for (const match of text.matchAll(found)) {
    const term = TERMS[match.slice(1).findIndex((group) => group !== undefined)];
    pieces.push(text.slice(from, match.index), drawTerm(term, match[0], part));
    from = match.index + match[0].length;
  }
  return from ? [...pieces, text.slice(from)] : text;
}
