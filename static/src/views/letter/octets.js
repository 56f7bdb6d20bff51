/**
 * The letter line by line, with the ends nobody sees. Stored, as the machine keeps it; or
 * on the wire, as it came in: with the dots that were put in front and the one that ends it.
 */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../../core/page-element.js';
import { withTerms } from '../../drawings/terms.js';
import { fetchWire } from '../../core/fetch-letters.js';
import { letterLines, spelled } from '../../model/letter-lines.js';

/** @typedef {import('../../model/letter-lines.js').Line} Line */

const LINES_MAX = 1500;

/** A line; whatever is beyond ASCII has its octets beside it. @param {string} raw */
const withOctets = (raw) =>
  spelled(raw).map(({ text, octets }) =>
    octets ? html`<span class="ct-lt-beyond" data-octets=${octets}>${text}</span>` : text,
  );

class LetterOctets extends PageElement {
  static watches = watching('texts', 'store');
  static properties = {
    letter: { attribute: false },
    wire: { attribute: false },
    added: { attribute: false },
    onWire: { state: true },
    crossed: { state: true },
  };

  constructor() {
    super();
    /** @type {import('../../types.d.ts').OpenMessage | null} */ this.letter = null;
    /** @type {import('../../types.d.ts').Crossing | null} */ this.wire = null;
    this.added = 0;
    this.onWire = false;
    /** octets that crossed, Latin-1; null: not fetched @type {string | null} */ this.crossed =
      null;
  }

  /** @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has('wire')) {
      this.crossed = null;
      this.onWire = this.onWire && this.wire !== null;
    }
    if (this.onWire && this.wire && this.crossed === null) this.#fetch(this.wire);
  }

  /** @param {import('../../types.d.ts').Crossing} wire */
  async #fetch(wire) {
    const crossed = await fetchWire(wire).catch(() => '');
    if (wire === this.wire) this.crossed = crossed;
  }

  render() {
    const { letter } = this;
    if (!letter) return nothing;
    return html`${this.wire ? this.#switch() : nothing}
      <ol class="ct-lt-lines" translate="no"
        >${this.onWire ? this.#crossed() : this.#stored(letter)}</ol>
      ${
        letter.cut && !this.onWire
          ? html`<p class="ct-hint">${this.t('ui.letter.cut')}</p
        >`
          : nothing
      }`;
  }

  #switch() {
    const choice = (
      /** @type {boolean} */ wire,
      /** @type {string} */ key,
    ) => html`<label><input type="radio" name="ct-lt-where"
      .checked=${this.onWire === wire} @change=${() => {
        this.onWire = wire;
      }}> ${this.t(key)}</label>`;
    return html`<fieldset class="ct-lt-where"><legend class="ct-vh"
      >${this.t('ui.letter.where')}</legend>
      ${choice(false, 'ui.letter.stored')} ${choice(true, 'ui.letter.on_wire')}</fieldset>
      ${
        this.onWire
          ? html`<p class="ct-hint"
        >${withTerms(
          this.t(this.wire?.dots_stuffed ? 'ui.letter.stuffed' : 'ui.letter.dot_ends'),
          this,
        )}</p
        >`
          : nothing
      }`;
  }

  /** @param {import('../../types.d.ts').OpenMessage} letter */
  #stored(letter) {
    const boundaries = letter.parts.map((part) => part.boundary).filter(Boolean);
    return this.#lines(
      letterLines(letter.source, { headerLength: letter.header_length, boundaries }),
      this.added,
    );
  }

  #crossed() {
    if (this.crossed === null) return html`<li>${this.t('ui.lazy.slow')}</li>`;
    const end = this.crossed.startsWith('\r\n') ? 0 : this.crossed.indexOf('\r\n\r\n') + 2;
    return this.#lines(letterLines(this.crossed, { headerLength: end, wire: true }), 0);
  }

  /** @param {Line[]} lines @param {number} fresh octets that this stop added */
  #lines(lines, fresh) {
    const { lang } = this.ctx.texts;
    return html`${lines.slice(0, LINES_MAX).map(
      (line, i) => html`<li class=${`ct-of-${line.part} ${line.at < fresh ? 'ct-lt-fresh' : ''}`}>
      ${
        i === 0 || lines[i - 1].part !== line.part
          ? html`<span class="ct-part-name"
        lang=${lang}>${this.t(`ui.letter.part.${line.part}`)}</span>`
          : nothing
      }
      <span>${
        line.stuffed
          ? html`<b class="ct-lt-stuffed" title=${this.t('ui.letter.extra_dot')}
        >.</b>${withOctets(line.raw.slice(1))}`
          : withOctets(line.raw)
      }<i class="ct-crlf">${line.end}</i></span></li>`,
    )}
      ${
        lines.length > LINES_MAX
          ? html`<li class="ct-hint" lang=${lang}
        >${this.t('ui.ladder.more', { count: lines.length - LINES_MAX })}</li>`
          : nothing
      }`;
  }
}
customElements.define('ct-letter-octets', LetterOctets);
