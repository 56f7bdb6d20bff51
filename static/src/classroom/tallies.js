/** How a class voted: a bar for each option, and beside the first vote the second. */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../core/page-element.js';
import { optionWords, share } from './ballot.js';

class Tallies extends PageElement {
  static watches = watching('texts');
  static properties = { ballot: { attribute: false }, mine: { attribute: false } };

  constructor() {
    super();
    /** @type {import('../types.d.ts').ClassBallot | null} */ this.ballot = null;
    /** one's own vote @type {number | null} */ this.mine = null;
  }

  render() {
    const { ballot } = this;
    if (!ballot) return nothing;
    return html`<dl class="ct-tallies">${ballot.options.map(
      (_, option) => html`<div data-right=${ballot.right === option}
      ><dt>${optionWords(ballot, option, this)}${
        ballot.right === option
          ? html` <b class="ct-tally-right">${this.t('ui.class.right')}</b>`
          : nothing
      }${
        this.mine === option
          ? html` <small class="ct-tally-mine">${this.t('ui.class.mine')}</small>`
          : nothing
      }</dt>${ballot.tallies.map((tally, turn) => this.#bar(tally, turn, option))}</div>`,
    )}</dl>`;
  }

  /** @param {readonly number[]} tally @param {number} turn @param {number} option */
  #bar(tally, turn, option) {
    const part = share(tally, option);
    const votes = tally[option];
    return html`<dd class="ct-tally" data-turn=${turn + 1}><span class="ct-vh"
      >${this.t(`ui.class.turn_${turn + 1}`)}</span><i style="--share: ${part / 100}"></i>
      <span class="ct-tally-said">${this.t('ui.class.tally', { n: votes, share: part })}</span
      ></dd>`;
  }
}
customElements.define('ct-tallies', Tallies);
