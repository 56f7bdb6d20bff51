/** Whatever is asked of the lab shows on what was pressed, at once and until it is answered. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Link } from '../../../static/src/core/link.js';
import { pendingOn, press } from '../../../static/src/core/pressed.js';

function fakeButton() {
  const attributes = /** @type {Record<string, string>} */ ({});
  return {
    attributes,
    /** @param {string} name @param {string} value */
    setAttribute: (name, value) => {
      attributes[name] = value;
    },
    /** @param {string} name */
    removeAttribute: (name) => {
      delete attributes[name];
    },
  };
}

/** A link whose answers come when the test says so. */
function slowLink() {
  let answer = /** @type {(value: any) => void} */ (() => {});
  const asked = () =>
    new Promise((done) => {
      answer = done;
    });
  const channel = Object.assign(new EventTarget(), { act: asked, change: asked, attempt: asked });
  const playhead = { atEnd: true, follow: () => {} };
  const link = new Link(/** @type {any} */ (channel), /** @type {any} */ (playhead));
  return { link, answer: () => answer({ ok: true }) };
}

/** Everything that sends something, but for the judge that asks by itself. */
const REQUESTS = /** @type {Record<string, (link: Link) => Promise<unknown>>} */ ({
  act: (link) => link.act({ act: 'collect', host: 'pc' }),
  'an act in the middle': (link) => link.act({ act: 'drop' }, { at: 3 }),
  travel: (link) => link.travel('undo'),
  ready: (link) => link.ready({ lesson: 'a', step: 'b' }),
  experiment: (link) => link.experiment('a'),
  waits: (link) => link.waits(),
});

for (const [name, request] of Object.entries(REQUESTS)) {
  test(`${name}: the pressed button is busy until the answer`, async () => {
    const { link, answer } = slowLink();
    const button = fakeButton();
    press(button);
    const done = request(link);
    press(null);
    assert.deepEqual(button.attributes, { 'aria-busy': 'true' });
    answer();
    await done;
    assert.deepEqual(button.attributes, {});
  });
}

test('a button pressed twice is busy until both answers', async () => {
  const button = fakeButton();
  const answers = /** @type {(() => void)[]} */ ([]);
  press(button);
  const both = [1, 2].map(() =>
    pendingOn(
      new Promise((done) => {
        answers.push(() => done(undefined));
      }),
    ),
  );
  press(null);
  answers[0]();
  await both[0];
  assert.deepEqual(button.attributes, { 'aria-busy': 'true' });
  answers[1]();
  await both[1];
  assert.deepEqual(button.attributes, {});
});

test('what nobody pressed marks nothing', async () => {
  assert.equal(await pendingOn(Promise.resolve(4)), 4);
});
