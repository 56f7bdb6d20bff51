/**
 * What a spy on the cable sees: the same session in the clear, with STARTTLS and inside TLS
 * from the start, flight by flight as it was on the wire, and what of it leaks.
 */
import { html } from 'lit';
import { Asked, drawAwaited } from '../../core/asked.js';
import { PageElement, watching } from '../../core/page-element.js';

/** @typedef {import('../../types.d.ts').EavesdroppingPage} Overheard */
/** @typedef {import('../../types.d.ts').OverheardSession} Session */
/** @typedef {import('../../types.d.ts').OverheardFlight} Overflight */

const SCENARIO = 'espia-y-starttls';
const ADDRESS = `/scenarios/${SCENARIO}/overheard.json`;
const STORY = `/escenario/${SCENARIO}#/watch`;
const LEAKS = ['server_name', 'client_name', 'password', 'recipient', 'message'];

class Spy extends PageElement {
  static watches = watching('texts');

  constructor() {
    super();
    /** @type {Asked<Overheard>} */ this.asked = new Asked(this, () => ADDRESS);
  }

  render() {
    const { asked } = this;
    if (!asked.value) return drawAwaited(this.t, asked, { title: 'ui.spy.name' });
    const { names, sessions } = asked.value;
    return html`<section class="ct-spy" aria-labelledby="ct-spy-title">
      <h1 id="ct-spy-title">${this.t('ui.spy.name')}</h1>
      <p class="ct-hint">${this.t('ui.spy.help')}</p>
      ${this.#leaks(names, sessions)}
      <div class="ct-spy-ways">${sessions.map((session) => this.#way(session))}</div>
      <p><a class="ct-button" href=${STORY}
        >${this.t('ui.spy.play')}</a></p>
    </section>`;
  }

  /** What leaks in each way. @param {readonly string[]} names
   * @param {readonly Session[]} sessions */
  #leaks(names, sessions) {
    const always = ['sizes', 'times'];
    return html`<div class="ct-spy-scroll" tabindex="0" role="region"
      aria-labelledby="ct-spy-leaks"><table class="ct-spy-table">
      <caption id="ct-spy-leaks">${this.t('ui.spy.leaks')}</caption>
      <thead><tr><td></td>${sessions.map(
        ({ tls }) => html`<th scope="col">${this.t(`ui.spy.way.${tls}`)}</th>`,
      )}</tr></thead>
      <tbody><tr><th scope="row">${this.t('ui.spy.leak.dns')} <code translate="no"
        >${names.join(', ')}</code></th>${sessions.map(() => this.#mark(true))}</tr>
      ${LEAKS.map(
        (what) =>
          html`<tr><th scope="row">${this.t(`ui.spy.leak.${what}`)}</th>${sessions.map(
            ({ leaks }) => this.#mark(leaks.some((leak) => leak.what === what && leak.read)),
          )}</tr>`,
      )}
      ${always.map(
        (what) =>
          html`<tr><th scope="row">${this.t(`ui.spy.leak.${what}`)}</th>${sessions.map(() =>
            this.#mark(true),
          )}</tr>`,
      )}</tbody></table></div>
      <p class="ct-hint">${this.t('ui.spy.sni')}</p>`;
  }

  /** @param {boolean} read */
  #mark(read) {
    return html`<td class=${read ? 'ct-spy-read' : 'ct-spy-hidden'}
      >${this.t(read ? 'ui.spy.read' : 'ui.spy.hidden')}</td>`;
  }

  /** @param {Session} session */
  #way({ tls, port, octets, flights }) {
    return html`<section class="ct-spy-way" data-way=${tls}>
      <h2>${this.t(`ui.spy.way.${tls}`)}</h2>
      <p class="ct-hint">${this.t('ui.spy.sum', { port: String(port), n: octets })}</p>
      <ol>${flights.map((flight) => this.#flight(flight))}</ol></section>`;
  }

  /** @param {Overflight} flight */
  #flight({ at_ms, by, octets, text }) {
    return html`<li class=${`ct-spy-${by}`}><small
      >${this.t(`ui.role.${by}`)} · ${this.t('ui.spy.flight', { n: octets, ms: at_ms })}</small>${
        text
          ? html`<pre translate="no">${text.trimEnd()}</pre>`
          : html`<p class="ct-spy-dark"><span>${this.t('ui.spy.dark')}</span></p>`
      }</li>`;
  }
}
customElements.define('ct-spy', Spy);
