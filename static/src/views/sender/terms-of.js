/**
 * A record as a row of terms, each with how it stands at one step. Pure: no page.
 */

/** @typedef {import('../../types.d.ts').SpfRow} Row */
/** @typedef {import('../../types.d.ts').SpfFrame} Frame */
/** @typedef {'version' | 'past' | 'now' | 'match' | 'miss' | 'next' | 'wrong'} Standing */
/** @typedef {{text: string, standing: Standing, role: string}} Term */

/**
 * How the term at `start` stands.
 * @param {Frame} frame @param {number} start @param {string} role
 * @returns {Standing}
 */
function standing(frame, start, role) {
  if (role === 'version') return 'version';
  if (role === 'error') return 'wrong';
  if (!frame.end || start > frame.start) return 'next';
  if (start < frame.start) return role === 'modifier' ? 'next' : 'past';
  if (frame.matched === undefined) return 'now';
  return frame.matched ? 'match' : 'miss';
}

/**
 * The terms of a record. Of one with a mistake: what is before it, what is wrong, the rest.
 * @param {Row} row @param {Frame} frame @returns {Term[]}
 */
export function termsOf(row, frame) {
  const { record, spans } = row;
  if (spans.length === 1 && spans[0][2] === 'error') {
    const [start, end] = spans[0];
    const before = record.slice(0, start).trim();
    const after = record.slice(end).trim();
    return [
      ...(before
        ? [{ text: before, standing: /** @type {Standing} */ ('version'), role: '' }]
        : []),
      { text: record.slice(start, end) || '…', standing: 'wrong', role: 'error' },
      ...(after ? [{ text: after, standing: /** @type {Standing} */ ('next'), role: '' }] : []),
    ];
  }
  return spans.map(([start, end, role]) => ({
    text: record.slice(start, end),
    standing: standing(frame, start, role),
    role,
  }));
}

/** The terms where the client's address stands. @param {Term} term */
export const isHere = ({ standing: how }) => ['now', 'match', 'miss', 'wrong'].includes(how);

/** The trial that an address hands on (inspector/try-another.js), or null.
 * @param {string} rest @returns {import('../../types.d.ts').SpfTrial | null} */
export function fromRest(rest) {
  const said = new URLSearchParams(rest);
  const address = said.get('address');
  if (!address) return null;
  const word = (/** @type {string} */ name) => said.get(name) ?? '';
  return {
    address,
    helo: word('helo'),
    sender: word('sender'),
    domain: word('domain'),
    record: word('record'),
    zone: word('zone'),
    silent: [],
  };
}
