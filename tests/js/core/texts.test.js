// Texts: the same table that simulator/projections/catalogue.py must agree with.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Texts, fill } from '../../../static/src/core/texts.js';

const rows = JSON.parse(readFileSync(new URL('../../golden/texts.json', import.meta.url), 'utf8'));

for (const { template, params, labels, rules, expected } of rows) {
  test(`${JSON.stringify(template)} becomes ${JSON.stringify(expected)}`, () => {
    assert.equal(
      fill(template, params, (host) => labels[host], rules),
      expected,
    );
  });
}

test('the language changes at any time, each catalogue is fetched once', async () => {
  const asked = [];
  const catalogues = { es: { hi: 'Hola, {n}' }, en: { hi: 'Hello, {n}' } };
  const texts = new Texts(
    async (lang) => {
      asked.push(lang);
      return catalogues[lang];
    },
    (host) => host,
  );
  let told = 0;
  texts.addEventListener('change', () => {
    told += 1;
  });
  for (const lang of ['es', 'en', 'es', 'en']) await texts.use(lang);
  assert.deepEqual(asked, ['es', 'en']);
  assert.equal(told, 4);
  assert.equal(texts.t('hi', { n: 2 }), 'Hello, 2');
  await texts.use('es');
  assert.equal(texts.say({ key: 'hi', params: { n: 3 } }), 'Hola, 3');
});

test('a missing key and a missing parameter show themselves', async () => {
  const texts = new Texts(
    async () => ({ a: '{x}' }),
    (host) => host,
  );
  await texts.use('es');
  assert.equal(texts.t('nowhere'), 'nowhere');
  assert.equal(texts.t('a'), '{x}');
  assert.equal(texts.say(null), '');
});
