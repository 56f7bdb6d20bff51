/**
 * What the learner typed before, for ArrowUp and ArrowDown.
 *
 * Why it exists: a shell's history, with the draft kept: going up and down again gives
 * back the half-written line. One history for each prompt (local, protocol, letter), so
 * that a line of the letter is never offered as a command.
 *
 * It refuses the DOM and any change of what was typed.
 */

/** Lines remembered for each prompt. */
export const HISTORY_LINES_MAX = 200;

export class LineHistory {
  /** @type {string[]} */ #lines = [];
  #at = 0;
  #draft = '';

  /** Remember `line` as sent. Empty lines and repetitions are not kept. @param {string} line */
  push(line) {
    if (line !== '' && line !== this.#lines.at(-1)) this.#lines.push(line);
    if (this.#lines.length > HISTORY_LINES_MAX) this.#lines.shift();
    this.#at = this.#lines.length;
    this.#draft = '';
  }

  /**
   * The line before; `null` when there is none (the field stays as it is).
   * @param {string} current what the field holds now
   * @returns {string | null}
   */
  up(current) {
    if (this.#at === 0) return null;
    if (this.#at === this.#lines.length) this.#draft = current;
    this.#at -= 1;
    return this.#lines[this.#at];
  }

  /** The line after, at last the draft; `null` when already there. @returns {string | null} */
  down() {
    if (this.#at >= this.#lines.length) return null;
    this.#at += 1;
    return this.#at === this.#lines.length ? this.#draft : this.#lines[this.#at];
  }
}
