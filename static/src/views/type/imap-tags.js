/**
 * Tags: the word a learner puts before every IMAP command.
 *
 * Why it exists: a chip may insert the verb, and in IMAP a verb alone is no command. The tag
 * offered is the next of a1, a2, a3... by the completions the server has sent; any other
 * word would do as well. It refuses to know the verbs.
 */

/**
 * The tag for the next command, with its space: `a3 `; '' where there are no tags.
 * @param {Pick<import('../../types.d.ts').Conn, 'protocol' | 'round_trips'> | undefined} conn
 */
export const nextTag = (conn) => (conn?.protocol === 'imap' ? `a${conn.round_trips + 1} ` : '');

/**
 * Chips as they are to be inserted: with the tag before the verb.
 * @template {{ insert: string, caret: number }} Chip
 * @param {readonly Chip[]} chips @param {string} tag
 * @returns {Chip[]}
 */
export const tagged = (chips, tag) =>
  chips.map((chip) => ({ ...chip, insert: tag + chip.insert, caret: tag.length + chip.caret }));
