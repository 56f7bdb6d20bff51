/**
 * The network of a class on the projector: all machines in groups, what happens now, the letters
 * that were sent. Sixty machines have room; one group can be drawn large, and one letter's way
 * alone.
 */
import { html, nothing } from 'lit';
import '../../classroom/held-letters.js';
import { fetchLetters } from '../../core/fetch-letters.js';
import { PageElement, watching } from '../../core/page-element.js';
import '../../machines/machine.js';
import '../../player/player.js';
import '../../player/sentence.js';
import './letters-list.js';
import './network-map.js';
import { sentLetters, wayOf } from './groups.js';

/** @typedef {import('./groups.js').Letter} Letter */

class Network extends PageElement {
  static watches = watching('store', 'playhead', 'texts', 'link');
  static properties = {
    zoomed: { state: true },
    focused: { state: true },
    letters: { state: true },
  };
  /** letters are there as far as this event */ #until = -1;
  #asking = false;

  constructor() {
    super();
    /** the domain that is drawn large, or '' */ this.zoomed = '';
    /** the letter in focus, or '' */ this.focused = '';
    /** @type {Letter[]} */ this.letters = [];
  }

  connectedCallback() {
    super.connectedCallback();
    if (!this.ctx.link.wouldFork) this.playhead.follow('now');
  }

  updated() {
    this.#ask();
  }

  /** Letters up to the newest event; asked again once the answer is here, if there is more. */
  async #ask() {
    const until = this.store.next - 1;
    if (this.#asking || until <= this.#until) return;
    this.#asking = true;
    try {
      this.letters = sentLetters(await fetchLetters(until));
      this.#until = until;
    } catch {
      this.#until = until;
    } finally {
      this.#asking = false;
    }
    if (this.isConnected) this.#ask();
  }

  render() {
    const letter = this.letters.find(({ message }) => message === this.focused);
    return html`<div class="ct-nw">
      <section class="ct-nw-story" aria-label=${this.t('ui.network.name')}>
        <ct-sentence></ct-sentence>
        ${this.zoomed ? this.#whole() : nothing}
        <div class="ct-nw-pane" tabindex="0" role="group" aria-label=${this.t('ui.network.map')}>
          <ct-network-map .zoomed=${this.zoomed} .way=${wayOf(letter)}
            @zoom=${(/** @type {CustomEvent<string>} */ { detail }) => {
              this.zoomed = detail;
            }}></ct-network-map></div>
      </section>
      <aside class="ct-nw-side" tabindex="0" aria-labelledby="ct-nw-letters">
        <ct-held-letters></ct-held-letters>
        <ct-network-letters .letters=${this.letters} .focused=${this.focused}
          @letter=${(/** @type {CustomEvent<string>} */ { detail }) => {
            this.focused = detail;
          }}></ct-network-letters></aside>
      <footer class="ct-foot"><ct-player></ct-player></footer>
      <ct-machine></ct-machine></div>`;
  }

  #whole() {
    return html`<p class="ct-nw-back"><button class="ct-button ct-small" @click=${() => {
      this.zoomed = '';
    }}>${this.t('ui.network.whole')}</button></p>`;
  }
}
customElements.define('ct-network', Network);
