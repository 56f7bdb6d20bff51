/**
 * The letters of the network as they are sent, the newest first. One can be had in focus: its
 * way is drawn, and each place it passed is a step to go to. What is in them stays covered
 * until whoever teaches uncovers it: this page is on the projector.
 */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../../core/page-element.js';
import { subjectLine } from '../../drawings/quoted.js';
import { reached, wayOf } from './groups.js';
import { readersOf, takeAway } from './take-away.js';

/** @typedef {import('./groups.js').Letter} Letter */
/** @typedef {import('./groups.js').Stop} Stop */

class LettersList extends PageElement {
  static watches = watching('store', 'playhead', 'texts', 'link', 'classroom');
  static properties = {
    letters: { attribute: false },
    focused: {},
    uncovered: { state: true },
  };

  constructor() {
    super();
    /** @type {Letter[]} */ this.letters = [];
    /** the letter in focus, or '' */ this.focused = '';
    /** subjects are on show */ this.uncovered = false;
  }

  render() {
    const { letters } = this;
    return html`<h2 id="ct-nw-letters">${this.t('ui.network.letters', { n: letters.length })}</h2>
      <p><button class="ct-button ct-small" aria-pressed=${this.uncovered} @click=${() => {
        this.uncovered = !this.uncovered;
      }}>${this.t('ui.network.subjects')}</button></p>
      ${letters.length ? nothing : html`<p class="ct-hint">${this.t('ui.network.no_letters')}</p>`}
      <ol class="ct-nw-letters" tabindex="0" aria-labelledby="ct-nw-letters">${letters.map((each) =>
        this.#letter(each),
      )}</ol>`;
  }

  /** @param {Letter} letter */
  #letter(letter) {
    const focused = letter.message === this.focused;
    const [first] = wayOf(letter);
    const to = reached(letter).join(', ') || this.t('ui.network.on_its_way');
    return html`<li><button class="ct-nw-letter" aria-expanded=${focused}
      @click=${() => this.#focus(focused ? '' : letter.message)}><bdi>${this.hostName(first)}</bdi>
      <span aria-hidden="true">→</span><span class="ct-vh">${this.t('ui.network.to')}</span>
      <bdi>${to}</bdi>${
        this.uncovered ? html`<small>${subjectLine(letter.subject, this.t)}</small>` : nothing
      }</button>${focused ? this.#stops(letter) : nothing}</li>`;
  }

  /** @param {Letter} letter */
  #stops(letter) {
    const { playhead, store } = this;
    const { stops } = letter;
    return html`<ol class="ct-nw-stops">${stops.map((stop) => {
      const at = store.stepAt(stop.seq);
      return html`<li><button class="ct-button ct-small" aria-current=${
        playhead.index === at ? 'step' : 'false'
      } @click=${() => playhead.goTo(at)}>${this.t(`ui.network.stop.${stop.kind}`, {
        host: stop.host,
      })}</button></li>`;
    })}</ol>${this.#away(letter)}`;
  }

  /** @param {Letter} letter */
  #away(letter) {
    if (!readersOf(this.model, letter).length) return nothing;
    return html`<p class="ct-nw-away"><button class="ct-button ct-small"
      @click=${() => takeAway(this.ctx.link, this.model, letter)}
      >${this.t('ui.network.take_away')}</button></p>`;
  }

  /** @param {string} message */
  #focus(message) {
    this.dispatchEvent(new CustomEvent('letter', { detail: message }));
  }
}
customElements.define('ct-network-letters', LettersList);
