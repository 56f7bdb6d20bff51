/**
 * What a browser keeps, as its storage.
 * @param {[string, string][]} first is there already
 */
export function shelf(first = []) {
  /** @type {Map<string, string>} */ const kept = new Map(first);
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    key: (i) => [...kept.keys()][i] ?? null,
    get length() {
      return kept.size;
    },
  };
}
