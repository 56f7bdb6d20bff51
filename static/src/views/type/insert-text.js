/**
 * Putting a character or a verb into the command line, as pure text arithmetic.
 *
 * Why it exists: the key bar writes at the caret, a chip offers a verb with
 * its brackets. A chip inserts nothing else, and never destroys an address already typed.
 */

/**
 * @typedef {{ value: string, caret: number }} Line
 */

/**
 * Replace the selection with `text`; the caret ends after it.
 * @param {string} value @param {number} start @param {number} end @param {string} text
 * @returns {Line}
 */
export function insertAt(value, start, end, text) {
  return { value: value.slice(0, start) + text + value.slice(end), caret: start + text.length };
}

/**
 * What a chip makes of the line. It fills an empty line, completes the beginning of the same
 * verb, and replaces another chip's untouched verb; it leaves any other line as it is.
 * @param {string} value
 * @param {{ insert: string, caret: number }} chip such as `MAIL FROM:<>`, caret inside
 * @param {readonly string[]} others what the other chips insert
 * @returns {Line | null} null: the line holds something of the learner's own
 */
export function insertVerb(value, { insert, caret }, others) {
  const typed = value.trim().toUpperCase();
  const same = insert.toUpperCase().startsWith(typed);
  const other = others.some((each) => each.trim().toUpperCase() === typed);
  return same || other ? { value: insert, caret } : null;
}
