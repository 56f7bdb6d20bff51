// The browser fills templates in as the server does: one table, two languages.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fill } from '../../../static/src/core/texts.js';

const GOLDEN = JSON.parse(
  readFileSync(new URL('../../golden/texts.json', import.meta.url), 'utf8'),
);

for (const { template, params, labels, rules, expected } of GOLDEN) {
  test(`${template} → ${expected}`, () => {
    assert.equal(
      fill(template, params, (host) => labels[host], rules),
      expected,
    );
  });
}
