/**
 * Above the page of a scene: what it proves, and the way on. When it is opened, what
 * happens there happens, and the event to look at is on show; a reload stays where it was.
 */
import { html, nothing } from 'lit';
import { fetchJson } from '../core/fetch-json.js';
import { busy } from '../core/busy.js';
import { PageElement, watching } from '../core/page-element.js';
import { storage } from '../core/prefs.js';
import { keepSeen } from '../model/seen-scenes.js';
import { isReload } from './remembered-place.js';
import { drawVerdict } from '../drawings/claim.js';

/** @typedef {import('../types.d.ts').ClaimPage} Claim */

class SceneBar extends PageElement {
  static watches = watching('texts', 'link');
  static properties = { claims: { state: true }, open: { state: true } };

  constructor() {
    super();
    /** in the order of the course; null: on their way @type {Claim[] | null} */
    this.claims = null;
    /** the explanation is on show where there is little room */ this.open = false;
  }

  #waiting = this.ctx.boot.may_act && !isReload();
  /** the scene is on show, or cannot be */ #done = busy();

  connectedCallback() {
    super.connectedCallback();
    this.#fetch();
    if (!this.#waiting) this.#done();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#done();
  }

  async #fetch() {
    try {
      /** @type {[import('../types.d.ts').SlidePage[], Claim[]]} */
      const [slides, beliefs] = await Promise.all([
        fetchJson('/slides.json'),
        fetchJson('/misconceptions.json'),
      ]);
      this.claims = [...slides.flatMap(({ claims }) => claims), ...beliefs];
    } catch {
      this.claims = [];
    }
  }

  /** As soon as this visitor may act, once. */
  updated() {
    if (!this.#waiting || !this.ctx.link.mayAct) return;
    this.#waiting = false;
    this.#show().finally(this.#done);
  }

  async #show() {
    const { scene } = this.ctx.boot;
    if (!scene) return;
    const answer = await this.ctx.link.scene(scene);
    if (!answer.ok) return;
    keepSeen(storage('localStorage'), scene);
    await this.arrived(answer.seq ?? 0);
    this.playhead.seek(this.store.stepAt(answer.at ?? 0));
  }

  render() {
    const { boot, texts } = this.ctx;
    if (!this.claims) return html`<aside class="ct-scene"></aside>`;
    const index = this.claims.findIndex(({ scene }) => scene === boot.scene);
    if (index < 0) return nothing;
    const claim = this.claims[index];
    const next = this.claims.slice(index + 1).find(({ address }) => address);
    return html`<aside class="ct-scene" aria-label=${this.t('ui.map.scene')}
      ?data-open=${this.open}>
      <a class="ct-link" href=${this.#home(claim)}>${claim.id}</a>
      <p>${claim.says[texts.lang]} ${drawVerdict(claim.verdict, this)}
        <button aria-expanded=${this.open} @click=${() => (this.open = !this.open)}
          >${this.t('ui.map.truth')}</button> <b>${claim.truth[texts.lang] ?? ''}</b></p>
      ${
        next
          ? html`<a class="ct-link" href=${next.address}
        >${this.t('ui.map.next_scene')}</a>`
          : nothing
      }
    </aside>`;
  }

  /** Back to where it stands. @param {Claim} claim */
  #home(claim) {
    const [slide] = claim.id.split('.');
    return slide.startsWith('S') ? `/mapa#/map/${slide}` : '/mapa#/map/beliefs';
  }
}
customElements.define('ct-scene-bar', SceneBar);
