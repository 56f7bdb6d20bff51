/**
 * Tells who came by a permalink, or shows somebody's attempt, where they are: at a moment of
 * somebody's story, in a lab of their own. It goes once they go on from there.
 */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../core/page-element.js';
import { connected } from '../model/terminals.js';

class LandedBar extends PageElement {
  static watches = watching('texts', 'store');
  static properties = { over: { state: true } };

  constructor() {
    super();
    /** they go on */ this.over = false;
  }

  /** The line of the story that the link led to; it grows when somebody acts at its end. */
  get #untouched() {
    const { branch, moment } = this.ctx.boot;
    return this.store.branch === branch && this.store.next <= (moment?.last ?? 0) + 1;
  }

  /** Where a terminal is open one types on, else one acts on the stage. */
  #goOn = () => {
    this.over = true;
    if (connected(this.model)) this.ctx.route.go('type');
    if (this.ctx.link.wouldFork) this.ctx.link.say({ key: 'ui.moment.go_on.watch' });
  };

  render() {
    if (this.over || !this.#untouched) return nothing;
    const landed = this.ctx.boot.moment?.attempt ? 'ui.moment.attempt' : 'ui.moment.landed';
    return html`<p class="ct-notice" role="status">${this.t(landed)}
      <button class="ct-button ct-small" @click=${this.#goOn}>${this.t('ui.moment.go_on')}</button
      ></p>`;
  }
}
customElements.define('ct-landed-bar', LandedBar);
