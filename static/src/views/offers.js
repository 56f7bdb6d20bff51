/**
 * What the world waits for: at the live end, the buttons that let it go on, such as
 * «Encender el PC de Benito». They come from the server's model (`model.offers`).
 */
import { html, nothing } from 'lit';
import { ui } from '../icons.js';
import { Part } from '../part.js';

class Offers extends Part {
  static watches = /** @type {import('../part.js').Source[]} */ (['store', 'playhead', 'texts', 'link']);
  #busy = false;

  render() {
    const { offers } = this.model;
    const { atEnd, playing, arrived } = this.playhead;
    if (!atEnd || playing || !arrived || !offers?.length || !this.ctx.link.mayAct) return nothing;
    return html`<div class="ct-offers"><p>${ui.clock}<span>${this.t('ui.offers.waiting')}</span></p>
      ${offers.map((offer, i) => html`<button class=${i ? 'ct-button' : 'ct-button ct-go'} ?disabled=${this.#busy}
        @click=${() => this.#act(offer)}>${this.t(offer.key, offer.params)}</button>`)}</div>`;
  }

  /** @param {import('../types.d.ts').Offer} offer */
  async #act(offer) {
    this.#busy = true;
    await this.ctx.link.act(offer.act);
    this.#busy = false;
    this.requestUpdate();
  }
}
customElements.define('ct-offers', Offers);
