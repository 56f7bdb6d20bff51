/**
 * Short names for where there is little room: of «PC de Ana», «PC de Benito» and «servidor
 * norte» what tells each from the others, so «Ana», «Benito», «norte».
 */

/** @param {string} word */
const bare = (word) => word.toLowerCase().replace(/['’]s$/, '');

/**
 * The words of each label that no other label has; the whole label where none is left.
 * @param {string[]} labels @returns {string[]}
 */
export function shortNames(labels) {
  const words = labels.map((label) => label.split(/\s+/));
  return words.map((mine, i) => {
    const others = new Set(words.flatMap((each, j) => (j === i ? [] : each.map(bare))));
    const own = mine.filter((word) => !others.has(bare(word)) && word.length > 2);
    return own.join(' ').replace(/['’]s$/, '') || labels[i];
  });
}
