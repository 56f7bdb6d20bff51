/**
 * The details of the step on show: where its session stands, the line itself octet by octet,
 * what it means and where the standard says so, and what the server holds because of it.
 * Three cards, each a part of its own: while the story plays they are drawn one a frame.
 */
import { html } from 'lit';
import { PageElement, watching } from '../core/page-element.js';
import './server-holds.js';
import './line.js';
import './session.js';

class Inspector extends PageElement {
  static watches = watching('store', 'playhead', 'texts');
  static late = 3;

  render() {
    const { told: step, covered } = this.playhead;
    if (!step) return html`<p class="ct-hint ct-card">${this.t('ui.inspector.none')}</p>`;
    if (covered) {
      return html`<section class="ct-card"><h2>${this.t('ui.ask.name')}</h2><p
        >${this.t('ui.ask.help')}</p></section>`;
    }
    const { protocol, shape } = step.beat;
    const first = shape === 'letter' ? 'ct-letter-first' : '';
    return html`<div class=${`ct-inspect ct-${protocol} ${first}`}>
      <ct-inspector-session></ct-inspector-session><ct-inspector-line></ct-inspector-line>
      <ct-inspector-holds></ct-inspector-holds></div>`;
  }
}
customElements.define('ct-inspector', Inspector);
