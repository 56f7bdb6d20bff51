/**
 * Numbers from 0 up to 1 by which something is chosen. `?seed=7` in the address gives the
 * same ones every time; without a seed they come by chance. Pure but for that.
 * @param {string} search of the address @returns {() => number}
 */
export function chanceOf(search) {
  const seed = new URLSearchParams(search).get('seed');
  if (seed === null) return Math.random;
  let state = Number(seed) >>> 0;
  return () => {
    // The multiplier and the increment of Numerical Recipes.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
