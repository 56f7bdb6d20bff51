/**
 * Terms of the glossary within a text: links to their entries, which explain themselves
 * where they stand (frame/explain-terms.js). A link breaks over lines as the text did, so
 * nothing moves when the terms come.
 */
import { html } from 'lit';

/** @typedef {import('../core/page-element.js').PageElement} Part */

/** What is no running text, or leads somewhere already. */
const NOT_WITHIN = 'a, button, label, summary, code, pre, kbd, h1, h2, h3, h4';

/** @param {string} term id @param {string} word as it stands in the text @param {Part} part */
export const drawTerm = (term, word, part) =>
  part.ctx.texts.terms?.get(term)
    ? html`<a class="ct-word" href=${part.ctx.route.href('glossary', term)} data-term=${term}
        >${word}</a>`
    : word;

/**
 * A sentence with its terms.
 * @param {string} text @param {Part} part
 * @param {Set<string>} [used] terms that stand before it in the same place; it grows
 */
export function withTerms(text, part, used = new Set()) {
  const { terms } = part.ctx.texts;
  if (!terms) return text;
  return terms
    .parted(text, used)
    .map(({ text: piece, term }) => (term ? drawTerm(term, piece, part) : piece));
}

/**
 * HTML of a lesson with its terms; what is code, or can be pressed, stays as it is.
 * @param {string} markup @param {Part} part
 * @param {Set<string>} [used] terms that stand before it in the same place; it grows
 */
export function htmlWithTerms(markup, part, used = new Set()) {
  const { terms } = part.ctx.texts;
  if (!terms) return markup;
  const { content } = Object.assign(document.createElement('template'), { innerHTML: markup });
  const walk = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
  /** @type {Text[]} */ const found = [];
  while (walk.nextNode()) found.push(/** @type {Text} */ (walk.currentNode));
  for (const text of found)
    if (!text.parentElement?.closest(NOT_WITHIN))
      text.replaceWith(
        ...terms.parted(text.data, used).map(({ text: piece, term }) => {
          if (!term) return piece;
          const link = document.createElement('a');
          link.className = 'ct-word';
          link.href = part.ctx.route.href('glossary', term);
          link.dataset.term = term;
          link.textContent = piece;
          return link;
        }),
      );
  const box = document.createElement('div');
  box.append(content);
  return box.innerHTML;
}
