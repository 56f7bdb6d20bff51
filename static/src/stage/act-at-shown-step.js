/**
 * Acting on the bench: the moment on show is the moment. At the live end the world goes on
 * from there; while something is on show the lab forks just then, so that a cable can be
 * cut under a letter in flight.
 */

/** @typedef {import('../core/page-element.js').PageElement} PageElement */

/** What was done before. @type {Promise<unknown>} */
let before = Promise.resolve();

/**
 * One after another: where the last one led is the moment of the next.
 * @param {PageElement} part @param {Record<string, any>} act
 */
export function actNow(part, act) {
  const done = before.then(() => actAtShownStep(part, act));
  before = done.catch(() => {});
  return done;
}

/** @param {PageElement} part @param {Record<string, any>} act */
async function actAtShownStep(part, act) {
  const {
    ctx: { link },
    playhead,
  } = part;
  if (playhead.atEnd || !playhead.step) {
    await link.act(act);
    return;
  }
  const at = momentOf(part, playhead.step.seq);
  playhead.pause();
  const answer = await link.act(act, { at });
  if (answer.ok) await showFrom(part, answer.seq ?? 0, at);
}

/**
 * The event after which it happens: the one on show, or, while what was done there last is
 * about to be shown, that: it has been done, and is not to be lost.
 * @param {PageElement} part @param {number} shown
 */
function momentOf({ ctx, playhead, store }, shown) {
  const coming = playhead.playing && playhead.index === ctx.link.actedAt;
  return (coming && store.steps[playhead.index + 1]?.seq) || shown;
}

/**
 * Shows what came after event `from` once all up to `seq` has arrived.
 * @param {PageElement} part @param {number} seq @param {number} from
 */
export async function showFrom(part, seq, from) {
  const { playhead, store } = part;
  await part.arrived(seq);
  playhead.seek(store.stepAt(from));
  playhead.play();
}
