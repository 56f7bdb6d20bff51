/** The first screen: three doors in plain words. */
import { html } from 'lit';
import { scenes } from '../../drawings/scenes.js';
import { PageElement, watching } from '../../core/page-element.js';

const DOORS = ['watch', 'type', 'learn'];

class Home extends PageElement {
  static watches = watching('texts');

  render() {
    return html`<div class="ct-home">
      <h1>${this.t('ui.home.title')}</h1>
      <p>${this.t('ui.home.lead')}</p>
      <ul class="ct-doors">${DOORS.map(
        (page) => html`<li>
        <a class="ct-door" href=${this.ctx.route.href(page)}>${scenes[page]}
          <b>${this.t(`ui.door.${page}`)}</b><span>${this.t(`ui.door.${page}.more`)}</span></a></li
            >`,
      )}</ul>
      <p class="ct-home-more"><a class="ct-link" href=${this.ctx.route.href('scenarios')}
        >${this.t('ui.home.scenarios')}</a></p>
    </div>`;
  }
}
customElements.define('ct-home', Home);
