// Which control of a lesson's page is meant by words that name one.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { controlCalled } from '../../../static/src/views/learn/places.js';

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
