/**
 * Where the machines stand: one x for each, shared by the stage and the lifelines of the
 * ladder. The two that talk get more room between them; the order never changes.
 */

/** Half the width of a tile, and of one with a rack of mailboxes (in projector mode); rem,
 * as in stage.css and watch.css. */
const HALF_TILE = 2.05;
const HALF_RACKED = 4.3;
const HALF_RACKED_SHOW = 3.8;
/** The same, where machines stand close: the mailboxes below the picture. */
const HALF_STACKED = 2.55;
/** Between two tiles at least, and beside the outer names at least; rem. */
const GAP_MIN = 0.9;
const MARGIN = 3.4;
/** A name is at most this wide; rem. */
const NAME_MAX = 9.4;
/** The mean width of a glyph of a name, and of an address, at their sizes; rem. */
const NAME_GLYPH = 0.47;
const ADDRESS_GLYPH = 0.43;
/** As much of the gutter beside it is a name's, too; rem. */
const EDGE = 0.5;
/** Of the room left over, this much goes between the two that talk. */
const ACTIVE_SHARE = 0.8;

/** @typedef {{left: string, right: string}} Pair  in the order of the stage */
/** @typedef {import('../types.d.ts').Model} Model */

export const isProjector = () => document.documentElement.dataset.mode === 'show';

/** Whether a machine shows mailboxes. @param {Model} model @param {string} host */
export const isRacked = (model, host) =>
  Object.values(model.mailboxes).some((box) => box.host === host);

/** Half the width of each machine, in their order. @param {Model} model @param {number} racked */
const halvesOf = (model, racked) =>
  model.order.map((host) => (isRacked(model, host) ? racked : HALF_TILE));

/** @param {number[]} halves @returns {{margins: number[], gaps: number[], least: number}} rem */
function roomOf(halves) {
  const margins = [halves[0], halves[halves.length - 1]].map((half) =>
    Math.max(half + 0.4, MARGIN),
  );
  const gaps = halves.slice(1).map((half, i) => half + halves[i] + GAP_MIN);
  return {
    margins,
    gaps,
    least: margins[0] + margins[1] + gaps.reduce((sum, gap) => sum + gap, 0),
  };
}

const rackedHalf = () => (isProjector() ? HALF_RACKED_SHOW : HALF_RACKED);

/**
 * Whether the machines, with their mailboxes beside their pictures, have no room.
 * @param {Model} model @param {number} rems
 */
export const isTight = (model, rems) => roomOf(halvesOf(model, rackedHalf())).least > rems;

/**
 * @param {Model} model
 * @param {Pair | null} pair the two that talk
 * @param {number} rems how wide the pane between its gutters is
 * @returns {Record<string, number>} host to 0..1 of that width
 */
export function columnsOf(model, pair, rems) {
  const { order } = model;
  if (order.length === 1) return { [order[0]]: 0.5 };
  const racked = isTight(model, rems) ? HALF_STACKED : rackedHalf();
  const { margins, gaps, least } = roomOf(halvesOf(model, racked));
  const spare = Math.max(0, rems - least);
  const from = pair ? order.indexOf(pair.left) : -1;
  const to = pair ? order.indexOf(pair.right) : -1;
  const active = Math.max(0, to - from);
  const calm = gaps.length - active;
  const total = least + spare;
  let x = margins[0];
  return Object.fromEntries(
    order.map((host, i) => {
      if (i > 0) x += gaps[i - 1] + spareOf(i > from && i <= to, { spare, active, calm });
      return [host, x / total];
    }),
  );
}

/** @param {boolean} talking @param {{spare: number, active: number, calm: number}} room */
function spareOf(talking, { spare, active, calm }) {
  if (!active) return spare / calm;
  if (!calm) return spare / active;
  return talking ? (spare * ACTIVE_SHARE) / active : (spare * (1 - ACTIVE_SHARE)) / calm;
}

/**
 * How wide the names of each machine may be, to stand clear of its neighbours' and within the
 * pane; rem.
 * @param {string[]} order @param {Record<string, number>} at  as of `columnsOf`
 * @param {number} rems
 */
export function nameWidths(order, at, rems) {
  const gaps = order.slice(1).map((host, i) => (at[host] - at[order[i]]) * rems);
  return order.map((host, i) => {
    const edge = 2 * (Math.min(at[host], 1 - at[host]) * rems + EDGE);
    return Math.min(gaps[i - 1] ?? edge, gaps[i] ?? edge, edge, NAME_MAX);
  });
}

/** The room of a name on a phone, as watch.css has it; rem. */
const PHONE_NAME = 9.4;

/** On a phone some of these names take two lines. @param {readonly string[]} names */
export const needsTwoLines = (names) => names.some((name) => name.length * NAME_GLYPH > PHONE_NAME);

/**
 * Whether the address below a machine's name stands clear of its neighbours, and the name in one
 * line above it: two lines of name and an address are higher than the stage.
 * @param {string} name @param {string} address @param {number} width  as of `nameWidths`
 */
export const addressFits = (name, address, width) =>
  Math.max(name.length * NAME_GLYPH, address.length * ADDRESS_GLYPH) <= width;

/**
 * The least there is between two neighbours that talk, centre to centre; rem.
 * @param {Model} model @param {number} rems
 */
export function talkingRoom(model, rems) {
  const { gaps, least } = roomOf(halvesOf(model, rackedHalf()));
  return Math.min(...gaps) + Math.max(0, rems - least) * ACTIVE_SHARE;
}

/** How wide the shared pane of an element is, in rem, between the gutters of tokens.css.
 * @param {number} width px @param {number} rem px */
export function spanRems(width, rem) {
  const gutters = isProjector() ? 2.9 : 3.5;
  return width / rem - gutters;
}

/**
 * The two machines step `index` is about; a step inside one machine keeps the last two.
 * @param {import('../types.d.ts').Step[]} steps @param {number} index @param {string[]} order
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
 * @param {import('../types.d.ts').Step | undefined} step
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

/**
 * Where the envelope lies: between the server and the machine next to it, on the client's
 * side, so that it never covers one that stands between the two.
 * @param {string[]} order @param {Pair} pair @param {string} server
 */
export function besideServer(order, pair, server) {
  if (server === pair.left) return [pair.left, order[order.indexOf(pair.left) + 1]];
  return [order[order.indexOf(pair.right) - 1], pair.right];
}
