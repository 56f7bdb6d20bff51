/**
 * The lens: which layer one looks at. Application is the page as it is; Transport and
 * Network show below it what carried the step (segments.js, fetched when first wanted).
 */
import { html, nothing } from 'lit';
import { lazy, Piece } from '../core/lazy-piece.js';
import { LAYERS } from '../core/prefs.js';
import { PageElement, watching } from '../core/page-element.js';

const SEGMENTS = new Piece(() => import('./segments.js'), 'segments');

class Lens extends PageElement {
  static watches = watching('texts', 'prefs');

  render() {
    const { prefs } = this.ctx;
    const { lens } = prefs.values;
    return html`<div class="ct-lens" data-keys="c" role="group"
      aria-label=${this.t('ui.lens.name')}>${LAYERS.map(
        (layer) => html`<button
        aria-pressed=${layer === lens} @click=${() => prefs.set('lens', layer)}
        >${this.t(`ui.lens.${layer || 'application'}`)}</button>`,
      )}</div>
      ${lens ? lazy(SEGMENTS, () => html`<ct-segments></ct-segments>`) : nothing}`;
  }
}
customElements.define('ct-lens', Lens);
