/** Addresses of the static edition: pages and places behind one `#`. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressIn, IN_ONE_FILE, ledTo } from '../../../static/src/alone/address.js';
import { Route } from '../../../static/src/core/route.js';

test('an address says page, query and place', () => {
  assert.deepEqual(addressIn(''), { path: '/', query: '', hash: '' });
  assert.deepEqual(addressIn('#/aprende/sobre?lang=en#/letter/m3'), {
    path: '/aprende/sobre',
    query: '?lang=en',
    hash: '#/letter/m3',
  });
  assert.equal(addressIn('#/glosario#rcpt').hash, '#rcpt');
  assert.equal(addressIn('#/%E0%A4%A').path, '/%E0%A4%A');
});

test('links of views lead on, and those that are whole stay', () => {
  assert.equal(ledTo('/aprende', '#/'), '#/aprende');
  assert.equal(ledTo('#rcpt', '#/glosario'), '#/glosario#rcpt');
  for (const whole of ['#/escribe', '#/mira#/letter', '#', 'https://a.example/'])
    assert.equal(ledTo(whole, '#/'), null);
});

test('a page with a lab of its own is reached from every page', () => {
  globalThis.location = /** @type {Location} */ ({ hash: '#/', href: 'file:///index.html#/' });
  globalThis.addEventListener ??= () => {};
  const route = new Route('home', { type: '/escribe' }, '', IN_ONE_FILE);
  for (const hash of ['#/', '#/#/learn', '#/aprende/sobre#/letter']) {
    globalThis.location.hash = hash;
    const to = route.href('type');
    assert.equal(ledTo(to, IN_ONE_FILE.base) ?? to, '#/escribe');
    assert.match(route.href('watch'), /#\/watch$/);
  }
});
