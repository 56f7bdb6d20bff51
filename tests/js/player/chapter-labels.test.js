// A mark stands where its chapter begins; the title on show is whole; others give way.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { chapterLabels, titleRem } from '../../../static/src/player/chapter-labels.js';

const chapters = [
  { index: 0, step: 0, words: 'Ana entrega su carta' },
  { index: 1, step: 16, words: 'El servidor norte pasa la carta al servidor sur' },
  { index: 2, step: 38, words: 'Tú hablas con el servidor sur' },
];
const room = { steps: 40, width: 800, rem: 16 };

test('a long title is counted in two lines, a short one in one', () => {
  assert.ok(titleRem('El servidor norte pasa la carta al servidor sur') < 18);
  assert.ok(
    titleRem('Ana entrega su carta') < titleRem('El servidor norte pasa la carta al servidor sur'),
  );
  assert.ok(titleRem('Submission') < titleRem('Correspondencia-electrónica'));
});

test('the last chapter begins where it begins, its title moves to the left', () => {
  const [first, second, third] = chapterLabels(chapters, { ...room, here: 2 });
  assert.equal(third.step, 38);
  assert.equal(third.fits, false);
  const left = 38 * 20;
  assert.ok(third.shift > 0);
  assert.ok(left - third.shift + third.needs <= room.width + 0.01);
  assert.equal(first.fits, true);
  assert.equal(second.fits, true, 'there is room left of it');
});

test('a title never starts before the line does', () => {
  const [label] = chapterLabels(
    [{ index: 0, step: 2, words: 'Una historia con un título muy largo de verdad' }],
    { steps: 4, width: 120, rem: 16, here: 0 },
  );
  assert.equal(label.shift, 60);
});

test('where the title on show would cover another, that one is its number', () => {
  const crowded = chapters.map((each, i) => ({ ...each, step: [0, 34, 38][i] }));
  const labels = chapterLabels(crowded, { ...room, here: 2 });
  assert.deepEqual(
    labels.map(({ fits }) => fits),
    [true, false, false],
  );
  assert.deepEqual(
    chapterLabels(crowded, { ...room, here: 0 }).map(({ current }) => current),
    [true, false, false],
  );
});

test('no title and no number of a chapter stands on another, whatever the room', () => {
  for (let width = 240; width <= 1200; width += 30)
    for (let gap = 1; gap <= 12; gap += 1)
      for (let here = 0; here < 3; here += 1) {
        const near = chapters.map((each, i) => ({ ...each, step: i * gap }));
        const line = { steps: 40, width, rem: 16, here };
        const px = width / line.steps;
        if (gap * px < 2.2 * 16) continue; // the player leaves such chapters out
        const texts = chapterLabels(near, line)
          .filter(({ under }) => !under)
          .map(({ step, shift, current, fits, needs }) => {
            const from = step * px - (current && !fits ? shift : 0);
            return { current, from, to: from + (fits || current ? needs : 1.4 * 16) };
          });
        const shown = texts.find(({ current }) => current);
        for (const { current, from, to } of texts)
          assert.ok(current || to <= shown.from || from >= shown.to, `${width} ${gap} ${here}`);
      }
});
