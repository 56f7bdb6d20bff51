/**
 * When the judge is asked: once it is quiet, so one question serves a burst of events, and
 * again after a while when no answer came. An answer that something overtook is dropped.
 */
import { busy } from '../core/busy.js';

/** ms of quiet before the judge is asked: what one act brings about comes within them. */
const QUIET_MS = 30;
/** ms until a judge who did not answer is asked again. */
const RETRY_MS = 1500;

/** @typedef {{ok: boolean, seen: number, [more: string]: any}} Verdict */

export class Judge {
  #ask;
  #tell;
  #again;
  #asked = '';
  #timer = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);
  /** ends the waiting for an answer */ #done = () => {};

  /**
   * @param {() => Promise<Verdict>} ask
   * @param {(verdict: Verdict) => void} tell
   * @param {() => void} again  calls `soon` once more
   */
  constructor(ask, tell, again) {
    this.#ask = ask;
    this.#tell = tell;
    this.#again = again;
  }

  /** @param {string} now what is judged; asked once */
  soon(now) {
    if (now === this.#asked) return;
    this.stop();
    this.#asked = now;
    this.#done = busy();
    this.#timer = setTimeout(() => this.#judge(now).then(this.#done), QUIET_MS);
  }

  stop() {
    clearTimeout(this.#timer);
    this.#asked = '';
    this.#done();
  }

  /** @param {string} now */
  async #judge(now) {
    const verdict = await this.#ask();
    if (verdict.ok) {
      if (now === this.#asked) this.#tell(verdict);
      return;
    }
    this.#asked = '';
    this.#timer = setTimeout(this.#again, RETRY_MS);
  }
}
