/**
 * What an element shows of what its server knows: asked for when its address changes (a
 * language does that, too), kept while the next comes, and asked for again when the link
 * returns. What comes for an address that is no longer wanted is dropped.
 */
import { html, nothing } from 'lit';
import { fetchJson } from './fetch-json.js';

/** @typedef {{lost: boolean, again: () => unknown}} Awaited */

/** @template [T=any] */
export class Asked {
  /** @type {T | null} */ value = null;
  /** It could not be had; a value from before stays. */
  lost = false;
  #host;
  #address;
  #ask;
  #wanted = '';

  /**
   * @param {import('./page-element.js').PageElement} host  drawn again when there is news
   * @param {() => string} address  or whatever else `ask` takes; '': nothing is asked yet
   * @param {(address: string) => Promise<T>} [ask]
   */
  constructor(host, address, ask = fetchJson) {
    this.#host = host;
    this.#address = address;
    this.#ask = ask;
    host.addController(this);
  }

  hostConnected() {
    this.#host.ctx.link?.addEventListener('change', this.#onLink);
  }

  hostDisconnected() {
    this.#host.ctx.link?.removeEventListener('change', this.#onLink);
  }

  hostUpdate() {
    const address = this.#address();
    if (address !== this.#wanted) this.#want(address);
  }

  again = () => this.#want(this.#wanted);

  #live = true;
  #onLink = () => {
    const live = this.#host.ctx.link.state === 'live';
    if (live && !this.#live && this.lost) this.again();
    this.#live = live;
  };

  /** @param {string} address */
  async #want(address) {
    this.#wanted = address;
    this.lost = false;
    if (!address) return;
    const answer = await this.#ask(address).catch(() => null);
    if (address !== this.#wanted) return;
    this.lost = answer === null;
    this.value = answer ?? this.value;
    this.#host.requestUpdate();
  }
}

/**
 * In the place of what has not come: that it is slow, or lost and how to ask again.
 * @param {(key: string) => string} t @param {Awaited} awaited
 * @param {{title?: string, lost?: string}} [keys]  `title`: of a page that has no other now
 */
export const drawAwaited = (t, { lost: isLost, again }, { title, lost = 'ui.lazy.lost' } = {}) =>
  html`${title ? html`<h1 class="ct-vh">${t(title)}</h1>` : nothing}${
    isLost
      ? html`<div class="ct-lazy-lost" role="alert"><p>${t(lost)}</p>
        <button class="ct-button" @click=${again}>${t('ui.lazy.again')}</button></div>`
      : html`<p class="ct-lazy-slow" aria-busy="true">${t('ui.lazy.slow')}</p>`
  }`;
