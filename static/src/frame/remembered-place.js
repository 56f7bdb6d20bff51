/**
 * Remembers where this tab was, so that a reload returns to the same lab, branch and step
 * while the server lives. Another lab's place is not used. It is written when the page is
 * left, not at every step: a store of the browser answers at once, and so holds up a scrub.
 */

const NAME = 'cartero.place';

/** The page finds its own place again then. */
export function isReload() {
  const [came] = performance.getEntriesByType('navigation');
  return /** @type {PerformanceNavigationTiming} */ (came)?.type === 'reload';
}

/**
 * Where the page begins: where this tab was; at the moment of a permalink, as after a step
 * back; else null.
 * @param {Storage | null} storage @param {import('../types.d.ts').Boot} boot
 */
function start(storage, boot) {
  const kept = read(storage);
  const mine = kept?.lab === boot.lab ? kept : null;
  const { moment, branch } = boot;
  if (!moment || (mine && isReload())) return mine && { ...mine, last: mine.seq };
  return { branch, seq: moment.seq, last: moment.last, back: true };
}

/**
 * @param {Storage | null} storage
 * @param {import('../types.d.ts').Boot} boot
 * @param {import('../core/store.js').Store} store
 * @param {import('../core/playhead.js').Playhead} playhead
 * @param {AbortSignal} [left] the page was left
 * @returns {{branch: string}} the branch to watch
 */
export function keepPlace(storage, boot, store, playhead, left) {
  const mine = start(storage, boot);
  let waiting = mine ? mine.last : -1;
  store.addEventListener('change', () => {
    if (!mine || waiting < 0 || store.next <= waiting) return;
    const index = store.stepAt(mine.seq);
    waiting = -1;
    playhead.furthest = mine.back ? playhead.last : index;
    playhead.seek(index);
  });
  const keep = () => {
    const { step } = playhead;
    if (waiting >= 0 || !step) return;
    try {
      storage?.setItem(
        NAME,
        JSON.stringify({
          lab: boot.lab,
          branch: store.branch,
          seq: step.seq,
          back: playhead.index < playhead.furthest,
        }),
      );
    } catch {
      /* no room: a reload starts from the first step */
    }
  };
  addEventListener('pagehide', keep, { signal: left });
  document.addEventListener('visibilitychange', keep, { signal: left });
  left?.addEventListener('abort', keep);
  return { branch: mine?.branch || boot.branch };
}

/** @param {Storage | null} storage */
function read(storage) {
  try {
    const kept = JSON.parse(storage?.getItem(NAME) ?? 'null');
    return typeof kept?.lab === 'string' && Number.isInteger(kept.seq) ? kept : null;
  } catch {
    return null;
  }
}
