/**
 * «Más»: the way to the pages beside the three doors. It shows only what is registered,
 * and nothing while nothing is. At the top it opens downwards, among the phone's tabs
 * upwards; while one of its pages is open it is marked as where one is, under its own name.
 *
 * A plain disclosure with links, not an ARIA menu: links stay links (open in a new tab,
 * list of links), Tab goes through them, arrows too, Escape closes it.
 */
import { html, nothing } from 'lit';
import { ui } from '../drawings/icons.js';
import { furtherPages } from '../core/page-registry.js';
import { PageElement, watching } from '../core/page-element.js';

class More extends PageElement {
  static watches = watching('texts', 'route');
  static properties = { open: { state: true }, tab: { type: Boolean } };

  constructor() {
    super();
    this.open = false;
    /** it stands among the phone's tabs */ this.tab = false;
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('pointerdown', this.#onPointer);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this.#onPointer);
  }

  render() {
    const { boot, route } = this.ctx;
    const places = furtherPages(boot);
    if (!places.length) return nothing;
    const here = places.find((page) => page.id === route.place.id);
    const list = this.tab ? 'ct-more-tab' : 'ct-more-top';
    return html`<div class="ct-more" @keydown=${this.#onKey} @focusout=${this.#onFocusOut}>
      <button class="ct-more-button" data-keys=${places.flatMap(({ key }) => key ?? []).join(' ')}
        aria-expanded=${this.open} aria-controls=${list}
        aria-current=${here ? 'page' : nothing}
        @click=${() => {
          this.open = !this.open;
        }}>${this.tab ? ui.more : nothing}<span
        >${this.t('ui.nav.more')}</span>${this.tab ? nothing : ui.down}</button>
      <ul class="ct-more-list" id=${list} ?hidden=${!this.open}>${places.map(
        (page) => html`<li>
        <a href=${
          page.leads ? `${page.leads(boot)}?lang=${this.ctx.texts.lang}` : route.href(page.id)
        } aria-current=${page === here ? 'page' : nothing} @click=${() => {
          this.open = false;
        }}>
          ${ui[page.icon]}<b>${this.t(page.title)}</b>${
            page.about
              ? html`<span
            >${this.t(page.about)}</span>`
              : nothing
          }</a></li>`,
      )}</ul>
    </div>`;
  }

  get #button() {
    return /** @type {HTMLElement | null} */ (this.querySelector('.ct-more-button'));
  }

  #onPointer = (/** @type {Event} */ event) => {
    if (!(event.target instanceof Node && this.contains(event.target))) this.open = false;
  };

  #onFocusOut = (/** @type {FocusEvent} */ event) => {
    if (event.relatedTarget instanceof Node && !this.contains(event.relatedTarget))
      this.open = false;
  };

  /** Keys of the list; the page's own keys (arrows step) must not hear them. */
  #onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === 'Escape' && this.open) {
      this.open = false;
      this.#button?.focus();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      this.open = true;
      this.updateComplete.then(() => this.#move(event.key === 'ArrowDown' ? 1 : -1));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** @param {1 | -1} by */
  #move(by) {
    const links = /** @type {HTMLElement[]} */ ([...this.querySelectorAll('.ct-more-list a')]);
    const at = links.indexOf(/** @type {any} */ (document.activeElement));
    const next = at < 0 ? (by > 0 ? 0 : links.length - 1) : (at + by + links.length) % links.length;
    links[next].focus();
  }
}
customElements.define('ct-more', More);
