/**
 * What conversations have cost, summed up: octets by kind, round trips, virtual time. Pure.
 */

/** @typedef {import('../../types.d.ts').Conn} Conn */
/** @typedef {{command: number, reply: number, header: number, body: number}} Kinds */
/**
 * @typedef {object} Cost
 * @property {string} client    the machine that called
 * @property {string} protocol
 * @property {number} conns     connections begun
 * @property {number} up        octets sent
 * @property {number} down      octets received
 * @property {Kinds} kinds      the same octets by what they are
 * @property {number} trips     round trips
 * @property {number} time_us   how long they stood, in virtual time
 */

export const KINDS = /** @type {const} */ (['command', 'reply', 'header', 'body']);

/** The sums of each machine and protocol, in the order of first calls.
 * @param {Iterable<Conn>} conns @param {number} now_us @returns {Cost[]} */
export function costs(conns, now_us) {
  /** @type {Map<string, Cost>} */
  const found = new Map();
  for (const conn of conns) {
    if (!conn.octets) continue;
    const key = `${conn.client} ${conn.protocol}`;
    const cost = found.get(key) ?? none(conn);
    found.set(key, cost);
    cost.conns += 1;
    cost.up += conn.octets.client;
    cost.down += conn.octets.server;
    for (const kind of KINDS) cost.kinds[kind] += conn.kinds[kind];
    cost.trips += conn.round_trips;
    cost.time_us += (conn.until_us ?? now_us) - (conn.since_us ?? now_us);
  }
  return [...found.values()];
}

/** @param {Pick<Conn, 'client' | 'protocol'>} conn @returns {Cost} */
const none = ({ client, protocol }) => ({
  client,
  protocol,
  conns: 0,
  up: 0,
  down: 0,
  kinds: { command: 0, reply: 0, header: 0, body: 0 },
  trips: 0,
  time_us: 0,
});

/** What came since: `now` less `before`, without those that cost nothing more.
 * @param {Cost[]} now @param {Cost[]} before @returns {Cost[]} */
export function since(now, before) {
  return now
    .map((cost) => {
      const old =
        before.find((each) => each.client === cost.client && each.protocol === cost.protocol) ??
        none(cost);
      const kinds = /** @type {Kinds} */ (
        Object.fromEntries(KINDS.map((kind) => [kind, cost.kinds[kind] - old.kinds[kind]]))
      );
      return {
        ...cost,
        kinds,
        conns: cost.conns - old.conns,
        up: cost.up - old.up,
        down: cost.down - old.down,
        trips: cost.trips - old.trips,
        time_us: cost.time_us - old.time_us,
      };
    })
    .filter((cost) => cost.up + cost.down > 0);
}
