/**
 * The ready-made worlds one can open: which machines there are, and what one can see. Each
 * is a lab of its own, kept while the server lives.
 */
import { html } from 'lit';
import { Asked, drawAwaited } from '../../core/asked.js';
import { PageElement, watching } from '../../core/page-element.js';

/**
 * @typedef {{name: string, title: Record<string, string>, about: Record<string, string>}} Scenario
 */

class Scenarios extends PageElement {
  static watches = watching('texts', 'link');

  constructor() {
    super();
    /** @type {Asked<Scenario[]>} */ this.asked = new Asked(this, () => '/scenarios.json');
  }

  render() {
    const { lang } = this.ctx.texts;
    const { value: list } = this.asked;
    if (!list) return drawAwaited(this.t, this.asked);
    return html`<div class="ct-sc"><h2>${this.t('ui.scenarios.title')}</h2><p
      class="ct-hint">${this.t('ui.scenarios.help')}</p>
      <ul>${list.map(
        (each) => html`<li><a href=${`/escenario/${each.name}#/watch`}
          aria-current=${this.#here(each) ? 'page' : 'false'}>
        <b>${each.title[lang]}</b><span>${each.about[lang]}</span>${
          this.#here(each)
            ? html`<small
          >${this.t('ui.scenarios.here')}</small>`
            : ''
        }</a></li>`,
      )}</ul></div>`;
  }

  /** @param {Scenario} each */
  #here(each) {
    return each.name === this.ctx.boot.scenario && !this.ctx.boot.lesson;
  }
}
customElements.define('ct-scenarios', Scenarios);
