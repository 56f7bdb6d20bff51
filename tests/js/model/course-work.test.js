// What was done in lessons: lines that go on replace, lines that part are few, and all is bounded.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { shelf } from '../shelf.js';
import { forgetWork, keepWork, workOf } from '../../../static/src/model/course-work.js';

const act = (text) => ({ do: { act: 'line', text } });
const line = (...texts) => texts.map(act);

test('a line that goes on takes the place of its beginning', () => {
  const kept = shelf();
  keepWork(kept, 'x', line('a'));
  keepWork(kept, 'x', line('a', 'b'));
  keepWork(kept, 'x', line('a'));
  assert.deepEqual(workOf(kept, 'x'), [line('a', 'b')]);
});

test('of lines that part the newest four are kept', () => {
  const kept = shelf();
  for (const text of ['a', 'b', 'c', 'd', 'e']) keepWork(kept, 'x', line(text));
  assert.deepEqual(
    workOf(kept, 'x').map(([{ do: done }]) => done.text),
    ['b', 'c', 'd', 'e'],
  );
});

test('a line that solved something outlives later tries', () => {
  const kept = shelf();
  keepWork(kept, 'x', line('a', 'whole'), 3);
  for (const text of ['b', 'c', 'd', 'e', 'f']) keepWork(kept, 'x', line('a', text), 3);
  const texts = () => workOf(kept, 'x').map((each) => each.at(-1).do.text);
  assert.deepEqual(texts(), ['whole', 'd', 'e', 'f']);
  keepWork(kept, 'x', line('a', 'whole', 'more'), 3);
  for (const text of ['g', 'h', 'i', 'j']) keepWork(kept, 'x', line('a', text), 2);
  assert.deepEqual(texts(), ['more', 'h', 'i', 'j']);
  keepWork(kept, 'x', line('a', 'h'), 5);
  for (const text of ['k', 'l', 'm']) keepWork(kept, 'x', line('a', text), 5);
  assert.deepEqual(texts(), ['more', 'h', 'l', 'm']);
});

test('long tries make room for a line that solved something', () => {
  const kept = shelf();
  keepWork(kept, 'x', line('a', 'whole'), 3);
  for (let n = 0; n < 4; n += 1) keepWork(kept, 'x', line(`${n}`, 'y'.repeat(15_000)), 3);
  assert.deepEqual(workOf(kept, 'x')[0], line('a', 'whole'));
});

test('work kept as bare lines is read as before', () => {
  const kept = shelf();
  kept.setItem('cartero.work.x', JSON.stringify([line('a'), line('b')]));
  assert.deepEqual(workOf(kept, 'x'), [line('a'), line('b')]);
  keepWork(kept, 'x', line('a', 'c'), 1);
  assert.deepEqual(workOf(kept, 'x'), [line('b'), line('a', 'c')]);
});

test('neither a line nor all of them grow without bound', () => {
  const kept = shelf();
  keepWork(kept, 'x', line(...Array(401).keys()));
  keepWork(kept, 'x', line('y'.repeat(50_000)));
  assert.deepEqual(workOf(kept, 'x'), []);
  for (let n = 0; n < 4; n += 1) keepWork(kept, 'x', line(`${n}`, 'y'.repeat(15_000)));
  assert.equal(workOf(kept, 'x').length, 2);
});

test('spoilt work is none, and all of it can be forgotten', () => {
  const kept = shelf();
  kept.setItem('cartero.work.x', '{"a":1}');
  kept.setItem('other', '1');
  assert.deepEqual(workOf(kept, 'x'), []);
  keepWork(kept, 'x', line('a'));
  forgetWork(kept);
  assert.deepEqual([workOf(kept, 'x'), kept.length], [[], 1]);
  assert.doesNotThrow(() => keepWork(null, 'x', line('a')));
});
