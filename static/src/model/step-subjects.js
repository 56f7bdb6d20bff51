/** Finds, in the model, what a step is about: its connection, its mailbox. Pure. */

/** @typedef {import('../types.d.ts').Model} Model */
/** @typedef {import('../types.d.ts').Step} Step */
/** @typedef {import('../types.d.ts').Conn} Conn */

/** The connection of a step, when the model knows it already.
 * @param {Model} model @param {Step} step @returns {Conn | undefined} */
export function connAt(model, step) {
  return model.conns[step.conn];
}

/**
 * Whether a step shows the envelope of its session: while the two talk, and inside the server
 * while it checks who the message is from.
 * @param {Conn} conn @param {string} inner the machine inside which it happens, or ''
 */
export const hasEnvelope = ({ protocol, server, seals }, inner) =>
  protocol === 'smtp' && (!inner || (Boolean(seals) && inner === server));

/**
 * The mailbox a POP3 session opened: by its user's name, on its server.
 * @param {Model} model @param {Conn} conn @returns {string | undefined} its address
 */
export function mailboxOf(model, conn) {
  if (!conn.user) return undefined;
  return Object.keys(model.mailboxes).find((address) => {
    const mine = model.mailboxes[address].host === conn.server;
    return mine && (address === conn.user || address.split('@')[0] === conn.user);
  });
}

/** Addresses of the mailboxes in a machine. @param {Model} model @param {string} host */
export function mailboxesAt(model, host) {
  return Object.keys(model.mailboxes).filter((address) => model.mailboxes[address].host === host);
}
