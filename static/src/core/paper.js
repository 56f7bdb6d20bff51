/**
 * Printing: the page lays itself out for A4 before the browser takes it, whole and in the
 * order one reads, and is as it was afterwards. `data-paper` dresses the root (frame/print.css);
 * the event lets what computes its own places measure the paper, not the window.
 *
 * The story is printed to its end, unless that would answer a question somebody is asked.
 */
export const PAPER_EVENT = 'ct-paper';

/** Whether the page is laid out for paper. */
export const isOnPaper = () => document.documentElement.dataset.paper === 'yes';

/**
 * @param {import('./playhead.js').Playhead} playhead @param {boolean} lesson
 * @param {AbortSignal} [left] the page was left
 */
export function printWhole(playhead, lesson, left) {
  let place = { index: 0, furthest: 0 };
  const tell = () => document.dispatchEvent(new Event(PAPER_EVENT));
  const before = () => {
    const { index, furthest } = playhead;
    place = { index, furthest };
    playhead.pause();
    document.documentElement.dataset.paper = 'yes';
    if (!lesson && !playhead.asking) playhead.seek(playhead.last);
    tell();
  };
  const after = () => {
    delete document.documentElement.dataset.paper;
    if (!lesson && !playhead.asking) playhead.seek(place.index);
    playhead.furthest = place.furthest;
    tell();
  };
  addEventListener('beforeprint', before, { signal: left });
  addEventListener('afterprint', after, { signal: left });
}
