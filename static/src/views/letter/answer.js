/**
 * Who here can answer a message: the machine that collected it, switched on. What the
 * answer begins with is served (`OpenMessage.reply`). Pure.
 */

/** @typedef {import('../../types.d.ts').OpenMessage} OpenLetter */

/**
 * @param {OpenLetter} letter @param {import('../../types.d.ts').Model} model
 * @returns {{host: string, to: string, subject: string, in_reply_to: string,
 *   references: string[]} | null} null where nobody here can answer it
 */
export function answerTo(letter, model) {
  const mailbox = letter.journey?.find(
    (stop) => stop.message === letter.message && stop.mailbox,
  )?.mailbox;
  const host = Object.keys(model.hosts).find(
    (id) => mailbox && model.hosts[id].address === mailbox && model.hosts[id].on,
  );
  const notice = letter.fields.some(
    (field) => field.name.toLowerCase() === 'return-path' && field.value.trim() === '<>',
  );
  const { to, subject, in_reply_to, references } = letter.reply;
  if (!host || !to.length || notice) return null;
  return { host, to: to.join(', '), subject, in_reply_to, references: [...references] };
}
