/** Where the session of the step on show stands: its phase, its state, what is legal now. */
import { html, nothing } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { withTerms } from '../drawings/terms.js';
import { PageElement, watching } from '../core/page-element.js';
import { connAt } from '../model/step-subjects.js';

/** @typedef {import('../types.d.ts').Step} Step */
/** @typedef {import('../types.d.ts').Conn} Conn */

/** The steps of a session in the words of the course. @type {Record<string, string[]>} */
const PHASES = {
  smtp: ['greeting', 'sender', 'recipients', 'letter', 'dot', 'goodbye'],
  pop3: ['login', 'transaction', 'update'],
  imap: ['login', 'folders', 'messages', 'goodbye'],
  http: ['door', 'list', 'read', 'change', 'send', 'leave'],
};

/** The state of a connection on which nobody has spoken. */
const BEFORE_GREETING = 'CLOSED';

/** More commands than these are folded away, or the line on show falls out of sight. */
const LEGAL_SHOWN = 12;

class Session extends PageElement {
  static watches = watching('store', 'playhead', 'texts');
  static late = 4;
  /** @type {import('../types.d.ts').Machines | null} */ #tables = null;
  /** the state being explained; '' the current one */ #told = '';

  firstUpdated() {
    this.ctx.machines().then(
      (tables) => {
        this.#tables = tables;
        this.requestUpdate();
      },
      () => {},
    );
  }

  render() {
    const { told: step, covered } = this.playhead;
    const conn = step && !covered && connAt(this.model, step);
    return conn && PHASES[conn.protocol] ? this.#session(step, conn) : nothing;
  }

  /** @param {Step} step @param {Conn} conn */
  #session(step, conn) {
    const phases = PHASES[conn.protocol];
    const here = step.beat.shape === 'close' ? phases.length : phases.indexOf(step.beat.phase);
    return html`<section class=${`ct-card ct-session ct-${conn.protocol}`}>
      <h2>${this.t('ui.session.name', { protocol: conn.protocol.toUpperCase() })}
        ${
          conn.user
            ? html`<span>${this.t('ui.session.user', { user: conn.user })}</span
          >`
            : nothing
        }</h2>
      <ol class="ct-phases">${phases.map(
        (phase, i) => html`<li
        class=${classMap({ 'ct-done': i < here, 'ct-lit': i === here })}
        aria-current=${i === here ? 'step' : nothing}><span>${this.t(`ui.phase.${phase}`)}</span
        ></li>`,
      )}</ol>
      ${
        conn.protocol === 'http'
          ? nothing
          : html`${this.#states(conn)}
      ${this.#legal(conn)}`
      }
      ${this.#meter(conn)}
    </section>`;
  }

  /** What the conversation has cost so far. @param {Conn} conn */
  #meter({ octets, round_trips }) {
    if (!octets) return nothing;
    return html`<p class="ct-meter">${withTerms(
      this.t('ui.session.meter', {
        client: octets.client,
        server: octets.server,
        trips: round_trips,
      }),
      this,
    )}</p>`;
  }

  /** @param {Conn} conn */
  #legal({ in_letter, legal, state }) {
    const said = (/** @type {unknown} */ words) => html`<p class="ct-legal">${words}</p>`;
    if (in_letter || legal.join() === '.') return said(this.t('ui.session.in_letter'));
    if (!state) return said(this.t('ui.session.silent'));
    if (!legal.length) return said(this.t('ui.session.nothing'));
    const list = html`<span translate="no" lang="en">${legal.join(' · ')}</span>`;
    if (legal.length <= LEGAL_SHOWN) return said(html`${this.t('ui.session.legal')} ${list}`);
    return html`<details class="ct-legal"><summary
      >${this.t('ui.session.legal_many', { n: legal.length })}</summary>${list}</details>`;
  }

  /** The names the standard gives the states, and what the touched or current one means.
   * @param {Conn} conn */
  #states(conn) {
    const here = conn.state || BEFORE_GREETING;
    const states = this.#tables?.[conn.protocol]?.states ?? [here];
    const told = states.includes(this.#told) ? this.#told : here;
    const tell = (/** @type {string} */ state) => () => {
      this.#told = state;
      this.requestUpdate();
    };
    return html`<p class="ct-states"><span>${this.t('ui.session.state')}</span>
      ${states.map(
        (state) => html`<code class=${state === here ? 'ct-lit' : ''} role="button" tabindex="0"
        aria-current=${state === here ? 'true' : nothing}
        @click=${tell(state)} @focus=${tell(state)} @pointerenter=${tell(state)}
        @pointerleave=${tell('')} @blur=${tell('')}>${state}</code> `,
      )}</p>
      <p class="ct-state-says">${this.t(`machine.${conn.protocol}.${told.toLowerCase()}`)}</p>`;
  }
}
customElements.define('ct-inspector-session', Session);
