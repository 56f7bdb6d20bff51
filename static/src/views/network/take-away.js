/**
 * Take a delivered letter out of the mailboxes where it lies, as its reader's mail client does it:
 * it fetches and deletes. What somebody has read by hand they have read.
 */

/** @typedef {import('../../types.d.ts').Model} Model */

/**
 * The machines of those who have it, each with what their mail client calls it. Pure.
 * @param {Model} model @param {import('./groups.js').Letter} letter
 * @returns {{host: string, unique_id: string}[]}
 */
export function readersOf({ mailboxes, hosts, order }, { stops }) {
  return stops
    .filter(({ kind }) => kind === 'delivered')
    .flatMap(({ mailbox, message }) => {
      const host = order.find((id) => hosts[id].address === mailbox) ?? '';
      const stored = mailboxes[mailbox]?.messages.find((each) => each.message === message);
      return host && stored ? [{ host, unique_id: stored.unique_id }] : [];
    });
}

/**
 * @param {{act: (act: Record<string, any>) => Promise<any>}} link
 * @param {Model} model @param {import('./groups.js').Letter} letter
 */
export async function takeAway(link, model, letter) {
  for (const { host, unique_id } of readersOf(model, letter)) {
    const held = model.inboxes[host]?.some((each) => each.unique_id === unique_id);
    if (!held) await link.act({ act: 'collect', host });
    await link.act({ act: 'tidy', host, unique_id, how: 'delete' });
  }
}
