/**
 * Chips: the commands that are legal now, each with its syntax.
 *
 * Why it exists: a beginner needs to see what may be said next, an exam must be able to take
 * that away. A chip inserts the verb and its brackets (`MAIL FROM:<>`), with the caret where
 * the learner goes on: what stands there is the learner's.
 *
 * It refuses to know any protocol: legality comes from the model, verbs from /machines.json.
 */

/**
 * @typedef {Partial<import('../../types.d.ts').Machines[string]>} Machine
 * @typedef {{ verb: string, insert: string, caret: number, syntax: string, rest: string,
 *   key: string, rfc: string }} Chip  `rest`: what follows the caret in the syntax
 */

/**
 * What a chip inserts, and where the caret stands then: `MAIL FROM:<path> [...]` gives
 * `MAIL FROM:<>` with the caret inside, `USER name` gives `USER ` and `QUIT` gives `QUIT`.
 * @param {string} verb @param {string} syntax
 */
export function insertionOf(verb, syntax) {
  const rest = syntax.slice(verb.length);
  const lead = verb + (/^ [A-Z]+:<?|^ (?=[^[])/.exec(rest)?.[0] ?? '');
  return { insert: lead.endsWith('<') ? `${lead}>` : lead, caret: lead.length };
}

/**
 * One chip for each legal verb: first those that lead on to a state where more can be said,
 * then the rest in the order of the table of verbs. One missing from it gets no syntax.
 * @param {readonly string[]} legal
 * @param {Machine | undefined} machine
 * @param {string} state of the session
 * @returns {Chip[]}
 */
export function chipsOf(legal, machine, state) {
  const { verbs = {}, states = [], table = {} } = machine ?? {};
  const order = Object.keys(verbs);
  const at = states.indexOf(state);
  const leadsOn = (/** @type {string} */ verb) =>
    Object.values(table[state]?.[verb] ?? {}).some(
      (to) => states.indexOf(to) > at && Object.keys(table[to] ?? {}).length > 0,
    );
  const rank = (/** @type {string} */ verb) =>
    (leadsOn(verb) ? 0 : 1000) + (order.includes(verb) ? order.indexOf(verb) : order.length);
  return [...legal]
    .sort((a, b) => rank(a) - rank(b))
    .map((verb) => {
      const { syntax = verb, key = '', rfc = '' } = verbs[verb] ?? {};
      const { insert, caret } = insertionOf(verb, syntax);
      const rest = syntax.slice(insert.slice(0, caret).trimEnd().length);
      return { verb, insert, caret, syntax, rest, key, rfc };
    });
}

/**
 * What a command still needs, in the learner's words: `reverse-path>` gives `remitente>`.
 * Capitals are protocol and stay.
 * @param {Chip} chip @param {{ has: (key: string) => boolean, t: (key: string) => string }} texts
 */
export function restInWords({ verb, rest }, texts) {
  return rest.replace(/[a-z][a-z0-9-]*/g, (term) => {
    const own = `syntax.${verb.toLowerCase()}-${term}`;
    const key = texts.has(own) ? own : `syntax.${term}`;
    return texts.has(key) ? texts.t(key) : term;
  });
}

/**
 * What a chip is for, and how the standard writes it.
 * @param {Chip} chip @param {(key: string) => string} t
 */
export const tooltipOf = ({ key, syntax, insert }, t) =>
  [key && t(key), syntax === insert.trimEnd() ? '' : syntax].filter(Boolean).join(' · ');
