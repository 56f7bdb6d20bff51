/**
 * Losing one segment: the lab forks at the moment the segment was sent, and the new line
 * is shown from there, under the lens: TCP sends it again, and mail never notices.
 */
import { Carriers } from '../model/segment-carriers.js';
import { showFrom } from './act-at-shown-step.js';

/** @typedef {import('../core/page-element.js').PageElement} PageElement */

/**
 * The segment that is meant: the one on show under the lens, else the first that carries
 * something and was not lost anyway.
 * @param {import('../core/store.js').Store} store @param {import('../types.d.ts').Step} step
 * @param {number} chosen
 */
export function segmentOf(store, step, chosen) {
  const sent = new Carriers(store).sent(step);
  const flying = sent.filter(({ row }) => !row.lost);
  if (sent[chosen]) return flying.find((each) => each === sent[chosen]);
  return flying.find(({ row }) => row.length) ?? flying[0];
}

/** Loses what carries the step on show. @param {PageElement} part */
export async function loseSegment(part) {
  const { link, prefs } = part.ctx;
  const { step, segment: chosen } = part.playhead;
  const found = step && segmentOf(part.store, step, chosen);
  if (!found) {
    link.say({ key: 'error.not_in_the_air' });
    return;
  }
  const { flight, segment, row } = found;
  const answer = await link.act({ act: 'drop', flight, segment }, { at: flight });
  if (!answer.ok) return;
  if (!prefs.values.lens) prefs.set('lens', 'transport');
  link.say({ key: row.kind === 'udp' ? 'ui.drop.done_datagram' : 'ui.drop.done' });
  await showFrom(part, answer.seq ?? 0, flight);
}
