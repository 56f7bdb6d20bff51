/** The first screen: three doors in plain words. */
import { html } from 'lit';
import { ui } from '../icons.js';
import { registerPage } from '../pages.js';
import { Part } from '../part.js';

const DOORS = [
  { page: 'watch', icon: ui.stage, key: 'ui.door.watch' },
  { page: 'type', icon: ui.term, key: 'ui.door.type' },
  { page: 'learn', icon: ui.book, key: 'ui.door.learn' },
];

class Home extends Part {
  static watches = /** @type {import('../part.js').Source[]} */ (['texts']);

  render() {
    return html`<div class="ct-home">
      <h1>${this.t('ui.home.title')}</h1>
      <p>${this.t('ui.home.lead')}</p>
      <ul class="ct-doors">${DOORS.map((door) => html`<li>
        <a class="ct-door" href=${this.ctx.route.href(door.page)}>${door.icon}
          <b>${this.t(door.key)}</b><span>${this.t(`${door.key}.more`)}</span></a></li>`)}</ul>
    </div>`;
  }
}
customElements.define('ct-home', Home);

registerPage({
  id: 'home', title: 'ui.home.name', icon: 'stage', order: 0, render: () => html`<ct-home></ct-home>`,
});
