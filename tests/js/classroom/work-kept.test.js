// What a teacher's page keeps of everybody's work, whatever the network does to the news.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WorkKept, goalsOf } from '../../../static/src/classroom/work-kept.js';

const RULE = { wrong: 3, wrong_s: 180, still_s: 300 };
const work = (member, version, more = {}) => ({
  member,
  version,
  lesson: '',
  idle_s: 0,
  ...more,
});

class FakeLink extends EventTarget {
  state = {};
  asked = [];
  answer = { ok: true, rule: RULE, wrong: [], students: [] };
  async ask(name, what) {
    this.asked.push([name, what.on]);
    return this.answer;
  }
  hear(students, wrong) {
    this.dispatchEvent(new CustomEvent('work', { detail: { students, wrong } }));
  }
}

/** Kept from the first answer on; `clock.ms` is the time. */
async function started(students = []) {
  const link = new FakeLink();
  link.answer.students = students;
  const clock = { ms: 0 };
  const kept = new WorkKept(link, () => clock.ms);
  kept.start();
  await Promise.resolve();
  return { link, kept, clock };
}

test('the newest of each student is kept, however late an older one comes', async () => {
  const { link, kept } = await started([work('s1', 4, { line: 'NOOP' })]);
  link.hear([work('s1', 3, { line: 'HOLA' }), work('s2', 5)]);
  assert.equal(kept.of('s1').line, 'NOOP');
  assert.equal(kept.of('s2').version, 5);
  assert.equal(kept.of('s3'), null);
  assert.deepEqual(kept.rule, RULE);
});

test('after a lost link it asks again, and when it stops no more', async () => {
  const { link, kept } = await started();
  link.dispatchEvent(new Event('entered'));
  kept.stop();
  link.dispatchEvent(new Event('entered'));
  link.hear([work('s1', 9)]);
  assert.deepEqual(link.asked, [
    ['class_work', true],
    ['class_work', true],
    ['class_work', false],
  ]);
  assert.equal(kept.of('s1'), null);
});

test('idle time goes on while no news comes', async () => {
  const { kept, clock } = await started([work('s1', 1, { idle_s: 50 })]);
  assert.equal(kept.idleMin('s1'), 0);
  clock.ms = 130_000;
  assert.equal(kept.idleMin('s1'), 3);
  assert.equal(kept.idleMin('s2'), 0);
});

test('wrong lines stay until others are told', async () => {
  const { link, kept } = await started();
  link.hear([], [{ line: 'HOLA', reply: '500', students: 2 }]);
  link.hear([work('s1', 2)]);
  assert.equal(kept.wrong.length, 1);
});

test('the lesson most are in comes first, of those who are in the class', async () => {
  const { kept } = await started([
    work('s1', 1, { lesson: 'b' }),
    work('s2', 2, { lesson: 'a' }),
    work('s3', 3, { lesson: 'a' }),
    work('s4', 4, { lesson: 'b' }),
    work('s5', 5, { lesson: 'b' }),
    work('s6', 6),
  ]);
  const members = ['s1', 's2', 's3', 's4', 's6'].map((id) => ({ id }));
  assert.deepEqual(kept.lessons(members), [
    ['a', 2],
    ['b', 2],
  ]);
});

test('a step without goals is a column of its own', () => {
  const steps = [
    { title: 'Leer', goals: [] },
    { title: 'Hacer', goals: [{ label: 'uno' }, { label: 'dos' }] },
  ];
  assert.deepEqual(goalsOf({ steps }), [
    { step: 'Leer', label: '', first: true },
    { step: 'Hacer', label: 'uno', first: true },
    { step: 'Hacer', label: 'dos', first: false },
  ]);
});
