/**
 * Which step is on show, and how far its motion has come. It owns the only
 * `requestAnimationFrame` of the page: whatever moves is a function of `flying` and
 * `elapsed`, so playing, pausing and scrubbing are the same code.
 *
 * Going back and scrubbing never animate. `change` tells that something to draw is
 * different; `frame` that only `elapsed` is (sixty times a second: draw nothing there).
 */

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('../types.d.ts').Step} Step */

export const SPEEDS = [0.5, 1, 2, 4];
/** The calm speed: normal motion, then as long a pause as the sentence needs to be read. */
export const READING = /** @type {const} */ ('read');

const FLIGHT_MS = 850;
const LETTER_MS = 1300;
const PAUSE_MS = 650;
/** What still moves after the arrival: the ripple. */
const AFTER_MS = 500;
const STILL_PAUSE_MS = 1200;
/** A tab that was hidden must not jump over steps when it comes back. */
const FRAME_MS_MAX = 100;
/** In the wake of a typed line the stage hurries, and shows at most the last few steps. */
const WAKE_SPEED = 2;
const WAKE_STEPS_MAX = 5;

/** How long the motion of a step takes at normal speed. @param {Step | undefined} step */
export function flightMs(step) {
  if (!step) return 0;
  return step.beat.shape === 'letter' ? LETTER_MS : FLIGHT_MS;
}

/** When nothing of a step moves any more. @param {Step | undefined} step */
const restMs = (step) => flightMs(step) + AFTER_MS;

const BROWSER_FRAMES = {
  /** @param {FrameRequestCallback} callback */
  request: (callback) => requestAnimationFrame(callback),
  /** @param {number} id */
  cancel: (id) => cancelAnimationFrame(id),
};

export class Playhead extends EventTarget {
  /** step on show; -1: before the first */ index = -1;
  /** step whose motion is drawn; behind `index` only in the wake of a typed line */ flying = -1;
  /** ms of motion and pause gone by, at normal speed */ elapsed = 0;
  /** the latest step shown so far: standing before it is a step back */ furthest = -1;
  /** under the lens segments are steps: how many `step` has @type {(step: Step) => number} */
  segmentsOf = () => 0;
  /** the segment on show within the step; -1: the step itself */ segment = -1;
  playing = false;
  speed = 1;
  /** each step stays until its sentence can have been read */ reading = false;
  /** what new steps do: '' nothing, 'play' animate on, 'now' show at once
   * @type {'' | 'play' | 'now'} */ following = '';
  /** whose steps matter while one types (`following` is 'now'); null: everybody's
   * @type {((step: Step) => boolean) | null} */ subject = null;
  /** «Pregunta a la clase»: each reply comes covered */ asking = false;
  /** the step on show is covered: its words and its reply must not be seen */ covered = false;
  #store;
  #frames;
  #still;
  #readingMs;
  /** ms between the arrival and the next step */ #pause = PAUSE_MS;
  /** one step moves to its end although nothing plays */ #stepping = false;
  #epoch = -1;
  #count = 0;
  #frame = 0;
  #last = 0;

  /**
   * @param {Store} store
   * @param {{frames?: typeof BROWSER_FRAMES, still?: () => boolean,
   *   readingMs?: (step: Step, reading: boolean) => number}} [options] `still`: no motion
   *   is wanted; `readingMs`: added to the pause after a step, `reading`: at the calm speed
   */
  constructor(store, { frames = BROWSER_FRAMES, still = () => false, readingMs = () => 0 } = {}) {
    super();
    this.#store = store;
    this.#frames = frames;
    this.#still = still;
    this.#readingMs = readingMs;
    store.addEventListener('change', () => this.#grown());
  }

  /** A playhead of other steps, which moves as this one does.
   * @param {Store} store @param {(step: Step, reading: boolean) => number} [readingMs] */
  twin(store, readingMs = this.#readingMs) {
    return new Playhead(store, { frames: this.#frames, still: this.#still, readingMs });
  }

  /** No motion is wanted. */
  get still() {
    return this.#still();
  }

  /** @type {Step | undefined} */
  get step() {
    return this.#store.steps[this.index];
  }
  /** The step that is told and drawn: the one on show; while one types, the newest of one's
   * own up to it, if any. @type {Step | undefined} */
  get told() {
    return this.#store.steps[this.#toldAt];
  }
  /** place of the step whose motion is drawn; -1: none */
  get flyingAt() {
    return this.flying < this.index ? this.flying : this.#toldAt;
  }
  /** @type {Step | undefined} the step whose motion is drawn */
  get flyingStep() {
    return this.#store.steps[this.flyingAt];
  }
  get last() {
    return this.#store.steps.length - 1;
  }
  get atEnd() {
    return this.index >= this.last;
  }
  get #toldAt() {
    if (this.following !== 'now') return this.index;
    return this.#ownUpTo(this.index);
  }
  /** The newest step of the subject up to step `index`, or -1. @param {number} index */
  #ownUpTo(index) {
    let at = Math.min(index, this.last);
    while (at >= 0 && !this.#isOwn(at)) at -= 1;
    return at;
  }
  /** 0..1: how far the flight has come, before easing. */
  get fraction() {
    const ms = flightMs(this.flyingStep);
    return ms ? Math.min(1, this.elapsed / ms) : 1;
  }
  /** Whatever flew has landed. */
  get arrived() {
    return this.fraction >= 1;
  }

  play() {
    if (this.covered) {
      this.reveal();
    }
    if (this.atEnd && this.arrived) {
      if (this.last < 1) return;
      this.#show(0, true);
    }
    this.playing = true;
    this.following = '';
    this.#run();
    this.#tell();
  }

  /** Stops where it is, in mid-flight too: there is something to point at. */
  pause() {
    this.playing = false;
    this.#stepping = false;
    this.#tell();
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  /** One step on, with its motion; a covered step is uncovered first. */
  forward() {
    this.playing = false;
    this.#stepping = true;
    if (this.covered) {
      this.reveal();
      return;
    }
    if (this.step && this.segment + 1 < this.segmentsOf(this.step)) {
      this.showSegment(this.segment + 1);
      return;
    }
    if (this.atEnd) this.elapsed = restMs(this.flyingStep);
    else this.#show(this.index + 1, true);
    this.#tell();
  }

  back() {
    if (this.segment >= 0) this.showSegment(this.segment - 1);
    else this.seek(Math.max(0, this.index - 1));
  }

  /** A segment of the step on show; -1: the step again. @param {number} segment */
  showSegment(segment) {
    this.playing = false;
    this.segment = segment;
    this.#tell();
  }

  first() {
    this.seek(0);
  }

  /** To the newest step, and stays with what comes. */
  toEnd() {
    this.seek(this.last);
    this.following = 'play';
  }

  /** Shows step `index` at rest. @param {number} index */
  seek(index) {
    this.playing = false;
    this.following = '';
    this.#show(Math.max(-1, Math.min(this.last, index)), false);
    this.#tell();
  }

  /**
   * From now on new steps show themselves: 'play' plays them one by one, 'now' (typing)
   * jumps to the newest and lets the stage catch up.
   * @param {'play' | 'now'} how
   */
  follow(how) {
    if (how === 'now' && !this.atEnd) this.seek(this.last);
    this.following = how;
    if (how === 'play' && !this.atEnd) this.play();
  }

  /** @param {number | 'read'} speed of `SPEEDS`, or `READING` */
  setSpeed(speed) {
    this.reading = speed === READING;
    this.speed = speed === READING ? 1 : speed;
    this.#pause = this.#pauseMs();
    this.#tell();
  }

  /** @param {boolean} asking */
  setAsking(asking) {
    this.asking = asking;
    if (!asking && this.covered) this.reveal();
    else this.#tell();
  }

  reveal() {
    this.covered = false;
    this.#stepping = true;
    this.elapsed = this.#still() ? restMs(this.step) : 0;
    this.#fold();
    this.#run();
    this.#tell();
  }

  /** Goes to where somebody else is: to the next step with its motion. @param {number} index */
  goTo(index) {
    if (index !== this.index + 1) {
      if (index !== this.index) this.seek(index);
      return;
    }
    this.playing = false;
    this.#stepping = true;
    this.#show(index, true);
    this.#tell();
  }

  /** @param {number} index @param {boolean} moving */
  #show(index, moving) {
    this.index = index;
    this.segment = -1;
    this.furthest = Math.max(this.furthest, index);
    this.flying = index;
    this.covered = moving && this.asking && this.step?.beat.shape === 'reply';
    if (this.covered) this.playing = false;
    this.elapsed = moving && !this.#still() ? 0 : restMs(this.step);
    this.#pause = this.#pauseMs();
    this.#fold();
    if (moving && !this.covered) this.#run();
  }

  #fold() {
    this.#store.seek(this.#store.endOf(this.covered ? this.index - 1 : this.index));
  }

  /** The journal grew, or was replaced. */
  #grown() {
    const was = this.#count;
    const wasAtEnd = this.index >= was - 1;
    this.#count = this.#store.steps.length;
    if (this.#epoch !== this.#store.epoch) {
      this.#epoch = this.#store.epoch;
      this.furthest = -1;
      this.#show(Math.min(0, this.last), false);
    } else if (this.index < 0 && this.last >= 0 && !this.following) {
      this.#show(0, false);
    } else if (this.#count > was && wasAtEnd && this.following) {
      this.#followOn(was);
    } else {
      this.#fold();
    }
    this.#tell();
  }

  /** @param {number} from first new step */
  #followOn(from) {
    if (this.following === 'play') {
      if (this.arrived) this.#show(from, true);
      this.playing = !this.covered;
      this.#run();
      return;
    }
    const start = this.flying < this.index ? this.flying : from;
    this.#show(this.last, false);
    const own = this.#ownFrom(start).slice(-WAKE_STEPS_MAX);
    if (this.#still() || !own.length) return;
    this.#stepping = true;
    [this.flying] = own;
    this.elapsed = 0;
    this.#run();
  }

  /** Places of the subject's steps from place `start` on. @param {number} start */
  #ownFrom(start) {
    return [...this.#store.steps.keys()].filter((at) => at >= start && this.#isOwn(at));
  }

  /** @param {number} at */
  #isOwn(at) {
    return !this.subject || this.subject(this.#store.steps[at]);
  }

  #run() {
    if (this.#frame) return;
    this.#last = -1;
    this.#frame = this.#frames.request(this.#tick);
  }

  /** @param {number} now ms */
  #tick = (now) => {
    this.#frame = 0;
    const passed = this.#last < 0 ? 0 : Math.min(FRAME_MS_MAX, now - this.#last);
    this.#last = now;
    const again = this.flying < this.index ? this.#wake(passed) : this.#advance(passed);
    if (again && !this.#frame) this.#frame = this.#frames.request(this.#tick);
    this.dispatchEvent(new Event('frame'));
  };

  /** The stage follows a typed line. @param {number} passed */
  #wake(passed) {
    this.elapsed += passed * this.speed * WAKE_SPEED;
    if (this.elapsed < flightMs(this.flyingStep)) return true;
    const [next = this.index] = this.#ownFrom(this.flying + 1);
    this.elapsed = next === this.#toldAt ? 0 : restMs(this.told);
    this.flying = next;
    this.#tell();
    return true;
  }

  /** @param {number} passed @returns {boolean} whether more frames are needed */
  #advance(passed) {
    if (!this.playing && !this.#stepping) return false;
    const flew = !this.arrived;
    this.elapsed += passed * this.speed;
    if (flew && this.arrived) this.#tell();
    if (!this.playing) {
      this.elapsed = Math.min(this.elapsed, restMs(this.step));
      return this.elapsed < restMs(this.step);
    }
    if (this.elapsed < flightMs(this.step) + this.#pause) return true;
    if (!this.atEnd) {
      this.#show(this.index + 1, true);
      this.#tell();
      return this.playing;
    }
    this.playing = false;
    this.following = 'play';
    this.#tell();
    return false;
  }

  #pauseMs() {
    const base = this.#still() ? STILL_PAUSE_MS : PAUSE_MS;
    return base + (this.step ? this.#readingMs(this.step, this.reading) : 0);
  }

  #tell() {
    this.dispatchEvent(new Event('change'));
  }
}
