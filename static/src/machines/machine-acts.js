/**
 * What one can do to the world beside typing: write a letter in a mail client, switch a
 * machine on, collect, cut and repair a cable, skip the waiting.
 *
 * What makes sense now comes from the model (`offers`, `links`, `waiting`); what a skip
 * would end, from the server. It refuses to guess.
 */
import { html, nothing } from 'lit';
import { ui } from '../drawings/icons.js';
import { Piece, lazy } from '../core/lazy-piece.js';
import { PageElement, watching } from '../core/page-element.js';
import { glyph } from '../drawings/glyphs.js';

const COMPOSE = new Piece(() => import('./compose.js'), 'compose');

/** @typedef {{ next: number, after_s: number, expires: import('../types.d.ts').Text[] }} Asked */

class World extends PageElement {
  static watches = watching('store', 'playhead', 'texts', 'link');
  static properties = {
    skips: { type: Boolean },
    asked: { state: true },
    composing: { state: true },
  };

  constructor() {
    super();
    /** waits may be skipped: not in a lesson's step that has no need of it */ this.skips = true;
    this.composing = false;
    /** what skipping would bring, once asked @type {Asked | null} */ this.asked = null;
  }

  /** a world was here before */ #came = false;

  render() {
    const { model } = this;
    const { mayAct } = this.ctx.link;
    const shared = Boolean(this.ctx.boot.one_line);
    const waits = (model.waiting?.count ?? 0) > 0;
    // Before the world is here its offers are not known: whatever stood now would move.
    if (!this.store.next)
      return html`<section class="ct-world" ?data-first=${!this.#came}></section>`;
    this.#came = true;
    return html`<section class="ct-world" aria-label=${this.t('ui.world.label')}>
      ${(model.offers ?? []).map(
        (offer) => html`<button class="ct-button ct-small" ?disabled=${!mayAct}
        @click=${() => this.#act(offer.act)}
        >${offer.act.act === 'power_on' ? ui.power : glyph.letter}
        ${this.say({ key: offer.key, params: offer.params })}</button>`,
      )}
      <button class="ct-button ct-small" ?disabled=${!mayAct}
        @click=${this.#compose}>${glyph.letter}${this.t('ui.world.compose')}</button>
      ${shared ? nothing : this.#cables(mayAct)}
      ${waits && this.skips && !shared ? this.#skip(mayAct) : nothing}
      ${
        this.composing
          ? lazy(
              COMPOSE,
              () =>
                html`<ct-compose @closed=${() => {
                  this.composing = false;
                }}></ct-compose>`,
            )
          : nothing
      }
    </section>`;
  }

  /** @param {boolean} mayAct */
  #cables(mayAct) {
    return html`<details class="ct-t-cables"><summary class="ct-button ct-small"
        >${ui.cut}${this.t('ui.world.cables')}</summary>
        <div>${Object.entries(this.model.links ?? {}).map(
          ([id, link]) => html`<button class="ct-button ct-small" ?disabled=${!mayAct}
          @click=${() => this.#act({ act: link.cut ? 'restore' : 'cut', link: id })}
          >${link.cut ? glyph.repair : ui.cut}
          ${this.t(link.cut ? 'ui.world.repair' : 'ui.world.cut', { host: id })}</button>`,
        )}</div></details>`;
  }

  /** Skipping names what it will end, before it does. @param {boolean} mayAct */
  #skip(mayAct) {
    const { asked } = this;
    if (asked?.next !== this.store.next) {
      return html`<button class="ct-button ct-small" ?disabled=${!mayAct} @click=${this.#ask}
        >${ui.clock}${this.t('ui.world.skip')}</button>`;
    }
    const minutes = asked.after_s >= 90;
    const n = minutes ? Math.round(asked.after_s / 60) : asked.after_s;
    return html`<div class="ct-term-bar ct-warn ct-skip-ask" role="group"
      aria-label=${this.t('ui.world.skip')}>
      <p>${this.t(minutes ? 'ui.world.skip_minutes' : 'ui.world.skip_seconds', { n })}
        ${asked.expires.map((one) => html`<b>${this.say(one)}</b> `)}</p>
      <button class="ct-button ct-small" @click=${() => this.#act({ act: 'skip' })}
        >${this.t('ui.world.skip_go')}</button>
      <button class="ct-button ct-small" @click=${() => {
        this.asked = null;
      }}>${this.t('ui.world.skip_stay')}</button></div>`;
  }

  #ask = async () => {
    const answer = await this.ctx.link.waits();
    if (!answer.ok) return;
    this.asked = /** @type {any} */ ({ ...answer, next: this.store.next });
    await this.updateComplete;
    const asks = this.querySelector('.ct-skip-ask');
    /** @type {HTMLElement | null} */ (asks?.querySelector('button:last-child'))?.focus();
    asks?.scrollIntoView({ block: 'nearest', inline: 'start' });
  };

  /** @param {Record<string, any>} act */
  #act(act) {
    this.ctx.link.act(act);
  }

  #compose = () => {
    this.composing = true;
  };
}
customElements.define('ct-world', World);
