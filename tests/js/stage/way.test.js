/** What flies, and the lit cable, never crosses a machine that has no part in it: every row
 * of up to eight machines, with mailboxes anywhere, every pair, every width there is. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

/** @type {Record<string, string>} */
const dataset = {};
globalThis.document = /** @type {any} */ ({ documentElement: { dataset } });
const { columnsOf, isRacked, isTight, nameWidths } =
  await import('../../../static/src/stage/columns.js');
const { isOver, Lane, wayOf } = await import('../../../static/src/stage/way.js');

/** As in stage.css; rem. */
const HALF = { plain: 2.05, racked: 4.3, show: 3.8, stacked: 2.55 };
const HEIGHTS = { wire: 2.75, lane: -1.35, top: 0.7 };
const TILE_BOTTOM = 4.8;
const PACKET_HALF = 1.02;
/** The least a story has: 800x600 at the projector, a tablet, and a laptop. */
const WIDTHS = { show: [38.1, 41, 47, 54], '': [44, 56] };
const SCENARIOS = new URL('../../../lessons/scenarios/', import.meta.url);

/** @param {number} count @param {number} racks bits */
function worldOf(count, racks) {
  const order = Array.from({ length: count }, (_, i) => `h${i}`);
  const boxes = order.filter((_, i) => racks & (1 << i));
  const mailboxes = Object.fromEntries(boxes.map((host) => [`x@${host}`, { host }]));
  return /** @type {any} */ ({ order, mailboxes });
}

/** The worlds of every scenario: their machines, and which have mailboxes. */
function scenarioWorlds() {
  const files = readdirSync(SCENARIOS).filter((name) => name.endsWith('.toml'));
  return files.map((name) => {
    const text = readFileSync(new URL(name, SCENARIOS), 'utf8');
    const hosts = text.split(/^\[\[host\]\]$/m).slice(1);
    const racks = hosts.reduce(
      (bits, host, i) =>
        bits | (/^domains = \[\S/m.test(host) && !/^domains = \[\]/m.test(host) ? 1 << i : 0),
      0,
    );
    return { name, world: worldOf(hosts.length, racks) };
  });
}

/** @param {any} model @param {string} mode @param {number} rems */
function check(model, mode, rems, name = '') {
  const half = (/** @type {string} */ host) =>
    !isRacked(model, host)
      ? HALF.plain
      : isTight(model, rems)
        ? HALF.stacked
        : mode
          ? HALF.show
          : HALF.racked;
  const { order } = model;
  for (let a = 0; a < order.length; a++)
    for (let b = a + 1; b < order.length; b++) {
      const at = columnsOf(model, { left: order[a], right: order[b] }, rems);
      const x = (/** @type {string} */ host) => at[host] * rems;
      const says = `${name} ${order.length} machines, ${rems} rem: ${order[a]} to ${order[b]}`;
      order.slice(1).forEach((/** @type {string} */ host, /** @type {number} */ i) => {
        assert.ok(x(host) - half(host) > x(order[i]) + half(order[i]), `${says}: tiles meet`);
      });
      const names = nameWidths(order, at, rems);
      order.slice(1).forEach((/** @type {string} */ host, /** @type {number} */ i) => {
        assert.ok(x(host) - x(order[i]) >= (names[i] + names[i + 1]) / 2 - 1e-9, `${says}: names`);
      });
      const way = wayOf(order, order[a], order[b], { at: x, ...HEIGHTS });
      for (const host of order.slice(a + 1, b)) {
        way.slice(1).forEach((to, i) => {
          const from = way[i];
          const wide =
            Math.max(from.x, to.x) > x(host) - half(host) &&
            Math.min(from.x, to.x) < x(host) + half(host);
          const high =
            Math.max(from.y, to.y) + PACKET_HALF > HEIGHTS.top &&
            Math.min(from.y, to.y) - PACKET_HALF < TILE_BOTTOM;
          assert.ok(!(wide && high), `${says}: through ${host}`);
        });
      }
    }
}

for (const mode of ['show', '']) {
  test(`nothing crosses another machine, in the mode "${mode}"`, () => {
    dataset.mode = mode;
    for (const { name, world } of scenarioWorlds())
      for (const rems of WIDTHS[/** @type {'show' | ''} */ (mode)]) check(world, mode, rems, name);
    for (let count = 2; count <= 6; count++)
      for (let racks = 0; racks < 1 << count; racks++) check(worldOf(count, racks), mode, 47);
  });
}

test('the scenarios have machines and mailboxes', () => {
  for (const { name, world } of scenarioWorlds()) {
    assert.ok(world.order.length > 1, name);
    assert.ok(Object.keys(world.mailboxes).length > 0, name);
  }
});

test('neighbours talk along the cable, others over the heads of those between', () => {
  const order = ['a', 'b', 'c'];
  assert.equal(isOver(order, 'a', 'b'), false);
  assert.equal(isOver(order, 'c', 'a'), true);
});

test('the cable passes through a machine that listens to it', () => {
  const order = ['a', 'tap', 'b', 'c'];
  assert.equal(isOver(order, 'a', 'b', ['tap']), false);
  assert.equal(isOver(order, 'c', 'a', ['tap']), true);
  const lane = new Lane();
  const step = { beat: { from: 'a', to: 'b', client: '', server: '' } };
  const store = /** @type {any} */ ({ epoch: 0, steps: [step] });
  assert.equal(lane.isNeeded(store, order, ['tap']), false);
});

test('room over the heads is kept once a step needs it; another line asks again', () => {
  const order = ['a', 'b', 'c'];
  const step = (/** @type {string} */ from, /** @type {string} */ to) => ({
    beat: { from, to, client: '', server: '' },
  });
  const lane = new Lane();
  const store = /** @type {any} */ ({ epoch: 0, steps: [step('a', 'b')] });
  assert.equal(lane.isNeeded(store, order), false);
  store.steps.push(step('c', 'a'));
  assert.equal(lane.isNeeded(store, order), true);
  assert.equal(
    lane.isNeeded(/** @type {any} */ ({ epoch: 1, steps: [step('b', 'c')] }), order),
    false,
  );
});

test('whatever is called a phone is drawn as one', () => {
  for (const name of readdirSync(SCENARIOS).filter((each) => each.endsWith('.toml'))) {
    const text = readFileSync(new URL(name, SCENARIOS), 'utf8');
    for (const host of text.split(/^\[\[host\]\]$/m).slice(1))
      if (/^label = .*phone/m.test(host)) assert.match(host, /^device = "phone"$/m, name);
  }
});
