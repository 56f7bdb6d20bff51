/** An address stands on the stage only where it is clear of all others and of the edge. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

globalThis.document = /** @type {any} */ ({ documentElement: { dataset: {} } });
const { addressFits, columnsOf, nameWidths, needsTwoLines } =
  await import('../../../static/src/stage/columns.js');

/** A glyph of the page's type is about as wide as this at those sizes; rem. */
const GLYPH = 0.427;
const WIDTHS = [44, 56, 70];
const SCENARIOS = new URL('../../../lessons/scenarios/', import.meta.url);

/** The machines of a scenario: id, name and address. @param {string} file */
function machinesOf(file) {
  const blocks = readFileSync(new URL(file, SCENARIOS), 'utf8').split('[[host]]').slice(1);
  return blocks.map((block) => ({
    id: /^id = "(.+)"/m.exec(block)?.[1] ?? '',
    name: /label = \{ es = "(.+?)"/.exec(block)?.[1] ?? '',
    address: /^address = "(.+@.+)"/m.exec(block)?.[1] ?? '',
  }));
}

test('no two addresses of a scenario meet, whichever machines talk', () => {
  const shown = new Set();
  for (const file of readdirSync(SCENARIOS).filter((each) => each.endsWith('.toml'))) {
    const machines = machinesOf(file);
    const order = machines.map(({ id }) => id);
    const model = /** @type {any} */ ({ order, mailboxes: {} });
    if (order.length < 2) continue;
    const pairs = order.slice(1).map((right, i) => ({ left: order[i], right }));
    for (const rems of WIDTHS)
      for (const pair of [null, ...pairs]) {
        const at = columnsOf(model, pair, rems);
        const widths = nameWidths(order, at, rems);
        const halves = machines.map(({ name, address }, i) => {
          const fits = address && addressFits(name, address, widths[i]);
          if (fits) shown.add(address);
          return fits ? (address.length * GLYPH) / 2 : 0;
        });
        for (let i = 1; i < order.length; i++)
          if (halves[i] && halves[i - 1]) {
            const apart = (at[order[i]] - at[order[i - 1]]) * rems;
            assert.ok(halves[i] + halves[i - 1] <= apart, `${file} ${order[i]} ${rems}`);
          }
      }
  }
  assert.ok(shown.has('ana@norte.example') && shown.has('benito@sur.example'));
});

test('a name of two lines leaves no room for an address', () => {
  assert.equal(addressFits('teléfono de Benito', 'benito@sur.example', 7.8), false);
  assert.equal(addressFits('PC de Benito', 'benito@sur.example', 7.8), true);
  assert.equal(addressFits('PC', 'benito@alcaldia.example', 8), false);
});

test('on a phone a long name makes the stage as high as its two lines', () => {
  assert.equal(needsTwoLines(['PC de Ana', 'servidor de la cafetería']), true);
  assert.equal(needsTwoLines(['PC de Ana', 'servidor norte', 'teléfono de Benito']), false);
});
