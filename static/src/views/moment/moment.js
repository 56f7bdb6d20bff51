/**
 * «Enlace a este momento»: the address of the step on show, to copy, to print and to scan.
 *
 * Whoever opens it gets a lab of their own. It is made from what was done (`permalink`), so it
 * works without a server; a server adds a short code and a picture. It refuses to show
 * anybody's lab as it goes on: that is sharing, and it says so.
 */
import { html, nothing } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { fetchJson } from '../../core/fetch-json.js';
import { PageElement, watching } from '../../core/page-element.js';
import { pageOf } from '../../core/page-registry.js';
import { copyText } from '../../drawings/copy-text.js';
import { ui } from '../../drawings/icons.js';

/** @typedef {import('../../types.d.ts').SharedPermalink} Shared */

class Moment extends PageElement {
  static watches = watching('texts', 'store', 'playhead', 'link');
  static properties = { shared: { state: true }, wrong: { state: true }, copied: { state: true } };

  #made = '';
  #view = this.#viewBefore();

  constructor() {
    super();
    /** null: on its way @type {Shared | null} */ this.shared = null;
    /** why there is none @type {import('../../types.d.ts').Text | null} */ this.wrong = null;
    /** what came of copying, by address @type {Record<string, boolean>} */ this.copied = {};
  }

  connectedCallback() {
    super.connectedCallback();
    this.playhead.pause();
  }

  /** The page one came from, where it shows a moment. */
  #viewBefore() {
    const { id, rest } = this.ctx.route.before;
    if (!id || !pageOf(id).moment) return '';
    return rest ? `${id}/${rest}` : id;
  }

  /** The step on show, and the world beside it. */
  get #shown() {
    const seq = Math.max(0, this.playhead.step?.seq ?? 0);
    return { seq, until: Math.max(seq, this.store.at), view: this.#view };
  }

  updated() {
    const { seq } = this.#shown;
    const now = `${this.store.branch}/${seq}/${this.ctx.link.state}`;
    if (this.#made === now || this.ctx.link.state !== 'live' || !this.store.next) return;
    this.#made = now;
    this.#make(now);
  }

  /** @param {string} now */
  async #make(now) {
    this.shared = null;
    this.wrong = null;
    this.copied = {};
    const shown = this.#shown;
    const answer = await this.ctx.link.permalink(shown);
    if (this.#made !== now) return;
    if (!answer.ok) {
      this.wrong = answer.error ?? { key: 'ui.error.refused' };
      return;
    }
    const address = this.ctx.route.whole(`/enlace/${answer.permalink}`);
    const bare = { address, long: address, kept: false, here_only: false, qr: '' };
    const shared = await this.#short(shown).catch(() => bare);
    if (this.#made !== now) return;
    if (shared.address) this.shared = shared;
    else this.wrong = { key: 'permalink.session_too_long' };
  }

  /** What the server makes of it. @param {{seq: number, until: number, view: string}} shown */
  #short(shown) {
    const { lab } = this.ctx.boot;
    const body = JSON.stringify({ lab, branch: this.store.branch, ...shown });
    return fetchJson(`/lab/${lab}/enlace.json`, { method: 'POST', body });
  }

  render() {
    return html`<div class="ct-moment"><section class="ct-card">
      <p>${this.t('ui.moment.lead')}</p>
      ${this.#step()}
      ${this.wrong ? this.#sorry(this.wrong) : this.#way()}
    </section>${this.#sharing()}</div>`;
  }

  /** @param {import('../../types.d.ts').Text} why */
  #sorry(why) {
    return html`<p class="ct-notice" role="alert">${this.say(why)}</p>`;
  }

  #step() {
    const { index, last, step } = this.playhead;
    if (!step) return html`<p class="ct-moment-step">${this.t('ui.moment.none')}</p>`;
    return html`<p class="ct-moment-step"><b
      >${this.t('ui.moment.step', { step: index + 1, total: last + 1 })}</b>
      ${this.playhead.covered ? nothing : this.say(step.say)}</p>`;
  }

  #way() {
    const { shared } = this;
    if (!shared) return html`<p role="status">${this.t('ui.moment.making')}</p>`;
    return html`
      ${this.#address('ui.moment.address', shared.address, true)}
      ${shared.kept ? html`<p class="ct-hint">${this.t('ui.moment.short.about')}</p>` : nothing}
      ${shared.here_only ? html`<p class="ct-hint">${this.t('ui.moment.here_only')}</p>` : nothing}
      ${
        shared.qr
          ? html`<div class="ct-moment-qr" role="img" aria-label=${this.t('ui.moment.qr')}
        >${unsafeHTML(shared.qr)}</div>`
          : nothing
      }
      ${
        shared.long && shared.long !== shared.address
          ? html`<details><summary>${this.t('ui.moment.long')}</summary>
        <p class="ct-hint">${this.t('ui.moment.long.about')}</p>
        ${this.#address('ui.moment.long', shared.long, false)}</details>`
          : nothing
      }
      <p class="ct-row"><button class="ct-button" @click=${() => print()}
        >${ui.sheet}<span>${this.t('ui.moment.print')}</span></button></p>`;
  }

  /** @param {string} name @param {string} address @param {boolean} main */
  #address(name, address, main) {
    const copied = this.copied[address];
    const button = main ? 'ct-button ct-go' : 'ct-button';
    return html`<div class="ct-moment-address">
      <code translate="no" tabindex="0" aria-label=${this.t(name)}>${address}</code>
      <button class=${button} @click=${this.#copy} .value=${address}>${ui.copy}<span
        >${this.t('ui.moment.copy')}</span></button>
      <span role="status">${
        copied === undefined
          ? nothing
          : this.t(copied ? 'ui.moment.copied' : 'ui.moment.not_copied')
      }</span></div>`;
  }

  /** @param {Event} event */
  #copy = async (event) => {
    const button = /** @type {HTMLButtonElement} */ (event.currentTarget);
    const address = button.value;
    const copied = await copyText(address);
    if (!copied) getSelection()?.selectAllChildren(/** @type {Node} */ (button.previousSibling));
    this.copied = { ...this.copied, [address]: copied };
  };

  #sharing() {
    const { share_page: page } = this.ctx.boot;
    if (!page) return nothing;
    return html`<p class="ct-moment-share">${this.t('ui.moment.share')}
      <a href=${`${page}?lang=${this.ctx.texts.lang}`}>${this.t('ui.more.share')}</a></p>`;
  }
}
customElements.define('ct-moment', Moment);
