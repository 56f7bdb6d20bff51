// Reads, appends, flags, moves and deletes with imapflow; waits in IDLE for a letter.
// Argument: its options, as JSON. It says what it saw as one JSON object.
import { ImapFlow } from 'imapflow';

const client = new ImapFlow({ ...JSON.parse(process.argv[2]), logger: false });
const told = {};
await client.connect();
told.secure = client.secureConnection;
told.folders = (await client.list()).map((folder) => folder.path);
let lock = await client.getMailboxLock('INBOX');
told.subjects = [];
for await (const letter of client.fetch('1:*', { envelope: true, bodyStructure: true })) {
  told.subjects.push(letter.envelope.subject);
}
const { content } = await client.download('1', '1');
let text = '';
for await (const chunk of content) text += chunk.toString();
told.text = text;
await client.messageFlagsAdd('1', ['\\Flagged']);
told.flagged = await client.search({ flagged: true });
await client.mailboxCreate('Clase');
await client.messageMove('1', 'Clase');
told.left = client.mailbox.exists;
const arrived = new Promise((resolve) => {
  client.once('exists', resolve);
});
const appended = await client.append('Clase', 'Subject: Mia\r\n\r\nHola\r\n', ['\\Seen']);
told.appended = appended.uid;
if (client.capabilities.has('IDLE')) {
  void client.idle();
  console.log('idle');
  told.exists = (await arrived).count;
}
lock.release();
lock = await client.getMailboxLock('Clase');
told.deleted = await client.messageDelete('1:*');
lock.release();
await client.logout();
console.log(JSON.stringify(told));
