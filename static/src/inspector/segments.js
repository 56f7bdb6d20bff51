/**
 * What carried the step on show: its line inside a segment inside a datagram, and every
 * segment with ports, numbers relative to the initial ones, flags, and what became of it.
 */
import { html, nothing } from 'lit';
import { Carriers } from '../model/segment-carriers.js';
import { PageElement, watching } from '../core/page-element.js';
import { decode, linesOf } from '../model/wire-text.js';

/** @typedef {import('../model/segment-carriers.js').Row} Row */

const ROWS_MAX = 12;
const WORDS_MAX = 46;

class Segments extends PageElement {
  static watches = watching('store', 'playhead', 'texts', 'prefs');
  static late = 40;
  /** @type {Carriers | null} */ #carriers = null;

  render() {
    const { step, covered } = this.playhead;
    if (!step || covered) return nothing;
    this.#carriers ??= new Carriers(this.store);
    const rows = this.#carriers.of(step);
    const wide = this.ctx.prefs.values.lens === 'network';
    const main = rows[this.playhead.segment] ?? rows.find((row) => row.length) ?? rows[0];
    return html`<section class="ct-card ct-segments"><h2>${this.t('ui.lens.title')}</h2>
      ${
        main
          ? html`${this.#nest(main, step, wide)}${this.#table(rows, wide)}`
          : html`<p
        >${this.t('ui.lens.none')}</p>`
      }</section>`;
  }

  /** The line in its wrappings, from the outside in. @param {Row} row
   * @param {import('../types.d.ts').Step} step @param {boolean} wide */
  #nest(row, step, wide) {
    const inner = html`<div class="ct-nest-in"><b
      >${this.t(row.length ? 'ui.lens.line' : 'ui.lens.empty')}</b>
      ${row.length ? html`<code translate="no">${this.#words(step)}</code>` : nothing}</div>`;
    const segment =
      row.kind === 'icmp'
        ? nothing
        : html`<div class="ct-nest-mid"><b>${this.t(`ui.lens.${row.kind}`)}</b>
      <span translate="no">${row.ports[0]} → ${row.ports[1]}${
        row.flags
          ? html` ·
        ${row.flags}`
          : nothing
      }</span>${inner}</div>`;
    if (!wide) return html`<div class="ct-nest">${segment}</div>`;
    return html`<div class="ct-nest"><div class="ct-nest-out"><b>${this.t('ui.lens.datagram')}</b>
      <span translate="no">${this.#ip(row.from)} → ${this.#ip(row.to)}</span>${segment}</div></div
        >`;
  }

  /** @param {import('../types.d.ts').Step} step */
  #words(step) {
    const { protocol, head, text } = step.beat;
    const [first = ''] =
      protocol === 'dns' ? [`${head} ${text}`] : linesOf(decode(step.octets ?? ''));
    return first.length > WORDS_MAX ? `${first.slice(0, WORDS_MAX)}…` : first;
  }

  /** @param {string} host */
  #ip(host) {
    return this.model.hosts[host]?.ip ?? host;
  }

  /** @param {Row[]} rows @param {boolean} wide */
  #table(rows, wide) {
    const heads = ['from', 'flags', 'seq', 'ack', 'length'];
    const more = rows.length - ROWS_MAX;
    return html`<table><caption class="ct-vh">${this.t('ui.lens.table')}</caption>
      <thead><tr>${heads.map((head) => html`<th scope="col">${this.t(`ui.lens.${head}`)}</th>`)}</tr
        ></thead>
      <tbody>${rows.slice(0, ROWS_MAX).map((row, i) => this.#row(row, i, wide))}</tbody></table>
      ${more > 0 ? html`<p class="ct-hint">${this.t('ui.lens.more', { n: more })}</p>` : nothing}
      <p class="ct-hint">${this.t('ui.lens.relative')}</p>`;
  }

  /** @param {Row} row @param {number} i @param {boolean} wide */
  #row(row, i, wide) {
    const fate = row.lost ? 'lost' : row.attempt > 1 ? 'again' : '';
    const tcp = row.kind === 'tcp';
    return html`<tr class=${row.lost ? 'ct-lost' : ''}
      aria-current=${i === this.playhead.segment ? 'step' : nothing}>
      <th scope="row">${this.hostName(row.from)}<small translate="no"
        >${wide ? this.#ip(row.from) : row.ports[0] || nothing}</small></th>
      <td translate="no">${row.flags || row.kind.toUpperCase()}${
        fate
          ? html`<em
        >${this.t(`ui.lens.${fate}`, { n: row.attempt })}</em>`
          : nothing
      }</td>
      <td>${tcp ? row.seq : '–'}</td><td>${tcp && row.flags.includes('ACK') ? row.ack : '–'}</td><td
        >${row.length}</td></tr>`;
  }
}
customElements.define('ct-segments', Segments);
