// What a page keeps of its class, whatever the network does to the news.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClassLink } from '../../../static/src/classroom/class-link.js';
import { gainOf, share } from '../../../static/src/classroom/ballot.js';

const BALLOT = { id: 'b1', kind: 'own', asked: '?', options: ['a', 'b'], turn: 1, open: true };
const state = (version, more = {}) => ({
  version,
  code: 'CDFGHJ',
  locked: false,
  presenter: '',
  presenter_name: '',
  present: 1,
  ...more,
});

class FakeSocket {
  connected = true;
  listeners = {};
  sent = [];
  answers = {
    class_enter: { ok: true, role: 'student', me: 's1', name: 'Lince', state: state(3) },
    class_vote: { ok: true },
  };
  on(name, listener) {
    this.listeners[name] = listener;
  }
  timeout() {
    return this;
  }
  async emitWithAck(name, message) {
    this.sent.push([name, message]);
    return this.answers[name];
  }
  hear(name, message) {
    this.listeners[name](message);
  }
}

/** A link that has entered. */
async function entered(role = 'student') {
  const socket = new FakeSocket();
  const link = new ClassLink(socket, { code: 'CDFGHJ', role, presents: false, follows: true });
  await Promise.resolve();
  await Promise.resolve();
  await Promise.resolve();
  assert.equal(link.state?.version, 3);
  return { socket, link };
}

test('what is older than what is here, or of another class, is thrown away', async () => {
  const { socket, link } = await entered();
  socket.hear('class', { state: state(5, { present: 9 }) });
  socket.hear('class', { state: state(4, { present: 2 }) });
  socket.hear('class', { state: { ...state(8), code: 'ZZZZZZ' } });
  assert.deepEqual([link.state.version, link.state.present], [5, 9]);
});

test('who presents is who the state says', async () => {
  const { socket, link } = await entered();
  assert.equal(link.presents, false);
  socket.hear('class', { state: state(4, { presenter: 's1' }) });
  assert.equal(link.presents, true);
});

test('a vote counts at once, is taken back when refused, and is of one turn', async () => {
  const { socket, link } = await entered();
  socket.hear('class', { state: state(4, { ballot: BALLOT }) });
  await link.cast(1);
  assert.deepEqual(socket.sent.at(-1), [
    'class_vote',
    { code: 'CDFGHJ', ballot: 'b1', turn: 1, option: 1 },
  ]);
  socket.answers.class_vote = { ok: false, error: { key: 'class.ballot_closed' } };
  await link.cast(0);
  assert.equal(link.vote, 1);
  socket.hear('class', { state: state(5, { ballot: { ...BALLOT, turn: 2 } }) });
  assert.equal(link.vote, null);
});

test('a refusal that comes after the next turn began leaves the new vote alone', async () => {
  const { socket, link } = await entered();
  socket.hear('class', { state: state(4, { ballot: BALLOT }) });
  await link.cast(1);
  socket.answers.class_vote = { ok: false };
  const late = link.cast(0);
  socket.hear('class', { state: state(5, { ballot: { ...BALLOT, turn: 2 } }) });
  await late;
  assert.equal(link.vote, null);
});

test('who is sent out is told, and only of their own class', async () => {
  const { socket, link } = await entered();
  socket.hear('class_out', { code: 'ZZZZZZ' });
  assert.equal(link.over, null);
  socket.hear('class_out', { code: 'CDFGHJ' });
  assert.equal(link.over.key, 'class.sent_out');
});

test('a class that is at another worker is told to the page, which goes there', async () => {
  const { socket, link } = await entered();
  let told = 0;
  link.addEventListener('elsewhere', () => told++);
  socket.answers.class_enter = { ok: false, error: { key: 'error.elsewhere' } };
  socket.hear('connect');
  await Promise.resolve();
  await new Promise((done) => setImmediate(done));
  assert.deepEqual([told, link.over], [1, null]);
});

test('after a lost link the page enters again', async () => {
  const { socket } = await entered();
  socket.hear('connect');
  assert.deepEqual(
    socket.sent.map(([name]) => name),
    ['class_enter', 'class_enter'],
  );
});

test('what a question brought is part of what could still be gained', () => {
  assert.equal(share([1, 3], 1), 75);
  assert.equal(share([0, 0], 1), 0);
  const asked = { ...BALLOT, right: 1 };
  assert.deepEqual(
    gainOf({
      ...asked,
      tallies: [
        [3, 1],
        [1, 3],
      ],
    }),
    {
      before: 25,
      after: 75,
      gain: 2 / 3,
    },
  );
  assert.deepEqual(
    gainOf({
      ...asked,
      tallies: [
        [0, 4],
        [0, 4],
      ],
    }).gain,
    null,
  );
  assert.equal(gainOf({ ...BALLOT, tallies: [[3, 1]] }), null);
});

test('a student knows which labs of theirs a teacher looks at', async () => {
  const { socket, link } = await entered();
  assert.deepEqual(link.peeked, []);
  socket.hear('class_peeked', { code: 'ZZZZZZ', labs: ['x'] });
  socket.hear('class_peeked', { code: 'CDFGHJ', labs: ['lab1'] });
  assert.deepEqual(link.peeked, ['lab1']);
});

test('what students do is passed on to whoever of the page listens', async () => {
  const { socket, link } = await entered('teacher');
  const heard = [];
  link.addEventListener('work', ({ detail }) => heard.push(detail.students.length));
  socket.hear('work', { code: 'ZZZZZZ', students: [] });
  socket.hear('work', { code: 'CDFGHJ', students: [{}] });
  assert.deepEqual(heard, [1]);
});

test('a card stays until it is read, comes once, and is there again after a reload', async () => {
  const { socket, link } = await entered();
  const push = { id: 'p1', kind: 'message', words: 'Mira' };
  const heard = [];
  link.addEventListener('open-now', (event) => heard.push(event.detail.id));
  socket.hear('push', { code: 'CDFGHJ', push });
  socket.hear('push', { code: 'CDFGHJ', push });
  socket.hear('push', { code: 'ZZZZZZ', push: { ...push, id: 'p2' } });
  assert.deepEqual(link.pushed, [push]);
  socket.answers.class_read = { ok: true };
  await link.read('p1');
  assert.deepEqual(link.pushed, []);
  assert.deepEqual(socket.sent.at(-1), ['class_read', { code: 'CDFGHJ', push: 'p1' }]);
  const lesson = { id: 'p3', kind: 'lesson', words: '', address: '/aprende/x', now: true };
  socket.hear('push', { code: 'CDFGHJ', push: lesson });
  assert.deepEqual(heard, ['p3']);
  socket.answers.class_enter = { ...socket.answers.class_enter, pushed: [lesson] };
  socket.hear('connect');
  await new Promise((done) => setImmediate(done));
  assert.deepEqual(link.pushed, [lesson]);
  assert.deepEqual(heard, ['p3'], 'what came back opens by its button');
});

test('who teaches no more is told why, as who was sent out', async () => {
  const { socket, link } = await entered('teacher');
  socket.hear('class_out', { code: 'CDFGHJ' });
  assert.equal(link.over.key, 'class.link_changed');
});
