/**
 * Which scenes this browser has shown, kept here and nowhere else: what lights the map.
 * It refuses to fail: a full or forbidden storage means «nothing seen».
 */

const NAME = 'cartero.scenes';

/** @param {Storage | null} shelf usually localStorage @returns {Set<string>} */
export function seenScenes(shelf) {
  try {
    const kept = JSON.parse(shelf?.getItem(NAME) ?? '[]');
    return new Set(Array.isArray(kept) ? kept.filter((name) => typeof name === 'string') : []);
  } catch {
    return new Set();
  }
}

/** @param {Storage | null} shelf @param {string} scene */
export const keepSeen = (shelf, scene) => keepScenes(shelf, seenScenes(shelf).add(scene));

/** @param {Storage | null} shelf @param {Iterable<string>} scenes all of them */
export function keepScenes(shelf, scenes) {
  try {
    shelf?.setItem(NAME, JSON.stringify([...scenes]));
  } catch {
    /* full or forbidden: the map stays dark */
  }
}
