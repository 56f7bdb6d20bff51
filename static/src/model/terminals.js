/**
 * Who types where: the learner's machine, its terminals, the servers one may call.
 *
 * Why it exists: these are questions about the model, asked by several views, and tested
 * without a page. It refuses the DOM and never changes the model.
 */

/**
 * @typedef {import('../types.d.ts').Model} Model
 * @typedef {import('../types.d.ts').Conn} Conn
 * @typedef {{ host: string, port: number, protocol: string, service: string }} Service
 */

/** Protocols a person can type. */
const TYPED = ['smtp', 'pop3', 'imap'];

/** Ids of connections grow: `c2` comes before `c10`. @param {string} id */
const number = (id) => Number(id.replace(/\D+/g, '')) || 0;

/** Machines a person sits at, from left to right. At those of real programs nobody does.
 * @param {Model} model */
export const seats = (model) =>
  model.order.filter((id) => model.hosts[id]?.role === 'mua' && !model.hosts[id].visitor);

/** Where the learner sits at first: the leftmost machine that is on. @param {Model} model */
export function firstSeat(model) {
  const all = seats(model);
  return all.find((id) => model.hosts[id].on) ?? all[0] ?? '';
}

/**
 * Can one still type there? A connection whose other side fell silent is broken.
 * @param {Conn | undefined} conn
 */
export const usable = (conn) => Boolean(conn?.open && !conn.broken);

/**
 * The terminals opened at `host`, oldest first.
 * @param {Model} model
 * @param {string} host
 * @returns {Conn[]}
 */
export function terminals(model, host) {
  return Object.values(model.conns)
    .filter((conn) => conn.terminal && conn.client === host)
    .sort((a, b) => number(a.id) - number(b.id));
}

/** What a demonstration opened. @param {Conn} conn */
export const isDemonstrated = ({ terminal }) => terminal === 'auto';

/**
 * The terminal on show: the one chosen, else the newest that is usable, else the newest.
 * @param {Conn[]} all oldest first @param {string} chosen id, or ""
 * @returns {Conn | undefined}
 */
export const shownOf = (all, chosen) =>
  all.find(({ id }) => id === chosen) ?? all.findLast(usable) ?? all.at(-1);

/** Is anybody's terminal connected to a server? @param {Model} model */
export const connected = (model) =>
  Object.values(model.conns).some((conn) => conn.terminal && usable(conn));

/**
 * Does a step belong to what a person types: a connection opened by hand, the prompt of a
 * machine? What a demonstration types is not a person's.
 * @param {Model} model @param {import('../types.d.ts').Step} step
 */
export function isTyped(model, { conn, host, fact }) {
  const typed = conn ? model.conns[conn]?.terminal : '';
  if (typed) return typed !== 'auto';
  return seats(model).includes(host ?? '') && /^(terminal|prompt)\./.test(fact.kind);
}

/** What can be called, in the order of the stage. @param {Model} model @returns {Service[]} */
export function services(model) {
  return model.order.flatMap((host) =>
    (model.hosts[host]?.programs ?? [])
      .filter(({ protocol, port }) => TYPED.includes(protocol) && port > 0)
      .map(({ port, protocol, name }) => ({ host, port, protocol, service: name })),
  );
}

/**
 * Whom one calls first: the last server of the stage, that speaks what a lesson teaches if
 * there is one.
 * @param {Model} model @param {string} protocol what is taught, or ""
 * @param {{ server?: string, port?: number }} [chosen] what the learner asks for instead
 * @returns {Service | undefined}
 */
export function firstCall(model, protocol, { server = '', port = 0 } = {}) {
  const all = services(model);
  const taught = all.filter((each) => each.protocol === protocol);
  const host = all.some((each) => each.host === server)
    ? server
    : (taught.at(-1) ?? all.at(-1))?.host;
  const offered = all.filter((each) => each.host === host);
  return (
    offered.find((each) => each.port === port) ??
    offered.find((each) => each.protocol === protocol) ??
    offered[0]
  );
}

/** As it is typed. @param {Model} model @param {Service} service */
export const callLine = (model, { host, port }) => `telnet ${callName(model, host)} ${port}`;

/** How a terminal was opened. @param {Model} model @param {Conn} conn */
export function openingLine(model, { server, port, tls }) {
  const name = callName(model, server);
  return tls === 'implicit'
    ? `openssl s_client -connect ${name}:${port}`
    : `telnet ${name} ${port}`;
}

/** What is said there now goes inside TLS. @param {Conn} conn */
export const isEncrypted = ({ tls }) => tls === 'implicit' || tls === 'started';

/**
 * The name people call a server by: the domain of its mailboxes, else its id. Where there is
 * DNS it is the machine's own name: a domain need not have an address.
 * @param {Model} model @param {string} host
 */
export function callName(model, host) {
  const { mailboxes, names } = model.hosts[host] ?? {};
  if (Object.values(model.hosts).some(({ zones }) => zones)) return names?.[0] ?? host;
  return mailboxes?.[0]?.split('@')[1] ?? host;
}
