// What a page was told last: each news written once, and read again only as far as it is whole.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { shelf } from '../shelf.js';

globalThis.window = { localStorage: shelf() };
const { LastSeen } = await import('../../../static/src/alone/last-seen.js');

const BOOT = { lab: 'a', branch: 'b1', lang: 'es' };
const WATCHED = { ok: true, seq: 0 };

/** A database with one store; `puts`: the keys that were written, in their order. */
function database() {
  const kept = new Map();
  const puts = [];
  const answered = (result) => ({
    result,
    addEventListener: (name, then) => name === 'success' && queueMicrotask(then),
  });
  const byKey = () => [...kept].sort(([[a, i]], [[b, j]]) => a - b || i - j);
  const store = {
    clear: () => kept.clear(),
    put: (value, key) => {
      puts.push(key[1]);
      kept.delete([...kept.keys()].find(([page, number]) => page === key[0] && number === key[1]));
      kept.set(key, value);
    },
    getAllKeys: () => answered(byKey().map(([key]) => key)),
    getAll: () => answered(byKey().map(([, value]) => value)),
  };
  const ask = async (_, work) => work(store);
  return { kept, puts, read: ask, write: ask };
}

/** A page in which something was done, and whoever opens it again. */
function used(kept = database()) {
  const page = new LastSeen(kept, 'v1');
  page.begin('/escribe', BOOT, null);
  page.watched({ branch: 'b1', from: 0 }, WATCHED);
  page.keep();
  return { page, kept, again: () => new LastSeen(kept, 'v1').of('/escribe', 'es') };
}

const numbers = (scene) => scene.news.map(([, told]) => told.n);

test('each news is written once, and all are there again', async () => {
  const { page, kept, again } = used();
  for (const n of [1, 2, 3]) page.heard('journal', `{"n":${n}}`);
  page.keep();
  assert.deepEqual(kept.puts, [0, 1, 2, 3]);
  const scene = await again();
  assert.deepEqual(numbers(scene), [1, 2, 3]);
  assert.deepEqual([scene.boot, scene.watched], [BOOT, WATCHED]);
});

test('another page begins anew; another path or language knows nothing', async () => {
  const { page, kept, again } = used();
  page.heard('journal', '{"n":1}');
  page.begin('/mira', BOOT, null);
  page.watched({ branch: 'b1', from: 0 }, WATCHED);
  page.keep();
  assert.equal(await again(), null);
  assert.equal(await new LastSeen(kept, 'v1').of('/mira', 'en'), null);
  assert.deepEqual(numbers(await new LastSeen(kept, 'v1').of('/mira', 'es')), []);
});

test('after a gap nothing is shown, nor what another page adds', async () => {
  const { page, kept, again } = used();
  for (const n of [1, 2, 3]) page.heard('journal', `{"n":${n}}`);
  const [mine] = [...kept.kept.keys()][0];
  kept.kept.set([mine - 1, 4], '["journal",{"n":4}]');
  kept.kept.delete([...kept.kept.keys()].find(([, number]) => number === 2));
  assert.deepEqual(numbers(await again()), [1]);
});

test('a long session keeps its beginning, and is not written on and on', async () => {
  const { page, kept, again } = used();
  page.heard('journal', '{"n":1}');
  page.heard('journal', `{"n":2,"text":"${'x'.repeat(2_000_000)}"}`);
  page.heard('journal', '{"n":3}');
  assert.deepEqual(kept.puts, [0, 1]);
  assert.deepEqual(numbers(await again()), [1]);
});
