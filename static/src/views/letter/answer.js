/**
 * What an answer to a letter begins with: who writes it, to whom, about what, and the
 * identifiers that make it part of the conversation (RFC 5322 §3.6.4). Pure.
 */

/** @typedef {import('../../types.d.ts').OpenMessage} OpenLetter */

/** `Ana <ana@norte.example>` is written to at the address. @param {string} field */
const addressIn = (field) => /<([^<>]+)>/.exec(field)?.[1] ?? field.split(',')[0].trim();

/**
 * @param {OpenLetter} letter @param {import('../../types.d.ts').Model} model
 * @returns {{host: string, to: string, subject: string, in_reply_to: string, references: string[]} | null}
 *   null where nobody here can answer it
 */
export function answerTo(letter, model) {
  const value = (/** @type {string} */ name) => letter.fields.find((field) => field.name.toLowerCase() === name)?.value ?? '';
  const mailbox = letter.journey?.find((stop) => stop.message === letter.message && stop.mailbox)?.mailbox;
  const host = Object.keys(model.hosts).find((id) => mailbox && model.hosts[id].address === mailbox && model.hosts[id].on);
  const to = addressIn(value('reply-to') || value('from'));
  const id = value('message-id').trim();
  if (!host || !to || value('return-path').trim() === '<>') return null;
  const older = value('references').match(/<[^<>\s]+>/g) ?? value('in-reply-to').match(/<[^<>\s]+>/g)?.slice(0, 1) ?? [];
  const subject = value('subject');
  return {
    host, to, subject: /^re:/i.test(subject) ? subject : `Re: ${subject}`,
    in_reply_to: id, references: id ? [...older, id] : [...older],
  };
}
