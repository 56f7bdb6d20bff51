/**
 * A lab that real programs talk to is watched at its newest step, and what comes plays
 * itself. Looking back stops that; going to the end takes it up again.
 *
 * It waits until everything that happened before has arrived, so that nobody has to sit
 * through it, and begins anew when the server forgot what lies between.
 */

/** @typedef {import('../core/store.js').Store} Store */
/** @typedef {import('../core/playhead.js').Playhead} Playhead */
/** @typedef {import('../core/channel.js').Channel} Channel */

/** @param {Store} store @param {Playhead} playhead @param {Channel} channel */
export function followLive(store, playhead, channel) {
  let epoch = -1;
  channel.addEventListener('change', () => {
    if (!channel.rest || epoch === store.epoch) return;
    epoch = store.epoch;
    playhead.toEnd();
  });
}
