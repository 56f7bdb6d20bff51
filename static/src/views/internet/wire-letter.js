/**
 * What of one letter crossed a machine's wires, line by line; for a spy also what they learned.
 */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../../core/page-element.js';
import { glyph } from '../../drawings/glyphs.js';

/** @typedef {import('../../types.d.ts').DeviceLetter} Letter */
/** @typedef {import('../../types.d.ts').DeviceLine} Line */

/** Longer ones are folded. */
const ROWS_MAX = 3;
/** But for a whole letter. */
const WHOLE = /^Subject:/m;
/** Earlier ones are. */
const LAST_LINES = 5;

class WireLetter extends PageElement {
  static watches = watching('texts');
  static properties = {
    letter: { attribute: false },
    hosts: { attribute: false },
    first: { attribute: false },
  };

  constructor() {
    super();
    /** @type {Letter | null} */ this.letter = null;
    /** one's own machines @type {readonly string[]} */ this.hosts = [];
    /** the newest letter is open */ this.first = false;
  }

  render() {
    const { letter } = this;
    if (!letter) return nothing;
    const { number, lines, astray, leaks, over } = letter;
    return html`<details class="ct-in-letter" ?open=${this.first}><summary>${this.t(
      'ui.internet.letter',
      { n: number },
    )} <small>${this.t(over ? 'ui.internet.over' : 'ui.internet.under_way')}</small></summary>
      ${leaks.length ? this.#leaks(leaks) : nothing}
      ${this.#earlier(lines.slice(0, -LAST_LINES))}${this.#lines(lines.slice(-LAST_LINES))}
      ${astray.length ? this.#astray(astray) : nothing}</details>`;
  }

  /** @param {readonly Line[]} lines */
  #lines(lines) {
    return html`<ol class="ct-in-lines">${lines.map((each) => this.#line(each))}</ol>`;
  }

  /** Since a wrong decision. @param {readonly Line[]} lines */
  #astray(lines) {
    return html`<div class="ct-in-astray"><p>${glyph.missing} ${this.t(
      'ui.internet.astray.wire',
    )}</p>${this.#lines(lines)}</div>`;
  }

  /** @param {readonly Line[]} lines */
  #earlier(lines) {
    if (!lines.length) return nothing;
    return html`<details class="ct-in-earlier"><summary>${this.t('ui.internet.earlier', {
      n: lines.length,
    })}</summary>${this.#lines(lines)}</details>`;
  }

  /** @param {Letter['leaks']} leaks */
  #leaks(leaks) {
    return html`<div class="ct-in-leaks"><h3>${this.t('ui.internet.leaks')}</h3>
      <ul>${leaks.map(
        ({ what, read }) =>
          html`<li data-read=${read}><b>${this.t(
            `ui.internet.leak.${what}`,
          )}</b> ${this.t(read ? 'ui.internet.read' : 'ui.internet.not_read')}</li>`,
      )}</ul></div>`;
  }

  /** @param {Line} line */
  #line(line) {
    const { kind, came, to } = line;
    const own = this.hosts.includes(came);
    const ends =
      came === to
        ? came
        : html`${came} <span aria-hidden="true">→</span><span class="ct-vh">${this.t(
            'ui.network.to',
          )}</span> ${to}`;
    return html`<li data-own=${own} data-kind=${kind}><small translate="no">${ends}</small>
      ${this.#text(line)}</li>`;
  }

  /** @param {Line} line */
  #text({ kind, text, octets }) {
    if (kind !== 'said')
      return html`<p>${this.t(`ui.internet.line.${kind}`, { text, n: octets })}</p>`;
    const rows = text.split('\n');
    if (rows.length <= ROWS_MAX) return html`<code translate="no">${text}</code>`;
    const [first, ...rest] = rows;
    return html`<details ?open=${WHOLE.test(text)}><summary><code translate="no">${first}</code>
      ${this.t('ui.internet.rows', { n: rest.length })}</summary><code translate="no"
      >${rest.join('\n')}</code></details>`;
  }
}
customElements.define('ct-wire-letter', WireLetter);
