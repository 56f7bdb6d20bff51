/**
 * Families of RFCs as they are drawn: each line from its first document on, what replaced it
 * to its right, and below a document what updated it. Pure.
 */

/** @typedef {import('../types.d.ts').ListedRfc} Rfc */
/** @typedef {{ rfc: Rfc, updates: Rfc[] }} Placed */

/**
 * The generations of a line: its first document, what replaced it, and so on.
 * @param {number} root @param {Map<number, Rfc>} rfcs @returns {Placed[][]}
 */
export function generations(root, rfcs) {
  const found = (/** @type {readonly number[]} */ numbers) =>
    [...new Set(numbers)].flatMap((number) => rfcs.get(number) ?? []);
  const lines = [];
  for (let now = found([root]); now.length; now = found(now.flatMap((rfc) => rfc.obsoleted_by)))
    lines.push(now.map((rfc) => ({ rfc, updates: found(rfc.updated_by) })));
  return lines;
}
