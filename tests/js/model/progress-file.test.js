// Progress as a file: written and read again, refused whole when spoilt, joined without loss.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Progress } from '../../../static/src/model/course-progress.js';
import { fileName, joined, readFile, written } from '../../../static/src/model/progress-file.js';

const NOW = new Date('2026-11-30T09:00:00Z');
const SCORES = { task: { got: 1, of: 3 }, predict: { got: 0, of: 1 }, quiz: { got: 0, of: 1 } };
const STEPS = [
  { id: 'a', kind: 'predict' },
  { id: 'b', kind: 'do' },
];

/** What a browser has kept. */
function carriedBy(change = () => {}) {
  const progress = new Progress(null);
  change(progress);
  return { progress: progress.kept, review: { waits: {}, days: [] }, scenes: [] };
}

const some = () =>
  carriedBy((progress) => {
    progress.keepName('Nutria');
    progress.keepVerdict('uno', STEPS, { solved: ['a'], scores: SCORES, seen: null });
  });

test('what is written is read again as it was, without the lab it was in', () => {
  const carried = carriedBy((progress) =>
    progress.keepVerdict('uno', STEPS, {
      solved: ['a'],
      scores: SCORES,
      seen: { lab: 'x', branch: '1', seq: 3 },
    }),
  );
  const found = readFile(written(carried, NOW));
  assert.equal(found.problem, undefined);
  assert.equal(found.carried.progress.lessons.uno.seen, null);
  assert.deepEqual(found.carried.progress.lessons.uno.solved, ['a']);
  assert.deepEqual(readFile(written(found.carried, NOW)), found);
});

test('a bad file is refused with its reason', () => {
  const file = written(some(), NOW);
  const changed = (change) => {
    const table = JSON.parse(file);
    change(table);
    return JSON.stringify(table);
  };
  for (const [text, problem] of [
    ['', 'ui.me.file_broken'],
    [file.slice(0, 40), 'ui.me.file_broken'],
    ['[]', 'ui.me.file_other'],
    ['{"kind":"photo"}', 'ui.me.file_other'],
    [changed((table) => (table.version = 2)), 'ui.me.file_newer'],
    [changed((table) => delete table.review), 'ui.me.file_spoilt'],
    [changed((table) => (table.scenes = [1])), 'ui.me.file_spoilt'],
    [changed((table) => (table.progress.lessons.uno = null)), 'ui.me.file_spoilt'],
    [changed((table) => (table.progress.lessons.uno.done = 9)), 'ui.me.file_spoilt'],
    [changed((table) => (table.progress.lessons.uno.scores.quiz.got = 2)), 'ui.me.file_spoilt'],
    [changed((table) => (table.progress.help = 'all')), 'ui.me.file_spoilt'],
    [' '.repeat(1_000_001), 'ui.me.file_long'],
  ]) {
    assert.deepEqual(readFile(text), { problem }, text.slice(0, 60));
  }
});

test('joining keeps the better of both and what only one has', () => {
  const mine = some();
  const best = { ...SCORES, quiz: { got: 1, of: 1 } };
  const theirs = carriedBy((progress) => {
    progress.keepName('Lince');
    progress.keepVerdict('uno', STEPS, { solved: ['a', 'b'], scores: best, seen: null });
    progress.keepVerdict('dos', STEPS, { solved: [], scores: SCORES, seen: null });
    progress.keepExperiment('cable-cortado');
  });
  theirs.review = { waits: { 'uno/q': { due: 9, gap: 4 } }, days: [5, 3] };
  mine.review = { waits: { 'uno/q': { due: 7, gap: 2 }, 'dos/q': { due: 1, gap: 1 } }, days: [4] };
  const both = joined(mine, theirs);
  assert.equal(both.progress.name, 'Nutria');
  assert.deepEqual(Object.keys(both.progress.lessons).sort(), ['dos', 'uno']);
  const { uno } = both.progress.lessons;
  assert.deepEqual([uno.solved, uno.done, uno.finished], [['a', 'b'], 2, true]);
  assert.deepEqual(uno.scores, best);
  assert.deepEqual(uno.unaided, ['b']);
  assert.deepEqual(both.progress.experiments, ['cable-cortado']);
  assert.deepEqual(both.review, {
    waits: { 'uno/q': { due: 9, gap: 4 }, 'dos/q': { due: 1, gap: 1 } },
    days: [3, 4, 5],
  });
});

test('joining the same twice, or the other way round, changes nothing more', () => {
  const [mine, theirs] = [some(), some()];
  const once = joined(mine, theirs);
  assert.deepEqual(joined(once, theirs), once);
  assert.deepEqual(joined(theirs, mine), once);
});

test('a file is named after its owner and its day', () => {
  assert.equal(fileName('Tejón veloz', NOW), 'cartero-tejon-veloz-2026-11-30.json');
  assert.equal(fileName('', NOW), 'cartero-2026-11-30.json');
});

test('hints opened here and there are joined, also those that were kept as a number', () => {
  const opened = (hints) => carriedBy((progress) => progress.keep('uno', { hints }));
  const both = joined(opened({ b: ['3'], c: ['x'] }), opened({ b: 2 }));
  assert.deepEqual(both.progress.lessons.uno.hints, { b: ['3', '1', '2'], c: ['x'] });
  const old = JSON.parse(written(opened({}), NOW));
  old.progress.lessons.uno.hints = { b: 2 };
  assert.equal(readFile(JSON.stringify(old)).problem, undefined);
  old.progress.lessons.uno.hints = { b: [2] };
  assert.equal(readFile(JSON.stringify(old)).problem, 'ui.me.file_spoilt');
});
