/**
 * Where each rung of the ladder is and how its words break, in pixels, computed and never
 * measured: ten thousand rungs are laid out in milliseconds and only those in view exist.
 * Nothing is cut off: a long line breaks, a very long reply says how much more there is.
 */
import { decode, linesOf, wireLines, wrap } from '../model/wire-text.js';

/** @typedef {import('../types.d.ts').Step} Step */
/** @typedef {{head: string, text: string}} Piece  one drawn line */
/**
 * @typedef {object} Rung
 * @property {number} top      px
 * @property {number} height   px
 * @property {number} heading  px of the chapter heading above it, 0: none
 * @property {'wire' | 'letter' | 'words'} form
 * @property {Piece[]} pieces
 * @property {number} hidden   lines not drawn
 * @property {number} chars    longest drawn line
 * @property {number} below    px under it, for what carried it
 */
/**
 * @typedef {object} Measures
 * @property {number} width    px of the pane
 * @property {number} rem
 * @property {number} char     px of one monospaced character
 * @property {boolean} phone
 * @property {boolean} show    projector
 */

const LINE = 1.3;
const CARD_LINE = 1.25;
const ROW_BELOW = 1.5;
const LINES_MAX = 12;
const MARK_CHARS = 3;

/** @param {Measures} measures how many characters a label may be wide */
export function roomOf({ width, rem, char, phone }) {
  const margins = phone ? 2.6 : 6;
  return Math.max(14, Math.floor((width - margins * rem) / char));
}

/** @param {Step} step @param {number} room @returns {Pick<Rung, 'pieces' | 'hidden'>} */
function wirePieces(step, room) {
  const lines = wireLines(step);
  /** @type {Piece[]} */
  const pieces = [];
  let taken = 0;
  for (const line of lines) {
    if (pieces.length >= LINES_MAX) break;
    taken += 1;
    const used = line.head.length + (step.beat.mark ? MARK_CHARS : 0);
    wrap(line.rest, room - 2, room - used).forEach((text, i) =>
      pieces.push({ head: i ? '' : line.head, text }),
    );
  }
  return { pieces, hidden: lines.length - taken };
}

/** @param {Step} step @param {number} room @returns {Pick<Rung, 'pieces' | 'hidden'>} */
function letterPieces(step, room) {
  const { status = 0, card = [] } = step.letter ?? {};
  /** @type {Piece[]} */
  const pieces = [];
  if (status) {
    const { head, rest } = wireLines(step)[0];
    pieces.push({ head, text: rest });
  }
  for (const { name, value } of card) {
    wrap(` ${value}`, room - 2, room - name.length - 1).forEach((text, i) =>
      pieces.push({ head: i ? '' : `${name}:`, text }),
    );
  }
  if (!card.length) {
    const written = linesOf(decode(step.octets?.slice(status) ?? '')).find((line) => line.trim());
    pieces.push({ head: '', text: written ?? '' });
  }
  return { pieces, hidden: 0 };
}

export class LadderLayout {
  /** @type {Rung[]} */ rungs = [];
  #room;
  #chapter = -2;
  #bottom = 0;

  /**
   * @param {Measures} measures
   * @param {(step: Step) => string} words  what a step without wire text says
   * @param {(step: Step) => number} [rowsBelow]  lines under a rung that are not its own (the lens)
   */
  constructor(measures, words, rowsBelow = () => 0) {
    this.measures = measures;
    this.words = words;
    this.rowsBelow = rowsBelow;
    this.#room = roomOf(measures);
  }

  /** Lays out what is new. @param {Step[]} steps @param {number} count */
  extend(steps, count) {
    for (let i = this.rungs.length; i < count; i++) this.rungs.push(this.#rung(steps[i]));
  }

  /** px of all rungs up to and including `index`. @param {number} index */
  bottomOf(index) {
    const rung = this.rungs[index];
    return rung ? rung.top + rung.height : 0;
  }

  /** First rung that reaches below `y`. @param {number} y */
  at(y) {
    let low = 0;
    let high = this.rungs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.rungs[middle].top + this.rungs[middle].height < y) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** @param {Step} step @returns {Rung} */
  #rung(step) {
    const { rem, phone } = this.measures;
    const { shape, chapter } = step.beat;
    const heading = chapter !== this.#chapter && chapter >= 0 ? 2.2 * rem : 0;
    this.#chapter = chapter;
    const form =
      shape === 'letter'
        ? 'letter'
        : shape === 'command' || shape === 'reply' || shape === 'typed'
          ? 'wire'
          : 'words';
    const { pieces, hidden } = this.#pieces(step, form);
    const lines = pieces.length + (hidden ? 1 : 0);
    const rems =
      form === 'letter'
        ? lines * CARD_LINE + 1.9
        : lines * LINE + (form === 'words' && step.beat.from === step.beat.to ? 0.7 : 1.2);
    const top = this.#bottom;
    const below = Math.round(this.rowsBelow(step) * ROW_BELOW * rem);
    const height = heading + Math.max(phone ? 3 : 2.5, rems) * rem + below;
    this.#bottom = top + height;
    const chars = Math.max(
      ...pieces.map(
        (piece, i) =>
          piece.head.length +
          piece.text.length +
          (step.beat.mark && (i === 0 || piece.head) ? MARK_CHARS : 0),
      ),
    );
    return { top, height, heading, form, pieces, hidden, chars, below };
  }

  /** @param {Step} step @param {Rung['form']} form @returns {Pick<Rung, 'pieces' | 'hidden'>} */
  #pieces(step, form) {
    if (form === 'letter') return letterPieces(step, this.#room - 2);
    if (form === 'wire') return wirePieces(step, this.#room);
    return {
      pieces: wrap(this.words(step), this.#room).map((text) => ({ head: '', text })),
      hidden: 0,
    };
  }
}
