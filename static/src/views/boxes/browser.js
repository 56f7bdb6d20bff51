/**
 * The window of a simulated browser: it draws the HTML that really came over the simulated
 * network, and its links and forms are requests there. Only plain elements are drawn; no
 * script, style, picture or address of the page's own ever becomes part of this page.
 */
import { html, nothing } from 'lit';
import { ui } from '../../drawings/icons.js';
import { fetchOctets } from '../../core/fetch-letters.js';
import { PageElement, watching } from '../../core/page-element.js';

/** @typedef {(name: string) => string} Attribute */

/** Elements without any effect. @type {Record<string, (inside: unknown) => unknown>} */
const PLAIN = {
  H1: (inside) => html`<h3>${inside}</h3>`,
  P: (inside) => html`<p>${inside}</p>`,
  B: (inside) => html`<b>${inside}</b>`,
  PRE: (inside) => html`<pre>${inside}</pre>`,
  UL: (inside) => html`<ul>${inside}</ul>`,
  LI: (inside) => html`<li>${inside}</li>`,
  NAV: (inside) => html`<div class="ct-bw-nav">${inside}</div>`,
  TABLE: (inside) => html`<table>${inside}</table>`,
  TBODY: (inside) => html`<tbody>${inside}</tbody>`,
  TR: (inside) => html`<tr>${inside}</tr>`,
  TD: (inside) => html`<td>${inside}</td>`,
  LABEL: (inside) => html`<label>${inside}</label>`,
};

class Browser extends PageElement {
  static watches = watching('store', 'playhead', 'texts', 'link');
  static properties = { host: { attribute: false }, page: { state: true }, busy: { state: true } };

  constructor() {
    super();
    /** id of the browser's machine */ this.host = '';
    /** what is drawn @type {Document | null} */ this.page = null;
    this.busy = false;
  }

  #key = '';

  /** Another page is shown when the model says so. */
  willUpdate() {
    const shown = this.model.browsers?.[this.host];
    const key = shown
      ? `${this.store.epoch} ${this.store.branch} ${shown.stream} ${shown.offset}`
      : '';
    if (key === this.#key) return;
    this.#key = key;
    this.page = null;
    if (shown?.length) this.#fetch(key, shown);
  }

  /** @param {string} key @param {import('../../types.d.ts').BrowserPage} shown */
  async #fetch(key, { stream, offset, length }) {
    const octets = await fetchOctets(stream, offset, length).catch(() => null);
    if (key !== this.#key || !octets) return;
    const text = new TextDecoder().decode(octets);
    this.page = new DOMParser().parseFromString(text, 'text/html');
  }

  render() {
    const shown = this.model.browsers?.[this.host];
    const { mayAct } = this.ctx.link;
    const target = shown ? new URL(shown.address).pathname : '/';
    return html`<section class="ct-bw" aria-label=${this.t('ui.browser.name')}>
      <div class="ct-bw-bar"><button class="ct-ghost" ?disabled=${!mayAct}
        title=${this.t(shown ? 'ui.browser.reload' : 'ui.browser.open')}
          aria-label=${this.t(shown ? 'ui.browser.reload' : 'ui.browser.open')}
          @click=${() => this.#visit('GET', shown?.status ? target : '/')}>${ui.again}</button>
        <output class="ct-bw-address" aria-label=${this.t('ui.browser.address')}
          translate="no">${shown?.address ?? ''}</output>
        ${
          shown?.status
            ? html`<b class=${`ct-bw-status ct-c${String(shown.status)[0]}`}
          >${shown.status}</b>`
            : nothing
        }</div>
      <div class="ct-bw-page" role="group" tabindex="0"
        aria-label=${this.t('ui.browser.name')}>${this.#inside(shown, mayAct)}</div></section>`;
  }

  /** @param {import('../../types.d.ts').BrowserPage | undefined} shown @param {boolean} mayAct */
  #inside(shown, mayAct) {
    if (this.busy) return html`<p>${this.t('ui.browser.loading')}</p>`;
    if (!shown) {
      return html`<p>${this.t('ui.browser.none')}</p><button class="ct-button ct-go"
        ?disabled=${!mayAct}
        @click=${() => this.#visit('GET', '/')}>${this.t('ui.browser.open')}</button>`;
    }
    if (shown.problem) return html`<p>${this.t(`ui.browser.${shown.problem}`)}</p>`;
    return this.page ? this.#all(this.page.body) : nothing;
  }

  /** @param {Node} node */
  #all(node) {
    return [...node.childNodes].map((child) => this.#draw(child));
  }

  /** One node of the page as a plain element of ours; what is not listed here is only its inside.
   * @param {Node} node @returns {unknown} */
  #draw(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.nodeValue;
    if (!(node instanceof Element)) return nothing;
    const inside = this.#all(node);
    const active = this.#active[node.tagName];
    if (active) return active(inside, (name) => node.getAttribute(name) ?? '', node);
    return PLAIN[node.tagName]?.(inside) ?? inside;
  }

  /**
   * Elements that do something.
   * @type {Record<string, (inside: unknown, attribute: Attribute, node: Element) => unknown>}
   */
  #active = {
    BUTTON: (inside) =>
      html`<button class="ct-button ct-small" ?disabled=${!this.ctx.link.mayAct}>${inside}</button
        >`,
    A: (inside, attribute) =>
      html`<a class="ct-link" href=${this.ctx.route.href('boxes')}
        @click=${(/** @type {Event} */ event) => this.#follow(event, attribute('href'))}
        >${inside}</a>`,
    FORM: (inside, attribute) =>
      html`<form @submit=${(/** @type {SubmitEvent} */ event) =>
        this.#submit(event, attribute('method'), attribute('action'))}>${inside}</form>`,
    INPUT: (_inside, attribute) => this.#input(attribute),
    TEXTAREA: (_inside, attribute, node) =>
      html`<textarea name=${attribute('name')} rows="5" .value=${node.textContent ?? ''}></textarea
        >`,
    OPTION: (inside, attribute, node) =>
      html`<option value=${attribute('value') || node.textContent}>${inside}</option>`,
    SELECT: (inside, attribute) => html`<select name=${attribute('name')}>${inside}</select>`,
  };

  /** @param {Attribute} attribute */
  #input(attribute) {
    const type = ['password', 'hidden'].includes(attribute('type')) ? attribute('type') : 'text';
    return html`<input name=${attribute('name')} type=${type} .value=${attribute('value')}
      autocomplete="off" autocapitalize="off" spellcheck="false">`;
  }

  /** @param {Event} event @param {string} href */
  #follow(event, href) {
    event.preventDefault();
    if (href.startsWith('/')) this.#visit('GET', href);
  }

  /** @param {SubmitEvent} event @param {string} method @param {string} action */
  #submit(event, method, action) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const fields = /** @type {[string, string][]} */ (
      [...new FormData(form)].map(([name, value]) => [name, String(value)])
    );
    this.#visit(method.toUpperCase() === 'POST' ? 'POST' : 'GET', action, fields);
  }

  /** @param {'GET' | 'POST'} method @param {string} target @param {[string, string][]} [fields] */
  async #visit(method, target, fields = []) {
    if (this.busy) return;
    this.busy = true;
    const { host, ctx } = this;
    const act = { act: 'browse', host, method, target, fields, language: ctx.texts.lang };
    await ctx.link.act(act, { now: true });
    this.busy = false;
  }
}
customElements.define('ct-browser', Browser);
