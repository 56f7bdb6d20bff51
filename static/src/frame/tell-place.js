/**
 * Tells the server where the presenter is, so that who watches sees that step and nothing
 * that comes later. The newest place is told, one at a time and a few each second, however
 * fast somebody scrubs. A page that has just been opened is where its presenter was.
 */

/** @typedef {import('../core/store.js').Store} Store */
/** @typedef {import('../core/playhead.js').Playhead} Playhead */
/** @typedef {import('../core/channel.js').Channel} Channel */
/** @typedef {{branch: string, seq: number, until: number}} Place */

export const TELL_MS = 200;

/** @param {number} ms */
const pause = (ms) =>
  new Promise((done) => {
    setTimeout(done, ms);
  });

/**
 * The step that can be seen, and the world beside it; a covered reply is not seen yet.
 * @param {Store} store @param {Playhead} playhead @returns {Place | null}
 */
function placeOf(store, playhead) {
  const step = store.steps[playhead.covered ? playhead.index - 1 : playhead.index];
  return step ? { branch: store.branch, seq: step.seq, until: Math.max(step.seq, store.at) } : null;
}

/** The same step; what else happened meanwhile counts. @param {Place | null} a @param {Place} b */
const same = (a, b) => a?.branch === b.branch && a.seq === b.seq && a.until >= b.until;

/**
 * @param {Store} store @param {Playhead} playhead @param {Channel} channel
 * @returns {() => void} tells it once more: the server has forgotten it
 */
export function tellPlace(store, playhead, channel) {
  let told = /** @type {Place | null} */ (null);
  let landed = false;
  let begun = false;
  let telling = false;

  const tell = async () => {
    if (telling || channel.state !== 'live') return;
    landed ||= channel.rest;
    if (!landed) return;
    telling = true;
    for (;;) {
      const place = placeOf(store, playhead);
      if (!place || same(told, place)) break;
      const answer = await channel.tellPlace({ ...place, landing: !begun });
      if (!answer.ok) break;
      told = place;
      begun = true;
      await pause(TELL_MS);
    }
    telling = false;
  };
  playhead.addEventListener('change', tell);
  channel.addEventListener('change', tell);
  return () => {
    told = null;
    tell();
  };
}
