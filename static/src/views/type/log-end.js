/**
 * Keeps the end of a log in sight, also when a phone's keyboard comes or goes; whoever moves
 * upwards stays there until something new is said.
 */
import { busy } from '../../core/busy.js';

export class LogEnd {
  /** @type {HTMLElement | undefined} */ #log;
  #inSight = true;
  /** how far down the log was: only a move upwards leaves its end */
  #top = 0;
  #resize = new ResizeObserver(() => {
    if (this.#inSight) this.#go();
  });

  /** @param {HTMLElement} log */
  keep(log) {
    this.#log = log;
    this.#resize.observe(log);
    log.addEventListener('scroll', () => this.#scrolled(log));
  }

  /** @param {HTMLElement} log */
  #scrolled(log) {
    const near = log.scrollHeight - log.scrollTop - log.clientHeight < 4;
    this.#inSight = near || (this.#inSight && log.scrollTop >= this.#top);
    this.#top = log.scrollTop;
  }

  #go() {
    if (this.#log) this.#log.scrollTop = this.#log.scrollHeight;
  }

  /** Something new is said. When all of the page is drawn: so it is laid out once. */
  show() {
    this.#inSight = true;
    const shown = busy();
    requestAnimationFrame(() => {
      this.#go();
      shown();
    });
  }
}
