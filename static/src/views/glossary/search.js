/**
 * The search of the glossary. Pure: accents and capitals do not count, names in every
 * language are found, and `5.1.1` finds `x.1.1`. All words of the query must be there.
 */

/** @typedef {import('../../types.d.ts').GlossaryEntry} Entry */

/** Without accents, in small letters. @param {string} text */
export const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** @param {string} query */
const wordsOf = (query) =>
  plain(query)
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => word.replace(/^[245](?=\.\d)/, 'x'));

/** How well an entry fits: its name, how a name begins, within one, what it says; -1: not.
 * @param {Entry} entry @param {string[]} words */
function rank(entry, words) {
  const name = plain(entry.name);
  const names = plain(`${entry.name} ${entry.found_by}`);
  if (name === words.join(' ')) return 0;
  const begins = names.split(/[^\p{L}\p{N}.]+/u);
  if (words.every((word) => begins.some((each) => each.startsWith(word)))) return 1;
  if (words.every((word) => names.includes(word))) return 2;
  const all = `${names} ${plain(entry.means)} ${entry.cites.join(' ')}`;
  return words.every((word) => all.includes(word)) ? 3 : -1;
}

/** The entries that fit, the best first. @param {readonly Entry[]} entries @param {string} query
 * @returns {Entry[]} */
export function search(entries, query) {
  const words = wordsOf(query);
  if (!words.length) return [];
  return entries
    .map((entry) => ({ entry, at: rank(entry, words) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
    .map(({ entry }) => entry);
}
