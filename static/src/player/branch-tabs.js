/**
 * Branches as tabs: the lines one works on, and the attempts folded under «Intentos».
 *
 * It refuses the page and the channel: a list in, two lists out.
 */

/** @typedef {import('../types.d.ts').ServedBranch} Branch */

/**
 * Lines are tabs. An attempt is folded away, unless it is the one on show: what one looks
 * at always has its tab.
 * @param {readonly Branch[]} branches @param {string} current
 * @returns {{ tabs: Branch[], folded: Branch[] }}
 */
export function tabsOf(branches, current) {
  const isTab = (/** @type {Branch} */ { id, kind }) => kind !== 'attempt' || id === current;
  return { tabs: branches.filter(isTab), folded: branches.filter((branch) => !isTab(branch)) };
}

/**
 * Which tab a key leads to (WAI-ARIA tabs pattern); null for other keys.
 * @param {string} key @param {number} at @param {number} count
 * @returns {number | null}
 */
export function tabAfter(key, at, count) {
  const moves = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: count - 1 };
  const to = /** @type {Record<string, number>} */ (moves)[key];
  return to === undefined || count === 0 ? null : (to + count) % count;
}
