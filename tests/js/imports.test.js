/**
 * Who may import whom in static/src, and that nothing goes round in a circle. Types named in
 * JSDoc count as imports: a circle of types is a circle.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const SOURCES = fileURLToPath(new URL('../../static/src/', import.meta.url));
const FILES_MAX = 20;

const MODULES = readdirSync(SOURCES, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.js'))
  .sort();

/** Module to what it imports, at once, later or as a type. @type {Map<string, string[]>} */
const IMPORTS = new Map(
  MODULES.map((name) => {
    const text = readFileSync(join(SOURCES, name), 'utf8');
    const found = [...text.matchAll(/(?:from|import) ?\(?\s*'(\.[^']+\.js)'/g)];
    return [name, found.map(([, path]) => relative(SOURCES, join(SOURCES, dirname(name), path)))];
  }),
);

/** The parts of the page: what each folder may import besides itself. */
const MAY_IMPORT = {
  core: [],
  alone: ['core'],
  model: ['core'],
  drawings: ['core', 'model', 'authenticity'],
  authenticity: ['core', 'model', 'drawings'],
  machines: ['core', 'model', 'drawings'],
  stage: ['core', 'model', 'drawings', 'machines'],
  ladder: ['core', 'model', 'drawings', 'stage'],
  player: ['core', 'model', 'drawings'],
  inspector: ['core', 'model', 'drawings', 'stage'],
  classroom: ['core', 'model', 'drawings'],
  frame: ['core', 'model', 'drawings', 'classroom'],
  questions: ['core', 'model', 'drawings'],
  letters: ['core', 'model', 'drawings'],
  views: [
    'core',
    'model',
    'drawings',
    'authenticity',
    'machines',
    'stage',
    'ladder',
    'player',
    'inspector',
    'questions',
    'letters',
    'classroom',
  ],
};
const ENTRIES = ['alone.js', 'app.js', 'replay.js', 'site.js'];

/** @param {string} name */
const folderOf = (name) => name.split('/')[0];

/** @param {string} name @param {string[]} [way] @param {Set<string>} [done] @returns {string[]} */
function circleFrom(name, way = [], done = new Set()) {
  if (way.includes(name)) return [...way.slice(way.indexOf(name)), name];
  if (done.has(name)) return [];
  for (const next of IMPORTS.get(name) ?? []) {
    const found = circleFrom(next, [...way, name], done);
    if (found.length) return found;
  }
  done.add(name);
  return [];
}

test('no module imports itself by way of others', () => {
  const done = new Set();
  for (const name of MODULES) assert.deepEqual(circleFrom(name, [], done), []);
});

for (const name of MODULES.filter((each) => !ENTRIES.includes(each))) {
  test(`${name} imports only what its folder may`, () => {
    const folder = folderOf(name);
    const allowed = [folder, .../** @type {any} */ (MAY_IMPORT)[folder]];
    const others = (IMPORTS.get(name) ?? []).filter((each) => !allowed.includes(folderOf(each)));
    assert.deepEqual(others, []);
  });
}

test('a page imports neither another page nor the channel', () => {
  for (const [name, imports] of IMPORTS) {
    if (folderOf(name) !== 'views') continue;
    const wrong = imports.filter(
      (each) =>
        each === 'core/channel.js' ||
        (folderOf(each) === 'views' && dirname(each) !== dirname(name)),
    );
    assert.deepEqual(wrong, [], name);
  }
});

test('no folder of sources holds more files than one can overlook', () => {
  for (const folder of new Set(MODULES.map(dirname))) {
    const files = MODULES.filter((name) => dirname(name) === folder);
    assert.ok(files.length <= FILES_MAX, `${folder}: ${files.length}`);
  }
});
