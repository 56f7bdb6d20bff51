// static/css/views/learn.css: what a lesson points at stays marked long enough to be found.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const MARKED_S_MIN = 2;
const css = readFileSync(new URL('../../../static/css/views/learn.css', import.meta.url), 'utf8');

test('the mark of what is pointed at lasts at least two seconds', () => {
  const [, name, seconds] = /\.ct-pointed \{ animation: ([\w-]+) ([\d.]+)s /.exec(css) ?? [];
  assert.ok(Number(seconds) >= MARKED_S_MIN, `${seconds} s`);
  assert.match(css, new RegExp(`@keyframes ${name} \\{`));
});
