/**
 * The strip of a phone, where the stage shows only two machines: all the stations of the
 * letter's journey with the place it has reached, and the envelope as it stands.
 */
import { html, nothing } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { innerHost, pairAt } from '../../stage/columns.js';
import { smallEnvelope } from '../../drawings/envelope.js';
import { shortNames } from './short-names.js';
import { PageElement, watching } from '../../core/page-element.js';
import { connAt, hasEnvelope } from '../../model/step-subjects.js';

class Journey extends PageElement {
  static watches = watching('store', 'playhead', 'texts');

  render() {
    const { step, index } = this.playhead;
    const { order } = this.model;
    const pair = pairAt(this.store.steps, index, order);
    const inner = innerHost(step);
    const conn = step && connAt(this.model, step);
    const here = (/** @type {string} */ id) =>
      inner ? id === inner : pair?.left === id || pair?.right === id;
    const short = shortNames(order.map((id) => this.hostName(id)));
    const names = order
      .filter(here)
      .map((id) => this.hostName(id))
      .join(', ');
    return html`<div class=${`ct-journey ct-${step?.beat.protocol ?? 'local'}`}>
      <p class="ct-vh">${this.t('ui.journey.here', { names })}</p>
      <div class="ct-stations" aria-hidden="true">${order.map(
        (id, i) => html`<i
        class=${classMap({ 'ct-here': here(id), 'ct-round': this.model.hosts[id].role === 'mua' })}
        >${short[i]}</i>`,
      )}</div>
      ${
        step && conn && hasEnvelope(conn, inner)
          ? html`<div aria-hidden="true" class=${inner ? 'ct-checking' : ''}>${smallEnvelope(
              conn,
              { phase: step.beat.phase, landed: this.playhead.arrived },
              this.t,
            )}</div>`
          : nothing
      }
    </div>`;
  }
}
customElements.define('ct-journey', Journey);
