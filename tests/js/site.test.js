/**
 * The parts a module draws come with it: a tag nobody defines stays empty without a word,
 * and only on the visitor whose first page it is.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const SOURCES = fileURLToPath(new URL('../../static/src/', import.meta.url));
const ALWAYS = ['ct-lazy', 'ct-app'];

/** @param {string} path */
const read = (path) => readFileSync(path, 'utf8').replace(/\/\*[^]*?\*\//g, '');
/** @param {string} text @param {RegExp} pattern */
const all = (text, pattern) => [...text.matchAll(pattern)].map((found) => found[1]);

/** @param {string} path @param {Set<string>} [found] all modules it imports, at once or later */
function imported(path, found = new Set()) {
  if (found.has(path)) return found;
  found.add(path);
  for (const name of all(read(path), /(?:from|import) ?\(?'(\.[^']+)'/g)) {
    if (name.endsWith('.js')) imported(join(dirname(path), name), found);
  }
  return found;
}

const MODULES = readdirSync(SOURCES, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.js'));

for (const name of MODULES) {
  test(`${name} brings the parts it draws`, () => {
    const path = join(SOURCES, name);
    const pages = all(read(path), /pieceOf\('([\w-]+)'\)/g).map((id) =>
      join(SOURCES, 'views', id, `${id}.js`),
    );
    const brought = [path, ...pages].flatMap((each) => [...imported(each)]);
    const defined = brought.flatMap((each) =>
      all(read(each), /customElements\.define\('([\w-]+)'/g),
    );
    const drawn = all(read(path), /<(ct-[\w-]+)/g);
    const missing = drawn.filter((tag) => !defined.includes(tag) && !ALWAYS.includes(tag));
    assert.deepEqual(missing, []);
  });
}

test('a page that comes later is the module of its own name', () => {
  const site = read(join(SOURCES, 'site.js'));
  const pages = site.split('registerPage(').slice(1);
  assert.ok(pages.length > 3);
  for (const page of pages) {
    const [id] = all(page, /id: '([\w-]+)'/g);
    for (const module of all(page, /import\('\.\/views\/([\w/-]+)\.js'\)/g))
      assert.equal(module, `${id}/${id}`);
  }
});
