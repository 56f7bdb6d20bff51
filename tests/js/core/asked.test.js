/** What an element asks for: once per address, the newest only, again when the link is back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Asked } from '../../../static/src/core/asked.js';

/** An element, as far as that goes, and what it asked. */
function setUp() {
  const link = Object.assign(new EventTarget(), { state: 'live' });
  /** @type {{address: string, answer: (value: unknown) => void, lose: () => void}[]} */
  const questions = [];
  const host = {
    address: 'a',
    drawn: 0,
    ctx: { link },
    addController() {},
    requestUpdate() {
      this.drawn += 1;
    },
  };
  const asked = new Asked(
    /** @type {any} */ (host),
    () => host.address,
    (address) =>
      new Promise((answer, fail) => {
        questions.push({ address, answer, lose: () => fail(new Error('away')) });
      }),
  );
  asked.hostConnected();
  return {
    host,
    asked,
    questions,
    /** @param {string} state */
    becomes(state) {
      link.state = state;
      link.dispatchEvent(new Event('change'));
    },
  };
}

const soon = () => new Promise(setImmediate);

test('an address is asked for once, however often the element is drawn', async () => {
  const { host, asked, questions } = setUp();
  asked.hostUpdate();
  asked.hostUpdate();
  questions[0].answer([1]);
  await soon();
  asked.hostUpdate();
  assert.deepEqual(asked.value, [1]);
  assert.equal(asked.lost, false);
  assert.equal(questions.length, 1);
  assert.equal(host.drawn, 1);
});

test('nothing is asked for no address', () => {
  const { host, asked, questions } = setUp();
  host.address = '';
  asked.hostUpdate();
  assert.equal(questions.length, 0);
});

test('what comes late for another address is dropped', async () => {
  const { host, asked, questions } = setUp();
  asked.hostUpdate();
  host.address = 'b';
  asked.hostUpdate();
  questions[1].answer('of b');
  await soon();
  questions[0].answer('of a');
  await soon();
  assert.equal(asked.value, 'of b');
});

test('what was there stays while the next comes, and when that is lost', async () => {
  const { host, asked, questions } = setUp();
  asked.hostUpdate();
  questions[0].answer('of a');
  await soon();
  host.address = 'b';
  asked.hostUpdate();
  assert.equal(asked.value, 'of a');
  questions[1].lose();
  await soon();
  assert.deepEqual([asked.value, asked.lost], ['of a', true]);
});

test('what is lost is asked for again by hand, and when the link returns', async () => {
  const { asked, questions, becomes } = setUp();
  asked.hostUpdate();
  questions[0].lose();
  await soon();
  assert.equal(asked.lost, true);
  asked.again();
  assert.equal(asked.lost, false);
  questions[1].lose();
  await soon();
  becomes('lost');
  assert.equal(questions.length, 2);
  becomes('live');
  questions[2].answer('here');
  await soon();
  assert.equal(asked.value, 'here');
  becomes('lost');
  becomes('live');
  assert.equal(questions.length, 3);
});

test('a request that is lost after its link was is made again when that returns', async () => {
  const { asked, questions, becomes } = setUp();
  asked.hostUpdate();
  becomes('lost');
  questions[0].lose();
  await soon();
  becomes('live');
  assert.equal(questions.length, 2);
});
