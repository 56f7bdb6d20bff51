/** Letters at a push of a button: who can write now, to whom, and to whom it always fails. */

/** @typedef {import('../../types.d.ts').Model} Model */

/** Local parts that fail on every server, and how (simulator/agents/mta/directory.py). */
export const MAGIC = ['ocupado', 'lleno', 'noexiste'];

/** A mail client that is on and awake. @param {Model} model */
export function writerOf(model) {
  return model.order.find((id) => {
    const { role, on, frozen, address } = model.hosts[id];
    return role === 'mua' && on && !frozen && address;
  });
}

/**
 * To whom it writes: somebody of another house, if there is one, and of those the one whose
 * mailbox is on the last machine: the longest way is the one with most to break, such as a
 * first mail host of two.
 * @param {Model} model @param {string} host
 */
export function readerFor(model, host) {
  const own = model.hosts[host].address ?? '';
  const others = Object.keys(model.mailboxes).filter((address) => address !== own);
  const [, home] = own.split('@');
  const abroad = others.filter((address) => address.split('@')[1] !== home);
  const place = (/** @type {string} */ address) =>
    model.order.indexOf(model.mailboxes[address].host);
  const last = Math.max(...abroad.map(place));
  return abroad.find((address) => place(address) === last) ?? others[0];
}
