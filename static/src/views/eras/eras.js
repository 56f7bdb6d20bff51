/**
 * The same message in four eras: a slider of years, and what went over the wires in the one
 * it stands at, with what that era added lit up. The address keeps the year.
 *
 * It refuses to compute: the server plays each era and says which lines are new.
 */
import { html, nothing } from 'lit';
import { Asked, drawAwaited } from '../../core/asked.js';
import { PageElement, watching } from '../../core/page-element.js';
import { withTerms } from '../../drawings/terms.js';

/** @typedef {import('../../types.d.ts').ErasPage} Page */
/** @typedef {import('../../types.d.ts').EraTalk} Talk */
/** @typedef {import('../../types.d.ts').EraLine} Line */

/** Who says it, before the line. @type {Record<string, string>} */
const SIDES = { command: 'C:', reply: 'S:', dns: '?' };

class Eras extends PageElement {
  static watches = watching('texts');
  static properties = {
    year: { type: String },
    all: { state: true },
  };

  constructor() {
    super();
    /** "" for the oldest */ this.year = '';
    /** @type {Asked<Page>} */ this.asked = new Asked(this, () => '/eras.json');
    /** what is not new is on show, too */ this.all = true;
  }

  #giveBack = () => {};

  connectedCallback() {
    super.connectedCallback();
    this.#giveBack = this.ctx.keys.claim(this.#onKey);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#giveBack();
  }

  /** The years, the oldest first. */
  get #eras() {
    return this.asked.value?.eras ?? [];
  }

  /** Which one is on show. */
  get #at() {
    const at = this.#eras.findIndex(({ year }) => year === this.year);
    return Math.max(0, at);
  }

  /** @param {number} at */
  #go(at) {
    const era = this.#eras[at];
    if (era) this.ctx.route.go('eras', era.year);
  }

  /** Arrows move the year wherever the focus is. @param {KeyboardEvent} event */
  #onKey = ({ key }) => {
    const to = { ArrowLeft: this.#at - 1, ArrowRight: this.#at + 1 }[key];
    if (to === undefined) return false;
    this.#go(to);
    return true;
  };

  render() {
    if (!this.asked.value) return drawAwaited(this.t, this.asked, { title: 'ui.eras.title' });
    const at = this.#at;
    const era = this.#eras[at];
    return html`<div class="ct-eras">
      <h1>${this.t('ui.eras.title')}</h1><p class="ct-hint">${this.t('ui.eras.help')}</p>
      ${this.#slider(at)}
      <section class="ct-eras-now" aria-live="polite">
        <h2>${era.year}</h2>
        <p>${withTerms(this.t(`ui.eras.says.${era.year}`), this)}</p>
        <p class="ct-eras-rfc">${this.t(`ui.eras.rfc.${era.year}`)}</p>
        <p class="ct-eras-count">${
          at ? this.t('ui.eras.added', { n: era.added }) : this.t('ui.eras.first')
        }</p>
      </section>
      <div class="ct-eras-acts">
        ${
          at
            ? html`<button class="ct-button ct-small" aria-pressed=${String(!this.all)}
              @click=${() => {
                this.all = !this.all;
              }}>${this.t('ui.eras.only_new')}</button>`
            : nothing
        }
        <a class="ct-button ct-small" href=${`/escenario/${era.scenario}#/watch`}
          >${this.t('ui.eras.watch', { year: era.year })}</a>
      </div>
      ${era.talks.map((talk) => this.#talk(talk, this.all || !at))}
    </div>`;
  }

  /** @param {number} at */
  #slider(at) {
    const eras = this.#eras;
    return html`<div class="ct-eras-slider">
      <input type="range" min="0" max=${eras.length - 1} step="1" .value=${String(at)}
        aria-label=${this.t('ui.eras.year')} aria-valuetext=${eras[at].year}
        @input=${(/** @type {InputEvent} */ event) =>
          this.#go(Number(/** @type {HTMLInputElement} */ (event.target).value))}>
      <div class="ct-eras-years">${eras.map(
        ({ year }, index) => html`<button class="ct-button ct-small"
          aria-pressed=${String(index === at)} @click=${() => this.#go(index)}>${year}</button>`,
      )}</div></div>`;
  }

  /** @param {Talk} talk @param {boolean} all */
  #talk({ client, server, port, lines, new_port }, all) {
    const hidden = lines.findIndex(({ kind }) => kind === 'tls');
    const told = lines.map((line, at) => ({ line, secure: hidden >= 0 && at > hidden }));
    const shown = told.filter(({ line }) => all || line.new);
    if (!shown.length) return nothing;
    return html`<section class="ct-eras-talk"><h3>${this.#machine(client)} →
        ${this.#machine(server)}
        <span class="ct-tag" ?data-new=${new_port}
          >${port ? this.t('ui.eras.port', { port }) : 'DNS'}</span></h3>
      <ol translate="no">${shown.map(({ line, secure }) =>
        this.#line(line, secure),
      )}</ol></section>`;
  }

  /** @param {string} id */
  #machine(id) {
    return this.asked.value?.hosts[id]?.[this.ctx.texts.lang] ?? id;
  }

  /** @param {Line} line @param {boolean} secure it went inside TLS */
  #line({ kind, text, new: isNew }, secure) {
    const said =
      kind === 'tls'
        ? html`<em translate="yes">${this.t('ui.eras.tls')}</em>`
        : html`<code>${text || '↵'}</code>`;
    return html`<li data-kind=${kind} ?data-new=${isNew} ?data-secure=${secure}><span
      class="ct-eras-side">${SIDES[kind] ?? ''}</span>${said}${
        isNew ? html`<b class="ct-eras-mark">${this.t('ui.eras.new')}</b>` : nothing
      }</li>`;
  }
}
customElements.define('ct-eras', Eras);
