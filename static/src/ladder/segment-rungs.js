/**
 * The segments that carried a step, as small rungs under its own: 8.1, 8.2... They hang
 * from the same lifelines. Only under the lens; fetched with it.
 */
import { html, nothing } from 'lit';
import { Carriers } from '../model/segment-carriers.js';

/** @typedef {import('../types.d.ts').Step} Step */
/** @typedef {import('../model/segment-carriers.js').Row} Row */
/**
 * @typedef {object} Place
 * @property {number} number   of the step
 * @property {Record<string, number>} at  host to its column
 * @property {(left: number, right: number) => string} arrow  style of an arrow between columns
 * @property {(key: string, params?: Record<string, any>) => string} t
 * @property {boolean} wide    network layer: with addresses
 * @property {(host: string) => string} ip
 * @property {number} shown    the segment on show, or -1
 * @property {(segment: number) => void} show
 */

const ROWS_MAX = 6;

export class SegmentRungs {
  #carriers;

  /** @param {import('../core/store.js').Store} store */
  constructor(store) {
    this.#carriers = new Carriers(store);
  }

  /** How many lines it takes. @param {Step} step */
  rows = (step) => Math.min(this.#carriers.of(step).length, ROWS_MAX);

  /** How many of them are segments: the last line may only count the others.
   * @param {Step} step */
  count = (step) => {
    const { length } = this.#carriers.of(step);
    return length > ROWS_MAX ? ROWS_MAX - 1 : length;
  };

  /** @param {Step} step @param {Place} place */
  draw(step, place) {
    const rows = this.#carriers.of(step);
    if (!rows.length) return nothing;
    const fit = this.count(step);
    const left = rows.length - fit;
    return html`<ol class="ct-carriers"
      >${rows.slice(0, fit).map((row, i) => drawRow(row, i, place))}
      ${
        left
          ? html`<li class="ct-carrier"><span class="ct-carrier-says"
        >${place.t('ui.lens.more', { n: left })}</span></li>`
          : nothing
      }</ol>`;
  }
}

/** Flags, numbers and length of a segment. @param {Row} row @param {Place['t']} t */
function wordsOf(row, t) {
  const numbers = [
    `${t('ui.lens.seq')} ${row.seq}`,
    row.flags.includes('ACK') ? `ack ${row.ack}` : '',
  ];
  const length = row.length ? t('ui.octets', { count: row.length }) : '';
  return [row.flags || row.kind.toUpperCase(), ...(row.kind === 'tcp' ? numbers : []), length]
    .filter(Boolean)
    .join(' · ');
}

/** @param {Row} row @param {number} i @param {Place} place */
function drawRow(row, i, { number, at, arrow, t, wide, ip, shown, show }) {
  const [a, b] = [at[row.from] ?? 0, at[row.to] ?? 1];
  const classes = ['ct-carrier', b < a ? 'ct-to-left' : '', row.lost ? 'ct-lost' : ''].join(' ');
  const fate = row.lost ? 'lost' : row.attempt > 1 ? 'again' : '';
  return html`<li class=${classes}
    ><button tabindex="-1" aria-current=${shown === i ? 'step' : nothing} @click=${() => show(i)}>
    <span class="ct-carrier-no">${number}.${i + 1}</span>
    <span class="ct-carrier-arrow" style=${arrow(Math.min(a, b), Math.max(a, b))}></span>
    <span class="ct-carrier-says" style=${arrow(Math.min(a, b), Math.max(a, b))}><span
      class="ct-vh">${t('ui.lens.rung', { from: row.from, to: row.to })}: </span
      ><span translate="no">${wide ? `${ip(row.from)} → ${ip(row.to)}` : wordsOf(row, t)}</span
        >${fate ? html`<em>${t(`ui.lens.${fate}`, { n: row.attempt })}</em>` : nothing}</span
          ></button></li>`;
}
