/**
 * What the window has room for: projector mode is for more than a phone, and the panel
 * beside the story needs width of its own, or stands where the story's picture was.
 */

/** rem of a window where story and panel stand side by side at the projector; every window
 * of 16:9 or 16:10 has them. The type of that mode is in projector.css. */
const BESIDE_REMS = 60;
const PHONE_PX = 760;

/** px of 1rem in projector mode, as in projector.css. @param {number} width
 * @param {number} height */
export const showRem = (width, height) => Math.min(48, Math.max(16, (width + height) / 100));

/**
 * @param {{width: number, height: number, projector: boolean, side: '' | 'shown' | 'hidden',
 *   sided?: 'panel' | 'bench'}} given  px of the window, what the person chose, and what the panel
 *   of the page is for
 * @returns {{mode: '' | 'show', side: 'beside' | 'instead' | 'hidden'}}
 */
export function windowRoom({ width, height, projector, side, sided = 'panel' }) {
  const mode = projector && width > PHONE_PX ? 'show' : '';
  const beside = !mode || width >= BESIDE_REMS * showRem(width, height);
  if (side === 'hidden' && width > PHONE_PX) return { mode, side: 'hidden' };
  if (beside) return { mode, side: 'beside' };
  return { mode, side: side === 'shown' || sided === 'bench' ? 'instead' : 'hidden' };
}
