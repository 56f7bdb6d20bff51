/**
 * Where the lines of a braid stand: a row for each line of a session, a column for each way.
 * The way most went goes straight down; the others leave to its right, and no two cross: a way
 * gets the first column in which everything below it is free, so nothing lies between it and
 * the line it leaves.
 */

/** @typedef {import('../../types.d.ts').Braid} Braid */
/** @typedef {import('../../types.d.ts').BraidLine} BraidLine */

/**
 * @typedef {object} Knot
 * @property {BraidLine | null} line  null: of the root, and of what is gathered
 * @property {number} students
 * @property {number} kinds  of what is gathered: so many ways; else 0
 * @property {number} row
 * @property {number} column
 * @property {Knot | null} before
 * @property {Knot[]} after  the one most went on with first, what is gathered last
 */

/**
 * @param {Braid} braid
 * @returns {{root: Knot, knots: Knot[], rows: number, columns: number}}
 */
export function layOut(braid) {
  const { root, knots } = grown(braid);
  /** of each row: columns that are taken, from the left @type {number[]} */
  const taken = [];
  place(root, 0, taken);
  return { root, knots, rows: taken.length, columns: Math.max(...taken) };
}

/** @param {Braid} braid */
function grown(braid) {
  const root = knot(null, braid.students, 0, null);
  /** @type {Knot[]} */
  const told = [];
  for (const line of braid.lines)
    told.push(knot(line, line.students, 0, told[line.parent] ?? root));
  /** @type {Knot[]} */
  const gathered = [];
  const gather = (/** @type {Braid | BraidLine} */ { others, kinds }, /** @type {Knot} */ at) => {
    if (kinds) gathered.push(knot(null, others, kinds, at));
  };
  gather(braid, root);
  braid.lines.forEach((line, at) => gather(line, told[at]));
  return { root, knots: [...told, ...gathered] };
}

/** @param {BraidLine | null} line @param {number} students @param {number} kinds
 * @param {Knot | null} before @returns {Knot} */
function knot(line, students, kinds, before) {
  const made = {
    line,
    students,
    kinds,
    row: (before?.row ?? -1) + 1,
    column: 0,
    before,
    after: [],
  };
  before?.after.push(made);
  return made;
}

/** @param {Knot} first @param {number} least  column @param {number[]} taken */
function place(first, least, taken) {
  const way = wayOf(first);
  const column = Math.max(least, ...way.map(({ row }) => taken[row] ?? 0));
  for (const each of way) {
    each.column = column;
    taken[each.row] = column + 1;
  }
  for (const each of way.reverse())
    for (const side of each.after.slice(1)) place(side, column + 1, taken);
}

/** The lines of a way, to its end. @param {Knot} first @returns {Knot[]} */
export function wayOf(first) {
  const way = [first];
  while (way[way.length - 1].after.length) way.push(way[way.length - 1].after[0]);
  return way;
}
