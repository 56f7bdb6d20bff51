/** The edges of the triangle, from what was tried and what came of it. Pure: no page. */

/** @typedef {import('../../types.d.ts').DmarcTrial} Trial */
/** @typedef {import('../../types.d.ts').DmarcPlayed} Played */
/**
 * `standing`: aligned; apart: it passed for another domain; failed: it did not pass; open: no
 * policy applies, so nothing was compared; empty: there is no such domain.
 * @typedef {{domain: string, mode: string,
 *   standing: 'aligned' | 'apart' | 'failed' | 'open' | 'empty'}} Edge
 */

/**
 * SPF's first, then one for each signature.
 * @param {Trial} trial @param {Played | null} played @returns {Edge[]}
 */
export function edgesOf({ spf_domain: spf = '', signatures = [] }, played) {
  const left = [...(played?.edges ?? [])];
  /** @param {string} mechanism @param {string} typed @returns {Edge} */
  const edge = (mechanism, typed) => {
    const domain = typed.trim();
    if (!domain) return { domain, mode: '', standing: 'empty' };
    const name = domain.toLowerCase().replace(/\.$/, '');
    const at = left.findIndex((each) => each.mechanism === mechanism && each.domain === name);
    if (at < 0) return { domain, mode: '', standing: 'open' };
    const [{ aligned, passed, mode }] = left.splice(at, 1);
    return { domain, mode, standing: aligned ? 'aligned' : passed ? 'apart' : 'failed' };
  };
  return [edge('spf', spf), ...signatures.map(({ domain }) => edge('dkim', domain))];
}

/** How a corner with several domains is joined: by its best one.
 * @param {(Edge | undefined)[]} edges */
export function lineOf(edges) {
  const standings = edges.map((edge) => edge?.standing);
  const best = /** @type {const} */ (['aligned', 'apart', 'failed', 'open']);
  return best.find((each) => standings.includes(each)) ?? 'empty';
}

/** The trial that an address hands on (inspector/try-another.js), or null.
 * @param {string} rest @returns {Trial | null} */
export function trialOf(rest) {
  const said = new URLSearchParams(rest);
  const author = said.get('author');
  if (author === null) return null;
  /** @param {string} name */
  const pairs = (name) =>
    said.getAll(name).map((each) => {
      const [first, ...more] = each.split(' ');
      return { first: /** @type {any} */ (first), rest: more.join(' ') };
    });
  const [spf = { first: 'none', rest: '' }] = pairs('spf');
  return {
    author,
    spf_domain: spf.rest,
    spf_result: spf.first,
    signatures: pairs('dkim').map(({ first, rest: domain }) => ({ domain, result: first })),
    policies: pairs('policy').map(({ first, rest: record }) => ({ domain: first, record })),
  };
}
