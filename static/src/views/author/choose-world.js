/** In which ready-made world a lesson is played. */
import { html, nothing } from 'lit';
import { fetchJson } from '../../core/fetch-json.js';
import { PageElement, watching } from '../../core/page-element.js';

/** @typedef {import('../../types.d.ts').ScenarioCard} World */

class ChooseWorld extends PageElement {
  static watches = watching('texts');
  static properties = { list: { state: true } };

  constructor() {
    super();
    /** @type {World[] | null} */ this.list = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#load();
  }

  async #load() {
    this.list = await fetchJson('/scenarios.json').catch(() => []);
  }

  render() {
    if (!this.list) return nothing;
    const { lang } = this.ctx.texts;
    return html`<ul class="ct-author-worlds">${this.list.map(
      (each) => html`<li><a class="ct-link" href=${`/escenario/${each.name}#/author`}
      >${each.title[lang]}</a>: ${each.about[lang]}</li>`,
    )}</ul>`;
  }
}
customElements.define('ct-choose-world', ChooseWorld);
