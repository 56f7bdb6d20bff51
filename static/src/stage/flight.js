/**
 * What flies over the stage in one step: the packet, its trail, the ripple where it lands.
 * Web Animations that never run by themselves: the playhead sets their time, so pausing,
 * scrubbing and playing are one thing.
 *
 * A packet leaves from its sender's edge and docks with its nose at the receiver's; over the
 * heads of others it flies from above the one to above the other (way.js).
 * Individual `translate` and `scale` are animated: a `transform` would let the scale
 * shrink the distance too. Places are whole pixels, or screenshots differ by a hair.
 */
import { flightMs } from '../core/playhead.js';
import { wayOf } from './way.js';

const EASING = 'cubic-bezier(.45,.05,.25,1)';
const RIPPLE_MS = 500;
/** A covered reply waits where it would start. */
const COVERED_AT = 0.24;
/** What is lost gets this far. */
const LOST_AT = 0.55;

/**
 * The numbers stage.css lays the stage out with, in px: read when the size changes.
 * @param {HTMLElement} net
 */
export function measuresOf(net) {
  const style = getComputedStyle(net);
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const px = (/** @type {string} */ name) => (parseFloat(style.getPropertyValue(name)) || 0) * rem;
  const two = px('--two') > 0;
  return {
    rem,
    two,
    width: net.clientWidth,
    y: Math.round(px('--wire-y')),
    lane: Math.round(px('--lane-y')),
    top: Math.round(px('--tile-top')),
    left: px(two ? '--edge-two' : '--gut'),
    right: px(two ? '--edge-two' : '--rgut'),
    tile: px('--half-tile'),
    racked: px('--half-racked'),
  };
}

/** @typedef {ReturnType<typeof measuresOf>} Measures */

/**
 * @typedef {object} Places  where machines stand
 * @property {string[]} order
 * @property {Record<string, number>} columns  in a wide window
 * @property {Record<string, number>} phone
 * @property {(host: string) => boolean} racked
 * @property {string[]} taps
 */

/** @param {Measures} measures @param {Places} places */
function geometryOf(
  { two, width, y, lane, top, left, right, tile, racked: rack },
  { order, columns, phone, racked, taps },
) {
  const place = two ? phone : columns;
  const at = (/** @type {string} */ host) =>
    Math.round(left + (width - left - right) * (place[host] ?? 0.5));
  return {
    /** @param {string} host */
    centre: (host) => ({ x: at(host), y }),
    /** @param {string} host */
    half: (host) => (racked(host) ? rack : tile),
    /** @param {string} from @param {string} to */
    way: (from, to) => wayOf(two ? [from, to] : order, from, to, { at, wire: y, lane, top, taps }),
  };
}

export class Flight {
  #key = '';
  #covered = false;
  /** @type {{animation: Animation, delay: number, length: number}[]} */ #parts = [];
  #still = false;

  /**
   * @param {HTMLElement} net @param {Measures} measures
   * @param {import('../types.d.ts').Step | undefined} step
   * @param {Places} places
   * @param {boolean} covered the reply waits, unseen
   */
  prepare(net, measures, step, places, covered) {
    const { columns } = places;
    const where = step ? `${columns[step.beat.from]} ${columns[step.beat.to]}` : '';
    const key = `${step?.seq} ${where} ${measures.width} ${measures.rem} ${covered}`;
    if (key === this.#key) return;
    this.#key = key;
    this.#covered = covered;
    for (const part of this.#parts) part.animation.cancel();
    this.#parts = [];
    if (!step || !measures.width) return;
    const geometry = geometryOf(measures, places);
    this.#still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const { from, to, lost } = step.beat;
    if (from === to) this.#ripple(net, geometry.centre(to), 0);
    else this.#fly(net, geometry, { from, to, lost, length: flightMs(step) });
  }

  /**
   * @param {HTMLElement} net @param {ReturnType<typeof geometryOf>} geometry
   * @param {{from: string, to: string, lost: boolean, length: number}} way
   */
  #fly(net, geometry, { from, to, lost, length }) {
    const way = geometry.way(from, to);
    const over = way.length > 2;
    const end = geometry.centre(to);
    const start = { ...way[over ? 1 : 0] };
    const side = Math.sign(end.x - start.x) || 1;
    const dock = over ? end.x : Math.round(end.x - side * geometry.half(to));
    if (!over) start.x = Math.round(start.x + side * geometry.half(from));
    const stop = lost ? Math.round(start.x + (dock - start.x) * LOST_AT) : dock;
    const packet = /** @type {HTMLElement | null} */ (net.querySelector('.ct-packet-track'));
    const trail = /** @type {HTMLElement | null} */ (net.querySelector('.ct-trail'));
    if (!packet || !trail) return;
    packet.dataset.side = side > 0 ? 'right' : 'left';
    packet.classList.toggle('ct-over', over);
    const at = (/** @type {number} */ x) => `${x}px ${start.y}px`;
    this.#add(
      packet,
      [
        { translate: at(start.x), opacity: 0, scale: 0.55 },
        { opacity: 1, scale: 1, offset: 0.22 },
        { translate: at(stop), opacity: 1, scale: 1 },
      ],
      length,
      0,
    );
    trail.style.width = `${Math.abs(stop - start.x)}px`;
    trail.style.translate = `${Math.min(start.x, stop)}px ${start.y}px`;
    trail.style.transformOrigin = side > 0 ? '0 50%' : '100% 50%';
    trail.dataset.side = side > 0 ? 'right' : 'left';
    this.#add(
      trail,
      [
        { scale: '0 1', opacity: 1 },
        { scale: '1 1', opacity: 1 },
      ],
      length,
      0,
    );
    if (!lost) this.#ripple(net, end, length);
  }

  /** @param {HTMLElement} net @param {{x: number, y: number}} at @param {number} delay */
  #ripple(net, at, delay) {
    const ripple = net.querySelector('.ct-ripple');
    if (!ripple || this.#still) return;
    const translate = `${at.x}px ${at.y}px`;
    this.#add(
      ripple,
      [
        { translate, opacity: 0, scale: 0.8 },
        { translate, opacity: 0.9, scale: 1, offset: 0.2 },
        { translate, opacity: 0, scale: 1.45 },
      ],
      RIPPLE_MS,
      delay,
      'ease-out',
    );
  }

  /**
   * @param {Element} element @param {Keyframe[]} frames
   * @param {number} length @param {number} delay @param {string} [easing]
   */
  #add(element, frames, length, delay, easing = EASING) {
    const animation = element.animate(frames, { duration: length, easing, fill: 'both' });
    animation.pause();
    this.#parts.push({ animation, delay, length });
  }

  /**
   * Puts everything where it is at this moment.
   * @param {import('../core/playhead.js').Playhead} playhead
   */
  showAt(playhead) {
    for (const { animation, delay, length } of this.#parts) {
      const ms = this.#covered ? length * COVERED_AT - delay : playhead.elapsed - delay;
      animation.currentTime = Math.max(0, Math.min(length, ms));
    }
  }
}
