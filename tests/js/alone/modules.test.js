/** Modules as functions: each is made once, and others than the first come when wanted. */
import assert from 'node:assert/strict';
import test from 'node:test';

/** @type {any[]} */ const asked = [];
const globals = /** @type {any} */ (globalThis);
globals.CARTERO = { version: 'v1' };
globals.document = {
  createElement: (/** @type {string} */ kind) =>
    Object.assign(new EventTarget(), { kind, remove: () => {} }),
  head: { append: (/** @type {any} */ element) => asked.push(element) },
};
await import('../../../static/src/alone/modules.js');

/** @param {string} what 'load' or 'error' */
const end = (what) => asked.splice(0).forEach((each) => each.dispatchEvent(new Event(what)));

test('what the first screen lacks comes once, when wanted, and again if it was lost', async () => {
  /** @type {(name: string) => Promise<any>} */ let later = async () => {};
  let made = 0;
  const app = (/** @type {any[]} */ ...[, , , given]) => {
    later = given;
  };
  const first = (/** @type {any} */ exports) => Object.assign(exports, { here: true });
  const letter = (/** @type {any[]} */ ...[exports, , need]) => {
    exports.count = ++made;
    exports.first = need('./first.js');
  };
  globals.CARTERO.define({ './app.js': app, './first.js': first }, './app.js');
  assert.deepEqual(await later('./first.js'), { here: true });
  assert.equal(asked.length, 0);

  const lost = later('./letter.js');
  assert.deepEqual(
    asked.map(({ src, href }) => src ?? href),
    ['rest.js?v=v1', 'rest.css?v=v1'],
  );
  end('error');
  await assert.rejects(lost, /rest\.js/);

  const both = [later('./letter.js'), later('./letter.js')];
  assert.equal(asked.length, 2);
  globals.CARTERO.define({ './letter.js': letter });
  end('load');
  for (const each of await Promise.all(both))
    assert.deepEqual(each, { count: 1, first: { here: true } });
});
