// What a browser keeps of an exam: it survives a reload, ends when handed in, and holds no score.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { shelf } from '../shelf.js';
import { answersIn } from '../../../static/src/views/exam/answers.js';
import { ExamNotes, examsStand, sitting } from '../../../static/src/model/exam-notes.js';

const CODE = '45.1.1.7.x';
const LINE = [{ do: { act: 'close' } }];

test('the clock starts once and lines survive a reload', () => {
  const kept = shelf();
  const notes = new ExamNotes(kept, CODE, 'Ana');
  notes.begin(1000);
  notes.begin(2000);
  notes.keep('a/b', LINE);
  const again = new ExamNotes(kept, CODE, 'Ana');
  assert.equal(again.began, 1000);
  assert.deepEqual(again.line('a/b'), LINE);
  assert.deepEqual(again.line('c/d'), []);
  assert.deepEqual(sitting(kept, CODE), ['Ana']);
});

test('time that stands still is given back, and a reload meanwhile changes nothing', () => {
  const kept = shelf();
  const notes = new ExamNotes(kept, CODE, 'Ana');
  notes.begin(1000);
  assert.equal(examsStand(kept, true, 11_000), true);
  examsStand(kept, true, 30_000);
  assert.equal(notes.left(1, 500_000), 50_000);
  assert.equal(new ExamNotes(kept, CODE, 'Ana').left(1, 500_000), 50_000);
  notes.keep('a/b', LINE);
  examsStand(kept, false, 500_000);
  examsStand(kept, false, 510_000);
  assert.equal(notes.left(1, 510_000), 40_000);
  examsStand(kept, true, 511_000);
  examsStand(kept, false, 600_000);
  assert.equal(notes.left(1, 600_000), 39_000);
  assert.deepEqual(new ExamNotes(kept, CODE, 'Ana').line('a/b'), LINE);
});

test('the time of an exam that was handed in, or kept by an older page', () => {
  const kept = shelf();
  new ExamNotes(kept, CODE, 'Ana').begin(1000);
  new ExamNotes(kept, CODE, 'Ana').hand(2000);
  assert.equal(examsStand(kept, true, 3000), false);
  const older = { began: 1000, handed: 0, lines: { 'a/b': LINE } };
  kept.setItem(`cartero.exam.${CODE}/Olga`, JSON.stringify(older));
  const notes = new ExamNotes(kept, CODE, 'Olga');
  assert.equal(notes.left(1, 11_000), 50_000);
  assert.deepEqual(notes.line('a/b'), LINE);
  assert.equal(examsStand(kept, true, 11_000), true);
  assert.equal(examsStand(null, true, 11_000), false);
});

test('what is handed in is changed no more', () => {
  const notes = new ExamNotes(shelf(), CODE, 'Ana');
  notes.begin(1000);
  notes.keep('a/b', LINE);
  notes.hand(5000);
  notes.hand(6000);
  notes.keep('a/b', []);
  assert.equal(notes.handed, 5000);
  const record = notes.record(CODE, 'Ana', [{ name: 'a/b' }, { name: 'c/d' }]);
  assert.deepEqual(record, {
    cartero: 1,
    exam: CODE,
    nickname: 'Ana',
    tasks: [{ name: 'a/b', line: LINE }],
  });
});

test('two tabs that write each keep what the other wrote', () => {
  const kept = shelf();
  new ExamNotes(kept, CODE, 'Ana').begin(1000);
  const [one, other] = [new ExamNotes(kept, CODE, 'Ana'), new ExamNotes(kept, CODE, 'Ana')];
  one.keep('a/b', LINE);
  other.keep('c/d', LINE);
  one.hand(5000);
  other.keep('c/d', []);
  other.hand(6000);
  const again = new ExamNotes(kept, CODE, 'Ana');
  assert.deepEqual([again.line('a/b'), again.line('c/d')], [LINE, LINE]);
  assert.deepEqual([again.began, again.handed, other.handed], [1000, 5000, 5000]);
});

test('what a full shelf did not take is written with the next act', () => {
  const kept = shelf();
  const notes = new ExamNotes(kept, CODE, 'Ana');
  notes.begin(1000);
  const { setItem } = kept;
  kept.setItem = () => {
    throw new Error('full');
  };
  notes.keep('a/b', LINE);
  kept.setItem = setItem;
  notes.keep('c/d', LINE);
  assert.deepEqual(new ExamNotes(kept, CODE, 'Ana').line('a/b'), LINE);
});

test('an exam that was not handed in is never forgotten', () => {
  const kept = shelf();
  for (let n = 0; n < 12; n += 1) new ExamNotes(kept, CODE, `n${n}`).begin(1000 + n);
  assert.equal(kept.length, 12);
  new ExamNotes(kept, CODE, 'n3').hand(2000);
  new ExamNotes(kept, CODE, 'n12').begin(3000);
  assert.deepEqual(sitting(kept, CODE).includes('n3'), false);
  assert.equal(kept.length, 12);
});

test('spoilt notes are as none, and old exams make room', () => {
  const kept = shelf();
  for (const spoilt of ['{', '[]', '{"began":"x"}', '{"began":1,"handed":0,"lines":null}']) {
    kept.setItem(`cartero.exam.${CODE}/Ana`, spoilt);
    assert.equal(new ExamNotes(kept, CODE, 'Ana').began, 0);
  }
  for (let n = 0; n < 12; n += 1) {
    const notes = new ExamNotes(kept, CODE, `n${n}`);
    notes.begin(1000 + n);
    notes.hand(2000 + n);
  }
  assert.equal(kept.length, 6);
  assert.equal(new ExamNotes(kept, CODE, 'n11').began, 1011);
  assert.doesNotThrow(() => new ExamNotes(null, CODE, 'Ana').begin(1));
});

test('answers show what was said last, never whether it is right', () => {
  const said = (value, actor = 'student') => ({
    fact: { kind: 'lab.answered', actor, question: 'q.a', value },
  });
  const { answers, right, solved } = answersIn([said('x'), said('y'), said('z', 'auto')]);
  assert.deepEqual(answers, {
    'q.a': { value: 'y', right: false, tries: 1, held: [], made: null, feedback: '' },
  });
  assert.deepEqual([right, solved], [{}, false]);
});
