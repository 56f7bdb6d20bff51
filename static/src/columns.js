/**
 * Where the machines stand: one x for each, shared by the stage and the lifelines of the
 * ladder. The two that talk get more room between them; the order never changes.
 */

/** How many times wider the room between the two that talk is. */
const ACTIVE_GAP = 2.6;
const MARGIN = 0.56;

/** @typedef {{left: string, right: string}} Pair  in the order of the stage */

/**
 * @param {string[]} order host ids, left to right
 * @param {Pair | null} pair the two that talk
 * @returns {Record<string, number>} host to 0..1 of the shared width
 */
export function columnsOf(order, pair) {
  const from = pair ? order.indexOf(pair.left) : -1;
  const to = pair ? order.indexOf(pair.right) : -1;
  const between = to - from;
  const wide = between > 0 && order.length > 2 ? Math.max(1.5, ACTIVE_GAP / between) : 1;
  let x = MARGIN;
  /** @type {number[]} */
  const places = order.map((_, i) => {
    if (i > 0) x += i > from && i <= to ? wide : 1;
    return x;
  });
  const total = x + MARGIN;
  return Object.fromEntries(order.map((host, i) => [host, order.length === 1 ? 0.5 : places[i] / total]));
}

/**
 * The two machines step `index` is about; a step inside one machine keeps the last two.
 * @param {import('./types.d.ts').Step[]} steps @param {number} index @param {string[]} order
 * @returns {Pair | null}
 */
export function pairAt(steps, index, order) {
  for (let i = Math.min(index, steps.length - 1); i >= 0; i--) {
    const { client, server, from, to } = steps[i].beat;
    const [a, b] = client && server ? [client, server] : [from, to];
    if (!a || !b || a === b) continue;
    return order.indexOf(a) < order.indexOf(b) ? { left: a, right: b } : { left: b, right: a };
  }
  return null;
}

/**
 * The machine a step inside one machine happens at, or ''.
 * @param {import('./types.d.ts').Step | undefined} step
 */
export function innerHost(step) {
  if (!step) return '';
  const { from, to } = step.beat;
  return from === to ? from : '';
}

/**
 * On a phone only the two that talk stand on the stage, or the one where something happens.
 * @param {Pair | null} pair @param {string} inner @param {string[]} order
 * @returns {Record<string, number>} host to 0 (left), 1 (right) or 0.5
 */
export function phoneColumns(pair, inner, order) {
  if (inner && inner !== pair?.left && inner !== pair?.right) return { [inner]: 0.5 };
  if (pair) return { [pair.left]: 0, [pair.right]: 1 };
  return Object.fromEntries(order.slice(0, 2).map((host, i) => [host, i]));
}
