/**
 * The same task in every way of reading mail, measured by the server on fresh copies of this
 * mailbox: a table and bars. A task's numbers are shown when it is chosen, so that one can
 * guess before.
 */
import { html, nothing } from 'lit';
import { Asked, drawAwaited } from '../../core/asked.js';
import { KINDS } from './reading-costs.js';
import { PageElement, watching } from '../../core/page-element.js';
import { withTerms } from '../../drawings/terms.js';

/** @typedef {import('../../types.d.ts').MeasuredTask} Row */
/** @typedef {import('../../types.d.ts').ComparisonPage} Comparison */

const TASKS = ['list', 'one', 'delete', 'offline'];
const PROTOCOLS = /** @type {Record<string, string>} */ ({
  retr: 'pop3',
  top: 'pop3',
  imap: 'imap',
  web: 'http',
});

class ComparisonTable extends PageElement {
  static watches = watching('texts');
  static properties = {
    task: { state: true },
    delay_us: { state: true },
  };

  constructor() {
    super();
    /** @type {Asked<Comparison>} */ this.asked = new Asked(
      this,
      () => `/scenarios/${this.ctx.boot.scenario}/comparison.json`,
    );
    /** what is shown, '' before anything is chosen */ this.task = '';
    this.delay_us = 20_000;
  }

  /** What came of it comes into sight. @param {string} task */
  async #choose(task) {
    this.task = task;
    await this.updateComplete;
    this.querySelector('.ct-cmp-finding')?.scrollIntoView({ block: 'start' });
  }

  render() {
    const { value: found } = this.asked;
    if (!found) return drawAwaited(this.t, this.asked);
    if (!found.rows.length) return nothing;
    const { letters, rows } = found;
    const delays = [...new Set(rows.map((row) => row.round_trip_us))];
    return html`<section class="ct-mt ct-cmp" aria-labelledby="ct-cmp-title"><h2
      id="ct-cmp-title">${this.t('ui.compare.title')}</h2>
      <p class="ct-hint">${withTerms(this.t('ui.compare.help', { letters }), this)}</p>
      <div class="ct-cmp-choice" role="group" aria-label=${this.t('ui.compare.tasks')}>${TASKS.map(
        (task) => html`<button class="ct-button"
        aria-pressed=${String(task === this.task)}
        @click=${() => this.#choose(task)}>${this.t(`ui.compare.task.${task}`)}</button>`,
      )}</div>
      ${
        this.task
          ? html`<div class="ct-cmp-choice" role="group" aria-label=${this.t('ui.compare.delay')}
            ><span>${this.t('ui.compare.delay')}</span>
        ${delays.map(
          (delay) => html`<button class="ct-button ct-small"
            aria-pressed=${String(delay === this.delay_us)}
          @click=${() => {
            this.delay_us = delay;
          }}>${this.t('ui.compare.delay_ms', { count: delay / 1000 })}</button>`,
        )}</div>
        ${this.#result(
          rows.filter((row) => row.task === this.task && row.round_trip_us === this.delay_us),
        )}`
          : nothing
      }</section>`;
  }

  /** @param {Row[]} rows */
  #result(rows) {
    return html`<div role="status"><p class="ct-cmp-finding"
      >${this.t(`ui.compare.finding_${this.task}`)}
        ${this.delay_us > 100_000 ? this.t('ui.compare.finding_delay') : nothing}</p></div>
      ${this.#table(rows)}${this.#chart(rows)}`;
  }

  /** @param {Row[]} rows */
  #table(rows) {
    const columns = [
      'ui.compare.way',
      'ui.compare.total',
      'ui.meters.up',
      'ui.meters.down',
      'ui.meters.trips',
      'ui.meters.time',
    ];
    const octets = (/** @type {number} */ count) => this.t('ui.compare.number', { count });
    return html`<div class="ct-mt-scroll" tabindex="0" role="group"
      aria-labelledby="ct-cmp-title"><table>
      <thead><tr>${columns.map((column) => html`<th scope="col">${this.t(column)}</th>`)}</tr
        ></thead>
      <tbody>${rows.map(
        (row) => html`<tr class=${`ct-${PROTOCOLS[row.way]}`}><th
          scope="row">${this.t(`ui.compare.way_${row.way}`)}
        <details><summary>${this.t('ui.compare.said', { count: row.said.length })}</summary><ol
          translate="no">${row.said.map((line) => html`<li>${line}</li>`)}</ol>
          ${
            row.inside
              ? html`<small>${this.t('ui.compare.inside', {
                  octets: this.t('ui.octets', { count: row.inside }),
                })}</small>`
              : nothing
          }</details></th>
        <td><b>${octets(row.up + row.down)}</b></td><td>${octets(row.up)}</td><td
          >${octets(row.down)}</td><td>${row.trips}</td>
        <td>${this.t('ui.meters.ms', { count: Math.round(row.time_us / 1000) })}</td></tr>`,
      )}
        ${
          rows.some((row) => row.way === 'web')
            ? nothing
            : html`<tr class="ct-http"><th scope="row">${this.t('ui.compare.way_web')}</th>
          <td colspan="5">${this.t('ui.compare.cannot')}</td></tr>`
        }</tbody></table></div>`;
  }

  /** @param {Row[]} rows */
  #chart(rows) {
    const most = Math.max(...rows.map((row) => row.up + row.down));
    return html`<figure class="ct-mt-chart"><figcaption>${this.t('ui.compare.chart')}
        ${KINDS.map(
          (kind) => html`<span><i class=${`ct-mt-${kind}`}></i
          >${this.t(`ui.meters.${kind}`)}</span>`,
        )}</figcaption>
      ${rows.map(
        (row) => html`<div class="ct-mt-row"><b>${this.t(`ui.compare.way_${row.way}`)}</b>
        <div class="ct-mt-bar">${KINDS.map(
          (kind) => html`<i class=${`ct-mt-${kind}`}
            style=${`width:${((row.kinds[kind] / most) * 100).toFixed(2)}%`}
          title="${this.t(`ui.meters.${kind}`)}: ${this.t('ui.octets', { count: row.kinds[kind] })}"
          ></i>`,
        )}</div>
        <small>${this.t('ui.octets', { count: row.up + row.down })}</small></div>`,
      )}</figure>`;
  }
}
customElements.define('ct-comparison', ComparisonTable);
