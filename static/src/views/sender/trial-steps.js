/**
 * The steps of a trial, as a playhead wants them: a list that is replaced at once by another.
 * It holds nothing to fold; what each step shows comes with it.
 */
export class TrialSteps extends EventTarget {
  /** @type {import('../../types.d.ts').Step[]} */ steps = [];
  /** grows with each list */ epoch = 0;

  /** @param {import('../../types.d.ts').Step[]} steps */
  put(steps) {
    this.steps = steps;
    this.epoch += 1;
    this.dispatchEvent(new Event('change'));
  }

  /** @param {number} index */
  endOf(index) {
    return index;
  }

  seek() {}
}
