/** Whether the presenter's screen already says how a line was answered. */

/**
 * The first sign of the reply to the line at that place, once it is on show and not covered;
 * '' before.
 * @param {import('../types.d.ts').BallotPlace} place
 * @param {Pick<import('../core/page-element.js').PageElement, 'ctx' | 'store' | 'playhead'>} page
 */
export function replyOnShow({ lab, branch, seq }, { ctx, store, playhead }) {
  if (lab !== ctx.boot.lab || branch !== store.branch) return '';
  const { index, covered } = playhead;
  const asked = store.stepAt(seq);
  const line = store.steps[asked]?.beat;
  const seen = store.steps.slice(asked + 1, covered ? index : index + 1);
  const answers = seen.filter(
    ({ beat }) => beat.mark && (line?.mark || (beat.from === line?.to && beat.to === line.from)),
  );
  return answers[0]?.beat.mark ?? '';
}
