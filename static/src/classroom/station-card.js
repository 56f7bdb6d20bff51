/**
 * One's own computer in the network of the class: who one is there, and what a server asks. The
 * password stays covered until one wants it: others look on.
 */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../core/page-element.js';

class StationCard extends PageElement {
  static watches = watching('texts', 'classroom', 'store');

  render() {
    const station = this.ctx.classroom?.station;
    if (!station) return nothing;
    const { lab, address, server, user, password } = station;
    const held = this.model.mailboxes[address]?.messages.length ?? 0;
    const said = { user, password, server };
    return html`<div class="ct-station"><p>${this.t('ui.network.you')} <b translate="no"
      >${address}</b></p>
      <a class="ct-button ct-small" href=${this.ctx.route.href('boxes')}
        >${this.t('ui.network.mailbox', { n: held })}</a>
      <details><summary class="ct-button ct-small">${this.t('ui.network.account')}</summary>
        <dl>${Object.entries(said).map(
          ([name, value]) => html`<div><dt>${this.t(`ui.network.${name}`)}</dt><dd
          translate="no">${value}</dd></div>`,
        )}</dl>
        <a class="ct-link" href=${`/lab/${encodeURIComponent(lab)}/pasarela`} target="_blank"
          >${this.t('ui.network.own_program')}</a></details></div>`;
  }
}
customElements.define('ct-station-card', StationCard);
