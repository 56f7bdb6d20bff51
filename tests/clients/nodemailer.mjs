// Sends one letter with nodemailer. Argument: its transport and letter, as JSON.
import { createTransport } from 'nodemailer';

const { transport, letter } = JSON.parse(process.argv[2]);
const post = createTransport(transport);
await post.verify();
const sent = await post.sendMail(letter);
post.close();
console.log(JSON.stringify({ accepted: sent.accepted, response: sent.response }));
