/**
 * Which letters a journal has, each at every hop: what can be saved as a file. Pure.
 */

/**
 * How a letter came to lie where it lies, by the fact that says so.
 * @type {Record<string, string>}
 */
const MADE = {
  'message.composed': 'composed',
  'message.queued': 'queued',
  'message.delivered': 'delivered',
  'message.filed': 'filed',
};

/** @typedef {import('../../types.d.ts').Served} Served */
/**
 * @typedef {{message: string, how: string, host: string, mailbox: string, subject: string}} Letter
 */

/** What a letter is called: its fact knows, or the one that led to it.
 * @param {Served[]} events @param {Served} event */
function subjectOf(events, event) {
  const base = events[0].seq;
  for (let each = event; each; each = events[each.cause - base]) {
    if (each.fact.subject) return each.fact.subject;
    if (each.cause >= each.seq) break;
  }
  return '';
}

/** In the order in which they came to be. @param {Served[]} events @returns {Letter[]} */
export function lettersOf(events) {
  /** @type {Map<string, Letter>} */
  const found = new Map();
  for (const event of events) {
    const { kind, message, mailbox = '' } = event.fact;
    const how = MADE[kind];
    if (!how || found.has(message)) continue;
    found.set(message, {
      message,
      how,
      mailbox,
      host: event.host,
      subject: subjectOf(events, event),
    });
  }
  return [...found.values()];
}
