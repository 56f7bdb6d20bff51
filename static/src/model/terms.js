/**
 * Terms of the glossary, found in a text. Pure: a text in, its pieces out.
 *
 * They come after the first screen (frame/explain-terms.js); until then a text is only text.
 */

/** @typedef {import('../types.d.ts').Term} Term */
/** @typedef {{text: string, term: string}} Piece  `term`: id of what `text` names, or '' */

/** A form in small letters may begin a sentence; others are written as they are, as MX.
 * @param {string} form */
function written(form) {
  const [first, ...rest] = form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const small = form === form.toLowerCase() && first !== first.toUpperCase();
  return (small ? `[${first}${first.toUpperCase()}]` : first) + rest.join('');
}

export class Terms {
  /** id to term @type {Map<string, Term>} */ #terms;
  /** form in small letters to id @type {Map<string, string>} */ #named = new Map();
  #pattern;

  /** @param {Term[]} terms */
  constructor(terms) {
    this.#terms = new Map(terms.map((term) => [term.id, term]));
    const forms = terms.flatMap(({ id, words }) =>
      words.split('|').map((form) => {
        this.#named.set(form.toLowerCase(), id);
        return form;
      }),
    );
    const longFirst = forms.sort((a, b) => b.length - a.length).map(written);
    this.#pattern = new RegExp(
      `(?<![\\p{L}\\p{N}_@.=-])(?:${longFirst.join('|')})(?![\\p{L}\\p{N}_@=]|[.-][\\p{L}\\p{N}])`,
      'gu',
    );
  }

  /** @param {string} id */
  get(id) {
    return this.#terms.get(id);
  }

  /**
   * The pieces of a text. A term is one only where it is first used.
   * @param {string} text @param {Set<string>} used ids that were met before; it grows
   * @returns {Piece[]}
   */
  parted(text, used) {
    /** @type {Piece[]} */ const pieces = [];
    let from = 0;
    for (const { 0: word, index } of text.matchAll(this.#pattern)) {
      const term = this.#named.get(word.toLowerCase()) ?? '';
      if (used.has(term)) continue;
      used.add(term);
      pieces.push({ text: text.slice(from, index), term: '' }, { text: word, term });
      from = index + word.length;
    }
    return [...pieces, { text: text.slice(from), term: '' }].filter((piece) => piece.text);
  }
}
