/** Which mystery: a level and a number, as its address has them: `2-4711`. */
export const LEVELS = [1, 2, 3];
export const SEED_MAX = 999_999;

export const anySeed = () => Math.floor(Math.random() * (SEED_MAX + 1));

/** @param {unknown} level @param {number} seed */
export const codeOf = (level, seed) => `${level}-${seed}`;
