/**
 * What the world waits for: at the live end, the buttons that let it go on, such as
 * «Encender el PC de Benito». They come from the server's model (`model.offers`). A key does
 * the first of them.
 */
import { html, nothing } from 'lit';
import { ui } from '../../drawings/icons.js';
import { KEY_ACTION } from '../../core/keys.js';
import { PageElement, watching } from '../../core/page-element.js';

class Offers extends PageElement {
  static watches = watching('store', 'playhead', 'texts', 'link', 'prefs');
  #busy = false;

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener(KEY_ACTION, this.#onKey);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener(KEY_ACTION, this.#onKey);
  }

  #onKey = (/** @type {Event} */ event) => {
    if (/** @type {CustomEvent<string>} */ (event).detail !== 'offer') return;
    /** @type {HTMLElement | null} */ (this.querySelector('.ct-button'))?.click();
  };

  render() {
    const offers = this.model.offers ?? [];
    const { atEnd, playing, arrived, index } = this.playhead;
    const untouched = this.#untouched;
    const { link } = this.ctx;
    if (playing || !arrived || !link.mayAct) return nothing;
    if (!atEnd && index === 0 && untouched) return this.#announced();
    if (!atEnd) return nothing;
    if (!(offers.length || untouched)) return this.#yourTurn();
    return html`<div class="ct-offers"><p>${ui.clock}<span>${this.t('ui.offers.waiting')}</span></p>
      ${
        untouched
          ? html`<button class="ct-button ct-go" data-keys="a" ?disabled=${this.#busy}
        @click=${() => this.#do(() => link.travel('play'))}
        >${this.t('offer.demonstration')}${this.#keyCap()}</button
        >`
          : nothing
      }
      ${offers.map(
        (offer, i) => html`<button class=${i || untouched ? 'ct-button' : 'ct-button ct-go'}
          data-keys=${i || untouched ? nothing : 'a'}
          ?disabled=${this.#busy}
        @click=${() => this.#do(() => link.act(offer.act))}
        >${this.t(offer.key, offer.params)}${i || untouched ? nothing : this.#keyCap()}</button>`,
      )}</div>`;
  }

  #keyCap() {
    const { keys } = this.ctx.prefs.values;
    return keys ? html`<kbd class="ct-key" aria-hidden="true">a</kbd>` : nothing;
  }

  /** The story has been watched to its end: now the visitor's own, in Escribe's own lab. */
  #yourTurn() {
    const collected = Object.values(this.model.inboxes).some((messages) => messages.length);
    if (!collected || !this.ctx.boot.elsewhere?.type) return nothing;
    return html`<div class="ct-offers"><p>${this.t('ui.offers.your_turn')}</p>
      <a class="ct-button ct-go" href=${this.ctx.route.href('type')}
        >${this.t('ui.offers.type')}</a></div>`;
  }

  /** Before the story begins: it has a demonstration, which comes after it. */
  #announced() {
    return html`<div class="ct-offers"><p>${this.t('ui.offers.demonstration')}</p>
      <button class="ct-button" @click=${() => this.playhead.toEnd()}
        >${this.t('ui.offers.to_the_end')}${this.#keyCap()}</button></div>`;
  }

  /** Nobody did anything after the opening: the scenario's demonstration fits. */
  get #untouched() {
    const { demonstration, opening = 0 } = this.ctx.boot;
    if (!demonstration) return false;
    const done = this.store.events.filter(
      ({ fact }) => fact.kind === 'lab.intervened' || fact.kind === 'terminal.line_sent',
    );
    return done.length <= opening;
  }

  /** @param {() => Promise<unknown>} what */
  async #do(what) {
    this.#busy = true;
    await what();
    this.#busy = false;
    this.requestUpdate();
  }
}
customElements.define('ct-offers', Offers);
