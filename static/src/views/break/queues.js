/**
 * The queues of all servers, and the way to the next attempt: the clock jumps, and whatever
 * would go off before is named first. It refuses to jump unasked.
 */
import { html, nothing } from 'lit';
import { queued } from '../../drawings/queued-message.js';
import { ui } from '../../drawings/icons.js';
import { PageElement, watching } from '../../core/page-element.js';

/**
 * @typedef {{ next: number, after_s: number, expires: import('../../types.d.ts').Text[] }} Asked
 */

class BenchQueue extends PageElement {
  static watches = watching('store', 'playhead', 'texts', 'link');
  static late = 21;
  static properties = { asked: { state: true } };

  constructor() {
    super();
    /** what skipping would bring, once asked @type {Asked | null} */ this.asked = null;
  }

  render() {
    const { queues, order, epoch, waiting } = this.model;
    const waits = order.filter((id) => queues[id]?.length);
    return html`<section class="ct-card ct-bench-queue"><h2>${this.t('ui.break.queue')}</h2>
      ${
        waits.length
          ? waits.map(
              (id) => html`<h3>${this.hostName(id)}</h3>
        <ul class="ct-plain">${queues[id].map((item) => queued(item, epoch, this.t))}</ul>`,
            )
          : html`<p>${this.t('ui.break.queue.empty')}</p>`
      }
      ${waiting.retry_us ? this.#skip() : nothing}</section>`;
  }

  #skip() {
    const { asked } = this;
    const { mayAct } = this.ctx.link;
    if (asked?.next !== this.store.next) {
      return html`<button class="ct-button" ?disabled=${!mayAct}
        @click=${this.#ask}>${ui.clock}<span>${this.t('ui.break.skip')}</span></button>`;
    }
    const minutes = asked.after_s >= 90;
    const n = minutes ? Math.round(asked.after_s / 60) : asked.after_s;
    return html`<div class="ct-term-bar ct-warn ct-skip-ask" role="group"
      aria-label=${this.t('ui.break.skip')}>
      <p>${this.t(minutes ? 'ui.world.skip_minutes' : 'ui.world.skip_seconds', { n })}</p>
      <ul class="ct-plain">${asked.expires.map((one) => html`<li>${this.say(one)}</li>`)}</ul>
      <button class="ct-button ct-small" @click=${() => {
        this.asked = null;
        this.ctx.link.act({ act: 'skip', to: 'retry' });
      }}
        >${this.t('ui.world.skip_go')}</button>
      <button class="ct-button ct-small" @click=${() => {
        this.asked = null;
      }}>${this.t('ui.world.skip_stay')}</button></div>`;
  }

  #ask = async () => {
    const answer = await this.ctx.link.waits('retry');
    if (!answer.ok) return;
    this.asked = /** @type {any} */ ({ ...answer, next: this.store.next });
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector('.ct-skip-ask button'))?.focus();
  };
}
customElements.define('ct-bench-queue', BenchQueue);
