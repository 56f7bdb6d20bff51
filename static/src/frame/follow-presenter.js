/**
 * Who only watches is where the presenter is. Looking back is free until the presenter
 * moves on; another branch is watched by the channel, which hears of the place first.
 */

/** @typedef {import('../core/store.js').Store} Store */
/** @typedef {import('../core/playhead.js').Playhead} Playhead */
/** @typedef {import('../core/channel.js').Channel} Channel */

/** @param {Store} store @param {Playhead} playhead @param {Channel} channel */
export function followPresenter(store, playhead, channel) {
  let reached = /** @type {import('../types.d.ts').PlaceNews | null} */ (null);
  const go = () => {
    const { place } = channel;
    if (!place || place === reached) return;
    if (store.branch !== place.branch || store.next <= place.seq) return;
    reached = place;
    playhead.goTo(store.stepAt(place.seq));
  };
  store.addEventListener('change', go);
  channel.addEventListener('change', go);
}
