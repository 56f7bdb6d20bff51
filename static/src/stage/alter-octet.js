/**
 * Changing one octet of a message in the air: the lab forks at the moment its flight was
 * sent, and the new line is shown from there. TCP does not notice; a signature does, or
 * not, where it lets white space change.
 */
import { Carriers } from '../model/segment-carriers.js';
import { showFrom } from './act-at-shown-step.js';

/** @typedef {import('../core/page-element.js').PageElement} PageElement */
/** @typedef {{flight: number, offset: number, octet: number}} Alteration */
/** @typedef {keyof typeof KINDS} Kind */

/** What may be changed: the last such octet of the text, and what it becomes. */
const KINDS = {
  letter: {
    which: /[A-Za-z]/,
    becomes: (/** @type {string} */ octet) => (octet === 'o' ? 'a' : 'o'),
  },
  space: { which: / /, becomes: () => '\t' },
};

/**
 * What changes the last letter, or space, of the text of a message that flies in the clear;
 * undefined where no such message is on show, or where its text is beyond what the page was
 * given.
 * @param {import('../core/store.js').Store} store @param {import('../types.d.ts').Step} step
 * @param {Kind} kind
 * @returns {Alteration | undefined}
 */
export function alterationOf(store, step, kind) {
  const { beat, fact, letter, octets = '' } = step;
  const { which, becomes } = KINDS[kind];
  if (beat.shape !== 'letter' || !letter || !/^[cs]$/.test(fact.stream ?? '')) return undefined;
  let at = Math.min(letter.end, octets.length) - 1;
  while (at >= letter.body && !which.test(octets[at])) at -= 1;
  if (at < letter.body) return undefined;
  const place = fact.offset + at;
  const carrier = new Carriers(store).sent(step).find(({ flight, row }) => {
    const { stream, offset, length } = sentBy(store, flight);
    const carried = stream === fact.stream && offset <= place && place < offset + length;
    return carried && !row.lost;
  });
  if (!carrier) return undefined;
  const { flight } = carrier;
  const octet = becomes(octets[at]).charCodeAt(0);
  return { flight, offset: place - sentBy(store, flight).offset, octet };
}

/** @param {import('../core/store.js').Store} store @param {number} flight */
function sentBy(store, flight) {
  return /** @type {Record<string, any>} */ (
    store.events.find(({ seq }) => seq === flight)?.fact ?? {}
  );
}

/** Does it. @param {PageElement} part @param {Alteration} alteration */
export async function alterOctet(part, alteration) {
  const { link } = part.ctx;
  const { flight } = alteration;
  const answer = await link.act({ act: 'alter', ...alteration }, { at: flight });
  if (!answer.ok) return;
  link.say({ key: 'ui.drop.altered' });
  await showFrom(part, answer.seq ?? 0, flight);
}
