// Which control of a lesson's page is meant by words that name one, and which step it is led to.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { controlCalled, ledTo } from '../../../static/src/views/learn/places.js';

/** A button that shows `text`, and is called `label` when that is something else. */
const button = (text, { label = null, place = false } = {}) => ({
  textContent: text,
  getAttribute: (name) => (name === 'aria-label' ? label : null),
  classList: { contains: (name) => place && name === 'ct-l-place' },
});
const page = (...found) => ({ querySelectorAll: () => found });

test('a control is found by its words, whatever white space is between them', () => {
  const cables = button('\n  Cables  ');
  assert.equal(controlCalled(page(button('Enviar'), cables), 'Cables'), cables);
  assert.equal(controlCalled(page(button('Cables de red')), 'Cables'), undefined);
});

test('of two with that name the one that shows it is meant', () => {
  const icon = button('', { label: 'Cables' });
  const words = button('Cables');
  assert.equal(controlCalled(page(icon, words), 'Cables'), words);
  assert.equal(controlCalled(page(words, icon), 'Cables'), words);
  assert.equal(controlCalled(page(icon), 'Cables'), icon);
});

test('a name of its own counts, not what the control shows', () => {
  const cut = button('Cortar', { label: 'Cortar el cable de mx1' });
  assert.equal(controlCalled(page(cut), 'Cortar'), undefined);
  assert.equal(controlCalled(page(cut), 'Cortar el cable de mx1'), cut);
});

test('the words of the lesson that name it are not the control', () => {
  const named = button('Cables', { place: true });
  assert.equal(controlCalled(page(named), 'Cables'), undefined);
});

test("a teacher's page of a student's screen is led to the step they turned to last", () => {
  const answered = (question, value) => ({ fact: { kind: 'lab.answered', question, value } });
  const store = {
    events: [
      answered('step', 'uno'),
      answered('step', 'dos'),
      answered('otra', 'a'),
      { fact: { kind: 'smtp.reply_sent' } },
    ],
  };
  assert.equal(ledTo({ boot: { classroom: { peeks: 's1' } }, store }), 'dos');
  assert.equal(ledTo({ boot: { classroom: { follows: true } }, store }), '');
  assert.equal(ledTo({ boot: {}, store }), '');
  assert.equal(ledTo({ boot: { classroom: { peeks: 's1' } }, store: { events: [] } }), '');
});
