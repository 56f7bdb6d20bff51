/** What each way of reading has cost: a table of measured numbers, and the same as bars. */
import { html, nothing } from 'lit';
import { KINDS, costs, since } from './reading-costs.js';
import { PageElement, watching } from '../../core/page-element.js';
import { withTerms } from '../../drawings/terms.js';

/** @typedef {import('./reading-costs.js').Cost} Cost */

class Meters extends PageElement {
  static watches = watching('store', 'playhead', 'texts');
  static properties = { hosts: { attribute: false }, zero: { state: true } };

  constructor() {
    super();
    /** ids of the machines that are compared @type {string[]} */ this.hosts = [];
    /** counted from here @type {{epoch: string, step: number, costs: Cost[]} | null} */ this.zero =
      null;
  }

  get #now() {
    const at_us = this.store.events[this.store.at - this.store.base]?.at_us ?? 0;
    return costs(Object.values(this.model.conns), at_us).filter((cost) =>
      this.hosts.includes(cost.client),
    );
  }

  get #where() {
    return `${this.store.epoch} ${this.store.branch}`;
  }

  render() {
    const zero =
      this.zero?.epoch === this.#where && this.zero.step <= this.playhead.index ? this.zero : null;
    const found = zero ? since(this.#now, zero.costs) : this.#now;
    return html`<section class="ct-mt" aria-labelledby="ct-mt-title"><h2
      id="ct-mt-title">${this.t('ui.meters.title')}</h2>
      <p class="ct-hint">${withTerms(this.t('ui.meters.help'), this)}</p>
      <p><button class="ct-button ct-small" @click=${this.#reset}
        >${this.t('ui.meters.zero')}</button>
        ${
          zero
            ? html`<span class="ct-hint"
          >${this.t('ui.meters.zeroed', { step: zero.step + 1 })}</span>`
            : nothing
        }</p>
      ${
        found.length
          ? html`${this.#table(found)}${this.#chart(found)}`
          : html`<p
        class="ct-hint">${this.t('ui.meters.none')}</p>`
      }</section>`;
  }

  #reset = () => {
    this.zero = { epoch: this.#where, step: this.playhead.index, costs: this.#now };
  };

  /** @param {Cost} cost */
  #name(cost) {
    const inner = this.model.hosts[cost.client]?.role === 'server';
    return inner ? this.t('ui.meters.inside', { host: cost.client }) : this.hostName(cost.client);
  }

  /** @param {Cost[]} found */
  #table(found) {
    const columns = ['device', 'protocol', 'conns', 'up', 'down', 'trips', 'time'];
    return html`<div class="ct-mt-scroll" tabindex="0" role="group"
      aria-labelledby="ct-mt-title"><table>
      <thead><tr>${columns.map(
        (column) => html`<th scope="col">${this.t(`ui.meters.${column}`)}</th
        >`,
      )}</tr></thead>
      <tbody>${found.map(
        (cost) => html`<tr class=${`ct-${cost.protocol}`}><th scope="row">${this.#name(cost)}</th>
        <td><span class="ct-tag" translate="no">${cost.protocol.toUpperCase()}</span></td><td
          >${cost.conns}</td>
        <td>${this.t('ui.compare.number', { count: cost.up })}</td><td
          >${this.t('ui.compare.number', { count: cost.down })}</td>
        <td>${cost.trips}</td><td>${this.t('ui.meters.ms', {
          count: Math.round(cost.time_us / 1000),
        })}</td></tr>`,
      )}</tbody></table></div>`;
  }

  /** @param {Cost[]} found */
  #chart(found) {
    const most = Math.max(...found.map((cost) => cost.up + cost.down));
    const width = (/** @type {number} */ octets) => `width:${((octets / most) * 100).toFixed(2)}%`;
    return html`<figure class="ct-mt-chart"><figcaption>${this.t('ui.meters.chart')}
        ${KINDS.map(
          (kind) => html`<span><i class=${`ct-mt-${kind}`}></i
          >${this.t(`ui.meters.${kind}`)}</span>`,
        )}</figcaption>
      ${found.map(
        (cost) => html`<div class="ct-mt-row"><b>${this.#name(cost)} · <span
          translate="no">${cost.protocol.toUpperCase()}</span></b>
        <div class="ct-mt-bar">${KINDS.map(
          (kind) => html`<i class=${`ct-mt-${kind}`} style=${width(cost.kinds[kind])}
          title="${this.t(`ui.meters.${kind}`)}: ${this.t('ui.octets', {
            count: cost.kinds[kind],
          })}"></i>`,
        )}</div>
        <small>${this.t('ui.octets', { count: cost.up + cost.down })}</small></div>`,
      )}</figure>`;
  }
}
customElements.define('ct-meters', Meters);
