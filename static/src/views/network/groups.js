/**
 * A world of many machines in groups, one for each domain, and the way of a letter through it.
 * Pure.
 */

/** @typedef {import('../../types.d.ts').Model} Model */
/** @typedef {import('../../types.d.ts').TravelledMessage} Letter */
/** @typedef {import('../../types.d.ts').Stop} Stop */
/** @typedef {{domain: string, server: string, computers: string[], free: number}} Group */

/**
 * Each server with mailboxes, and the machines of people who have theirs there. Those that are off
 * belong to nobody yet: they are only counted.
 * @param {Model} model
 * @returns {{groups: Group[], others: string[]}}  `others`: machines of no group
 */
export function groupsOf({ order, hosts }) {
  const groups = order
    .filter((id) => hosts[id].domains?.length)
    .map((server) => {
      const domains = hosts[server].domains ?? [];
      const all = order.filter((id) => domains.includes(domainOf(hosts[id].address)));
      const computers = all.filter((id) => hosts[id].on);
      return { domain: domains[0], server, computers, free: all.length - computers.length };
    });
  const grouped = new Set(groups.map(({ server }) => server));
  const others = order.filter((id) => !grouped.has(id) && !hosts[id].address);
  return { groups, others };
}

/** @param {string | undefined} address */
const domainOf = (address = '') => address.split('@')[1] ?? '';

/**
 * Letters that people sent, the newest first: not those a server wrote.
 * @param {readonly Letter[]} letters
 */
export const sentLetters = (letters) =>
  letters
    .filter(({ because, stops }) => !because && stops.length)
    .toSorted((a, b) => b.stops[0].seq - a.stops[0].seq);

/** The machines a letter passed, each once, in order. @param {Letter | undefined} letter */
export const wayOf = (letter) => [...new Set(letter?.stops.map(({ host }) => host) ?? [])];

/** Whom it reached, as far as it came: mailboxes where it lies. @param {Letter} letter */
export const reached = ({ stops }) => [
  ...new Set(stops.filter(({ kind }) => kind === 'delivered').map(({ mailbox }) => mailbox)),
];
