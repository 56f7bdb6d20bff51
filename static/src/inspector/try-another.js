/**
 * From a step where a server checks who sent a message to the page where the same can be tried
 * otherwise: what the check began with, and all that the server has learnt of DNS. Pure.
 */

/** @typedef {import('../types.d.ts').Served} Served */

/** Characters of records that an address can carry. */
const ZONE_MAX = 3000;

/** What a host has been told by DNS, as lines of a zone file, each once.
 * @param {readonly Served[]} here @param {number} until seq */
function learnt(here, until) {
  /** @type {Set<string>} */ const lines = new Set();
  for (const { seq, fact } of here) {
    if (seq > until) break;
    if (!['dns.lookup_ended', 'dns.cache_answered'].includes(fact.kind)) continue;
    for (const [name, , type, data] of fact.answers ?? []) lines.add(`${name}. ${type} ${data}`);
  }
  return [...lines];
}

/**
 * The trial that a step of SPF or DMARC belongs to, as a place of the page; '' for other steps.
 * @param {readonly Served[]} events of the lab, in order @param {Served} step
 */
export function tryAnother(events, step) {
  const [check] = step.fact.kind.split('.');
  if (check !== 'spf' && check !== 'dmarc') return '';
  const here = events.filter(({ host }) => host === step.host);
  const line = here.filter(({ conn }) => conn === step.conn);
  const kind = `${check}.check_begun`;
  const at = line.findLastIndex(({ seq, fact }) => seq <= step.seq && fact.kind === kind);
  if (at < 0) return '';
  const next = line.findIndex(({ fact }, i) => i > at && fact.kind === kind);
  const during = line.slice(at, next < 0 ? line.length : next);
  return check === 'spf' ? senderOf(here, during, step.seq) : authorOf(during);
}

/** @param {readonly Served[]} here all of the host @param {readonly Served[]} during the check
 * @param {number} seq of the step */
function senderOf(here, during, seq) {
  const { address, helo, sender, domain, identity } = during[0].fact;
  const found = during.find(({ fact }) => fact.kind === 'spf.record_selected');
  const record = found?.fact.domain === domain ? (found?.fact.octets ?? '') : '';
  const others = learnt(here, Math.max(seq, found?.seq ?? 0)).filter(
    (line) => !record || !isOwn(line, domain),
  );
  let zone = '';
  for (const line of others) if (zone.length + line.length < ZONE_MAX) zone += `${line}\n`;
  const said = {
    address,
    helo,
    sender: identity === 'helo' ? '' : sender,
    domain,
    record,
    zone,
  };
  return `spf/${new URLSearchParams(said)}`;
}

/** The record that stands in a field of its own. @param {string} line @param {string} domain */
const isOwn = (line, domain) =>
  line.toLowerCase().startsWith(`${domain.toLowerCase()}. txt "v=spf1`);

/** @param {readonly Served[]} during the check */
function authorOf(during) {
  const { author_domain: author, identifiers } = during[0].fact;
  const said = new URLSearchParams({ author });
  for (const [mechanism, domain, result] of identifiers)
    said.append(mechanism, `${result} ${domain}`);
  for (const { fact } of during)
    if (fact.kind === 'dmarc.record_selected' && fact.octets)
      said.append('policy', `${fact.domain} ${fact.octets}`);
  return `dmarc/${said}`;
}
