/**
 * Chips: the commands that are legal now, each with its syntax.
 *
 * Why it exists: a beginner needs to see what may be said next, an exam must be able to take
 * that away. A chip inserts at most the verb (`MAIL FROM:`): the rest is the learner's.
 *
 * It refuses to know any protocol: legality comes from the model, verbs from /machines.json.
 */

/**
 * @typedef {{ syntax: string, key: string, rfc: string }} VerbInfo
 * @typedef {{ verb: string, insert: string, syntax: string, rest: string, key: string, rfc: string }} Chip
 */

/**
 * The part of a syntax a chip may insert: `MAIL FROM:<path> [...]` gives `MAIL FROM:`,
 * `USER name` gives `USER ` and `QUIT` gives `QUIT`.
 * @param {string} verb @param {string} syntax
 */
export function insertionOf(verb, syntax) {
  const rest = syntax.slice(verb.length);
  const colon = /^ [A-Z]+:/.exec(rest);
  if (colon) return verb + colon[0];
  return /^ [^[]/.test(rest) ? `${verb} ` : verb;
}

/**
 * One chip for each legal verb, in the order the table of verbs gives (the order of a
 * conversation). A legal verb missing from the table gets a chip without syntax.
 * @param {readonly string[]} legal
 * @param {Record<string, VerbInfo>} verbs
 * @returns {Chip[]}
 */
export function chipsOf(legal, verbs) {
  const order = Object.keys(verbs);
  const rank = (/** @type {string} */ verb) => {
    const at = order.indexOf(verb);
    return at < 0 ? order.length : at;
  };
  return [...legal].sort((a, b) => rank(a) - rank(b)).map((verb) => {
    const { syntax = verb, key = '', rfc = '' } = verbs[verb] ?? {};
    const insert = insertionOf(verb, syntax);
    return { verb, insert, syntax, rest: syntax.slice(insert.trimEnd().length), key, rfc };
  });
}
