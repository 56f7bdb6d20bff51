/**
 * Which way goes what one machine sends to another: along the cables where they are
 * neighbours, over the heads of those between where they are not. Nothing that flies, and
 * no cable that is lit, crosses a machine that has no part in it. Pure.
 */

/** @typedef {import('../types.d.ts').Step} Step */
/** @typedef {{x: number, y: number}} Point */

/** Machines that the cable passes through. @param {import('../types.d.ts').Model} model */
export const tapsOf = ({ order, hosts }) => order.filter((id) => hosts[id]?.role === 'wiretap');

/** Whether other machines stand between two, that the cable does not pass through.
 * @param {string[]} order @param {string} a @param {string} b @param {string[]} taps */
export function isOver(order, a, b, taps = []) {
  const [first, last] = [order.indexOf(a), order.indexOf(b)].sort((x, y) => x - y);
  return order.slice(first + 1, last).some((id) => !taps.includes(id));
}

/**
 * Where the way turns. `wire`, `lane`, `top`: heights of the cables, of the way over the
 * heads, and of the machines' upper edge.
 * @param {string[]} order @param {string} a @param {string} b
 * @param {{at: (host: string) => number, wire: number, lane: number, top: number,
 *   taps?: string[]}} places
 * @returns {Point[]}
 */
export function wayOf(order, a, b, { at, wire, lane, top, taps }) {
  const [from, to] = [at(a), at(b)];
  if (!isOver(order, a, b, taps)) {
    return [
      { x: from, y: wire },
      { x: to, y: wire },
    ];
  }
  return [
    { x: from, y: top },
    { x: from, y: lane },
    { x: to, y: lane },
    { x: to, y: top },
  ];
}

/** Whether any step goes over: then that room is kept, so that nothing moves later. It
 * looks at each step once. */
export class Lane {
  #epoch = -1;
  #seen = 0;
  #needed = false;

  /** @param {import('../core/store.js').Store} store @param {string[]} order
   * @param {string[]} taps */
  isNeeded({ epoch, steps }, order, taps) {
    if (epoch !== this.#epoch) {
      this.#epoch = epoch;
      this.#seen = 0;
      this.#needed = false;
    }
    for (; this.#seen < steps.length; this.#seen++) {
      const { client, server, from, to } = steps[this.#seen].beat;
      const [a, b] = client && server ? [client, server] : [from, to];
      if (a && b && isOver(order, a, b, taps)) this.#needed = true;
    }
    return this.#needed;
  }
}
