// Two readers of other people, for tests/mail/test_other_readers.py: a line of base64 in is
// a message, a line of JSON out is what each of them reads in it.
import { createInterface } from 'node:readline';
import { simpleParser } from 'mailparser';
import PostalMime from 'postal-mime';

const people = (list) =>
  (list ?? [])
    .flatMap((one) => one.group ?? [one])
    .map((one) => one.address ?? '')
    .filter(Boolean);

const coded = (content) => Buffer.from(content ?? '').toString('base64');

async function postalMime(octets) {
  const mail = await PostalMime.parse(octets, { attachmentEncoding: 'arraybuffer' });
  return {
    subject: mail.subject ?? '',
    from: people(mail.from ? [mail.from] : []),
    reply: people(mail.replyTo),
    text: mail.text ?? '',
    files: mail.attachments.map((file) => [file.filename ?? '', coded(file.content)]),
  };
}

async function mailparser(octets) {
  const mail = await simpleParser(octets, {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipImageLinks: true,
  });
  return {
    subject: mail.subject ?? '',
    from: people(mail.from?.value),
    reply: people(mail.replyTo?.value),
    text: mail.text ?? '',
    files: mail.attachments.map((file) => [file.filename ?? '', coded(file.content)]),
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  const octets = Buffer.from(line, 'base64');
  const read = { 'postal-mime': await postalMime(octets), mailparser: await mailparser(octets) };
  process.stdout.write(`${JSON.stringify(read)}\n`);
}
