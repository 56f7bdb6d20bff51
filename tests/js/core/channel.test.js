// The channel against a network that loses, doubles and delays messages.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Channel, MESSAGE_OCTETS_MAX } from '../../../static/src/core/channel.js';
import { Store } from '../../../static/src/core/store.js';
import { story } from '../story.js';

const { events } = story();
const soon = () =>
  new Promise((done) => {
    setImmediate(done);
  });
const wait = (ms) =>
  new Promise((done) => {
    setTimeout(done, ms);
  });

/** A socket whose server is the test. */
class FakeSocket {
  connected = true;
  /** @type {[string, any][]} */ sent = [];
  listeners = {};
  answers = {
    watch: (message) => ({
      ok: true,
      branch: 'b1',
      branches: [],
      may_act: true,
      from: message.from,
    }),
  };
  on(name, listener) {
    this.listeners[name] = listener;
    return this;
  }
  timeout() {
    return this;
  }
  async emitWithAck(name, message) {
    this.sent.push([name, message]);
    const answer = this.answers[name];
    if (!answer) throw new Error('timeout');
    return answer(message);
  }
  hear(name, message) {
    this.listeners[name](message);
  }
  /** events [from, to) as the server sends them */
  journal(from, to, total = to) {
    this.hear('journal', {
      lab: 'L',
      branch: 'b1',
      from,
      events: events.slice(from, to),
      total,
      rest: false,
    });
  }
  watches() {
    return this.sent.filter(([name]) => name === 'watch').map(([, message]) => message.from);
  }
}

function joined(options = {}) {
  const socket = new FakeSocket();
  const store = new Store();
  const channel = new Channel(socket, store, { lab: 'L', branch: 'b1', secret: 's', ...options });
  return { socket, store, channel };
}

test('it joins, with its secret, and takes the journal', async () => {
  const { socket, store, channel } = joined();
  await soon();
  assert.deepEqual(socket.sent[0], ['watch', { lab: 'L', branch: 'b1', secret: 's', from: 0 }]);
  socket.journal(0, 30);
  assert.equal(store.next, 30);
  assert.equal(channel.state, 'live');
  assert.equal(channel.mayAct, true);
});

test('a gap: it asks again from the first missing event', async () => {
  const { socket, store } = joined();
  await soon();
  socket.journal(0, 10);
  socket.journal(15, 20);
  await soon();
  assert.equal(store.next, 10);
  assert.deepEqual(socket.watches(), [0, 10]);
  socket.journal(10, 20);
  assert.equal(store.next, 20);
});

test('doubled, overlapping and late messages change nothing that is known', async () => {
  const { socket, store } = joined();
  await soon();
  socket.journal(0, 10);
  socket.journal(0, 10);
  socket.journal(5, 15);
  socket.journal(2, 6);
  assert.deepEqual(store.events, events.slice(0, 15));
  assert.deepEqual(socket.watches(), [0]);
});

test('a message that never comes is asked for after a while', async () => {
  const { socket, store } = joined({ lateMs: 15 });
  await soon();
  socket.journal(0, 10, 25);
  await wait(60);
  assert.ok(socket.watches().includes(10));
  socket.journal(10, 25);
  assert.equal(store.next, 25);
});

test('messages of another lab or branch are not ours', async () => {
  const { socket, store } = joined();
  await soon();
  socket.hear('journal', { lab: 'X', branch: 'b1', from: 0, events: events.slice(0, 3), total: 3 });
  socket.hear('journal', { lab: 'L', branch: 'b9', from: 0, events: events.slice(0, 3), total: 3 });
  assert.equal(store.next, 0);
});

test('a message over the limit is refused in the page and not sent', async () => {
  const { socket, channel } = joined();
  socket.answers.act = () => ({ ok: true });
  await soon();
  const text = 'ñ'.repeat(MESSAGE_OCTETS_MAX / 2);
  const refused = await channel.act({ act: 'paste', text });
  assert.equal(refused.ok, false);
  assert.equal(refused.error.key, 'ui.error.too_long');
  assert.ok(refused.error.params.octets > refused.error.params.limit);
  const half = await channel.act({ act: 'paste', text: text.slice(0, text.length / 2) });
  assert.equal(half.ok, true);
  assert.equal(socket.sent.filter(([name]) => name === 'act').length, 1);
});

test('a lost server is joined again from where we were', async () => {
  const { socket, store, channel } = joined();
  await soon();
  socket.journal(0, 12);
  socket.hear('disconnect');
  assert.equal(channel.state, 'lost');
  assert.equal(store.next, 12, 'what we have is kept');
  socket.hear('connect');
  await soon();
  assert.equal(channel.state, 'live');
  assert.deepEqual(socket.watches(), [0, 12]);
});

test('an act without answer is sent again under the same id', async () => {
  const { socket, channel } = joined();
  await soon();
  let tries = 0;
  socket.answers.act = () => {
    tries += 1;
    if (tries < 2) throw new Error('timeout');
    return { ok: true, seq: 0, branch: 'b1' };
  };
  const answer = await channel.act({ act: 'power_on', host: 'pc-benito' });
  const acts = socket.sent.filter(([name]) => name === 'act').map(([, message]) => message);
  assert.equal(answer.ok, true);
  assert.equal(acts.length, 2);
  assert.equal(acts[0].id, acts[1].id);
  assert.ok(acts[0].id.length >= 8);
  assert.equal('after' in acts[0], false);
});

test('a fork: the answer names the new branch, and it is watched from its beginning', async () => {
  const { socket, store, channel } = joined();
  await soon();
  socket.journal(0, 30);
  socket.answers.act = (message) => ({ ok: true, seq: message.after, branch: 'b2' });
  socket.answers.watch = (message) => ({
    ok: true,
    branch: message.branch,
    branches: [],
    may_act: true,
  });
  await channel.act({ act: 'line', text: 'NOOP' }, 12);
  await soon();
  assert.equal(socket.sent.find(([name]) => name === 'act')[1].after, 12);
  assert.equal(store.branch, 'b2');
  assert.equal(store.next, 0);
  assert.deepEqual(socket.sent.at(-1), ['watch', { lab: 'L', branch: 'b2', secret: 's', from: 0 }]);
});

/** @param {Record<string, string>} kinds */
const tree = (kinds) => Object.entries(kinds).map(([id, kind]) => ({ id, kind }));

test('another tab undoes: this one goes where it went', async () => {
  const { socket, store } = joined();
  await soon();
  socket.answers.watch = (message) => ({ ok: true, branch: message.branch, may_act: true });
  socket.hear('branches', { lab: 'L', current: 'b1', branches: tree({ b1: 'line' }) });
  socket.journal(0, 30);
  socket.hear('branches', {
    lab: 'L',
    current: 'b2',
    branches: tree({ b1: 'attempt', b2: 'line' }),
  });
  await soon();
  assert.equal(store.branch, 'b2');
  socket.hear('branches', {
    lab: 'L',
    current: 'b3',
    branches: tree({ b1: 'attempt', b3: 'line' }),
  });
  await soon();
  assert.equal(store.branch, 'b3');
});

test('an attempt opened on purpose stays on show', async () => {
  const { socket, store, channel } = joined();
  await soon();
  socket.answers.watch = (message) => ({ ok: true, branch: message.branch, may_act: true });
  socket.hear('branches', {
    lab: 'L',
    current: 'b2',
    branches: tree({ b1: 'attempt', b2: 'line' }),
  });
  channel.switchTo('b1');
  socket.hear('branches', {
    lab: 'L',
    current: 'b3',
    branches: tree({ b1: 'attempt', b3: 'line' }),
  });
  await soon();
  assert.equal(store.branch, 'b1');
});

test('a lab that ended is said, and nothing can be done there any more', async () => {
  const { socket, channel } = joined();
  await soon();
  socket.hear('ended', { lab: 'L', reason: { key: 'ended.idle' } });
  assert.equal(channel.state, 'ended');
  assert.equal(channel.mayAct, false);
  assert.deepEqual(channel.ended, { key: 'ended.idle' });
});
