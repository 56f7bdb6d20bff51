/**
 * The zones of a name server: their records, and a form that publishes one more. Whether a
 * record says what was meant, only whoever asks for it finds out.
 */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../core/page-element.js';
import { ui } from '../drawings/icons.js';

/** @typedef {import('../types.d.ts').Zone} Zone */
/** @typedef {import('../types.d.ts').ZoneRecord} ZoneRecord */

const TYPES = ['TXT', 'MX', 'A', 'AAAA'];

class Zones extends PageElement {
  static watches = watching('store', 'playhead', 'texts', 'link');
  static properties = {
    host: {},
    from: { state: true },
    edited: { state: true },
    refusal: { state: true },
  };

  constructor() {
    super();
    /** of the name server */ this.host = '';
    /** what happened from this event on is told; -1: nothing was done */ this.from = -1;
    /** the name with a new record */ this.edited = '';
    /**
     * why the last act was not done: the page's own notice is behind the dialog
     * @type {import('../types.d.ts').Text | null}
     */
    this.refusal = null;
  }

  render() {
    const { on, zones } = this.model.hosts[this.host];
    const may = this.ctx.link.mayAct && on;
    const around = (zones ?? []).filter(({ name }) => `.${this.edited}`.endsWith(`.${name}`));
    const shown = around.sort((one, other) => other.name.length - one.name.length)[0];
    return html`${may ? this.#form() : nothing}
      ${(zones ?? []).map((zone) => this.#zone(zone, may, zone === shown))}`;
  }

  #form() {
    return html`<form class="ct-zone-form" @submit=${this.#publish}>
      <h4>${this.t('ui.machine.publish')}</h4>
      ${this.#text('name')}
      <label class="ct-t-field"><span>${this.t('ui.dns.type')}</span>
        <select name="type" translate="no">${TYPES.map(
          (each) => html`<option>${each}</option>`,
        )}</select></label>
      ${this.#text('value')}
      <button class="ct-button ct-go">${this.t('ui.machine.publish.do')}</button>
      <p class=${this.refusal ? 'ct-warn' : 'ct-hint'} role="status">${this.#told()}</p></form>`;
  }

  /** @param {'name' | 'value'} name */
  #text(name) {
    const label = this.t(name === 'name' ? 'ui.dns.name' : 'ui.dns.data');
    return html`<label class="ct-t-field ct-wide"><span>${label}</span>
      <input name=${name} required autocomplete="off" autocapitalize="off" spellcheck="false"
        translate="no"></label>`;
  }

  /** What came of it. */
  #told() {
    if (this.refusal) return this.say(this.refusal);
    const steps = this.store.steps.filter(({ seq }) => this.from >= 0 && seq >= this.from);
    return steps.map((step) => html`${this.say(step.say)} `);
  }

  /** @param {Zone} zone @param {boolean} may @param {boolean} open */
  #zone({ name, records }, may, open) {
    return html`<details class="ct-zone" ?open=${open}><summary><span translate="no">${name}</span>
      <small>${this.t('ui.machine.records', { n: records.length })}</small></summary>
      ${records.length ? this.#records(name, records, may) : nothing}</details>`;
  }

  /** @param {string} zone @param {ZoneRecord[]} records @param {boolean} may */
  #records(zone, records, may) {
    return html`<table aria-label=${zone}><thead><tr>
      ${['name', 'type', 'data'].map((each) => html`<th>${this.t(`ui.dns.${each}`)}</th>`)}
      ${may ? html`<td></td>` : nothing}</tr></thead><tbody translate="no">${records.map(
        (record) => html`<tr><td>${record.name}</td><td>${record.type}</td><td>${record.value}</td>
        ${may ? html`<td>${this.#withdraw(record)}</td>` : nothing}</tr>`,
      )}</tbody></table>`;
  }

  /** A key that was there at the beginning is shown by its first tags: it goes by its name. */
  #withdraw(/** @type {ZoneRecord} */ { name, type, value }) {
    if (!TYPES.includes(type)) return nothing;
    const label = this.t('ui.machine.withdraw', { type, name });
    return html`<button class="ct-ghost" aria-label=${label} title=${label}
      @click=${() =>
        this.#act({
          act: 'withdraw',
          host: this.host,
          name,
          type,
          value: value.endsWith('…') ? '' : value,
        })}>${ui.close}</button>`;
  }

  #publish = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const said = Object.fromEntries(new FormData(form));
    const { name, value } = Object.fromEntries(
      Object.entries(said).map(([field, text]) => [field, String(text).trim()]),
    );
    const done = await this.#act({ act: 'publish', host: this.host, ...said, name, value });
    if (!done) return;
    this.edited = name.toLowerCase();
    /** @type {HTMLInputElement} */ (form.elements.namedItem('value')).value = '';
  };

  /** @param {Record<string, any>} act */
  async #act(act) {
    const from = this.store.next;
    const { ok, error } = await this.ctx.link.act(act);
    if (ok) this.from = from;
    this.refusal = ok ? null : (error ?? { key: 'ui.error.refused', params: {} });
    return ok;
  }
}
customElements.define('ct-zones', Zones);
