/**
 * What one can do to the world beside typing: write a letter in a mail client, switch a
 * machine on, collect, cut and mend a cable, skip the waiting.
 *
 * What makes sense now comes from the model (`offers`, `links`, `waiting`); it refuses to
 * guess.
 */
import { html, nothing } from 'lit';
import { ui } from '../icons.js';
import { Part } from '../part.js';
import { glyph } from '../type/glyphs.js';
import './compose.js';

class World extends Part {
  static watches = /** @type {import('../part.js').Source[]} */ (['store', 'playhead', 'texts', 'link']);

  render() {
    const { model } = this;
    const { mayAct } = this.ctx.link;
    const waits = (model.waiting?.count ?? 0) > 0;
    return html`<section class="ct-world" aria-label=${this.t('ui.world.label')}>
      ${(model.offers ?? []).map((offer) => html`<button class="ct-button ct-small" ?disabled=${!mayAct}
        @click=${() => this.#act(offer.act)}>${offer.act.act === 'power_on' ? ui.power : glyph.letter}
        ${this.say({ key: offer.key, params: offer.params })}</button>`)}
      <button class="ct-button ct-small" ?disabled=${!mayAct} @click=${this.#compose}>${glyph.letter}${this.t('ui.world.compose')}</button>
      <details class="ct-t-cables"><summary class="ct-button ct-small">${ui.cut}${this.t('ui.world.cables')}</summary>
        <div>${Object.entries(model.links ?? {}).map(([id, link]) => html`<button class="ct-button ct-small" ?disabled=${!mayAct}
          @click=${() => this.#act({ act: link.cut ? 'restore' : 'cut', link: id })}>${link.cut ? glyph.mend : ui.cut}
          ${this.t(link.cut ? 'ui.world.mend' : 'ui.world.cut', { host: id })}</button>`)}</div></details>
      ${waits ? html`<button class="ct-button ct-small" ?disabled=${!mayAct}
        @click=${() => this.#act({ act: 'skip' })}>${ui.clock}${this.t('ui.world.skip')}</button>` : nothing}
      <ct-compose></ct-compose>
    </section>`;
  }

  /** @param {Record<string, any>} act */
  #act(act) { this.ctx.link.act(act); }

  #compose = () => { /** @type {any} */ (this.querySelector('ct-compose'))?.open(); };
}
customElements.define('ct-world', World);
