/** How the class voted on a reply, under the rung of the line it answers. */
import { html, nothing } from 'lit';
import { share } from './ballot.js';

/** @typedef {import('../types.d.ts').ClassBallot} ClassBallot */
/** @typedef {import('../core/page-element.js').PageElement} PageElement */

const ROWS = 3;

export class RungTallies {
  #link;
  #lab;

  /** @param {{state: import('../types.d.ts').ClassState | null}} link
   * @param {string} lab  of this page */
  constructor(link, lab) {
    this.#link = link;
    this.#lab = lab;
  }

  /** The closed votes on this branch, by the event they were about. @param {string} branch */
  #of(branch) {
    const { rungs = [], ballot } = this.#link.state ?? {};
    const closed = ballot?.tallies.length ? [...rungs, ballot] : rungs;
    const here = closed.filter(({ at }) => at?.lab === this.#lab && at.branch === branch);
    return new Map(here.map((each) => [each.at?.seq, each]));
  }

  /** Changes when what is drawn does. @param {string} branch */
  key(branch) {
    return [...this.#of(branch).values()]
      .map(({ id, tallies, right }) => `${id}:${tallies.length}:${right}`)
      .join();
  }

  /** How many lines it takes. @param {string} branch */
  rows(branch) {
    const voted = this.#of(branch);
    return (/** @type {{seq: number}} */ { seq }) => (voted.has(seq) ? ROWS : 0);
  }

  /** @param {{seq: number}} step @param {PageElement} part @param {number} below lines under it */
  draw({ seq }, part, below) {
    const ballot = this.#of(part.store.branch).get(seq);
    if (!ballot) return nothing;
    return html`<dl class="ct-rung-votes" style=${`--below: ${below}`}>${ballot.options.map(
      (said, option) => drawOption(ballot, said, option, part),
    )}</dl>`;
  }
}

/** @param {ClassBallot} ballot @param {string} said @param {number} option
 * @param {PageElement} part */
function drawOption({ tallies, right }, said, option, part) {
  const shares = tallies.map((tally) => share(tally, option));
  return html`<div data-right=${right === option}><dt translate="no">${said}${
    right === option ? html` <span class="ct-vh">${part.t('ui.class.right')}</span>` : nothing
  }</dt><dd>${shares.map(
    (each, turn) => html`<i data-turn=${turn + 1} style=${`--share: ${each / 100}`}></i
      ><span class="ct-vh">${part.t(`ui.class.turn_${turn + 1}`)}: ${each} %.</span>`,
  )}<small aria-hidden="true">${shares.join(' → ')} %</small></dd></div>`;
}
