/**
 * The seals of a letter: what SPF, DKIM and DMARC came to. A seal is empty until its check
 * is over; then it is whole, broken, or has a sign on it. Form and words say which; colour
 * only repeats it. Small in a picture (its words stand in the details), or as a list.
 */
import { html, nothing, svg } from 'lit';
import { PageElement, watching } from '../core/page-element.js';

/** @typedef {import('../types.d.ts').Seal} Seal */
/** @typedef {import('../types.d.ts').Seals} Seals */

const METHODS = /** @type {const} */ (['spf', 'dkim', 'dmarc']);
/** Signatures whose seals are drawn small. */
const SMALL_MAX = 3;

/** Result to how the seal looks; a word nobody knows is doubtful. */
const LOOKS = /** @type {Record<string, string>} */ ({
  pass: 'whole',
  fail: 'broken',
  none: 'none',
  temperror: 'error',
  permerror: 'error',
});

/** @param {Seal | undefined} seal */
export const lookOf = (seal) => (seal ? (LOOKS[seal.result] ?? 'doubt') : 'empty');

const SIGNS = /** @type {Record<string, unknown>} */ ({
  whole: svg`<path class="sign" d="M7.4 12.4l3.2 3.2 6-6.6"/>`,
  none: svg`<path class="sign" d="M8 12h8"/>`,
  doubt: svg`<path class="sign" d="M9.2 9.6a2.8 2.8 0 1 1 3.9 2.6c-.8.4-1.1.8-1.1 1.6M12
    16.6v.2"/>`,
  error: svg`<path class="sign" d="M12 7v6M12 16.4v.2"/>`,
});

/** The seal itself. Both halves are always there, so that breaking it can be shown. */
const glyph = (/** @type {string} */ look) => html`<svg viewBox="0 0 24 24" aria-hidden="true"
  class=${`ct-seal-glyph ct-seal-${look}`}><circle class="ring" cx="12" cy="12" r="9.6"/>
  <path class="half left" d="M12.6 2.4A9.6 9.6 0 1 0 11.4 21.6L13.6 16.6 9.9 12 13.8 7.6z"/>
  <path class="half right" d="M12.6 2.4A9.6 9.6 0 0 1 11.4 21.6L13.6 16.6 9.9 12 13.8 7.6z"/>
  ${SIGNS[look] ?? nothing}</svg>`;

/**
 * The seals of one method: of DKIM one a signature, or an empty one.
 * @param {Seals} seals @param {(typeof METHODS)[number]} method
 * @returns {(Seal | undefined)[]}
 */
function sealsOf(seals, method) {
  if (method !== 'dkim') return [seals[method]];
  return seals.dkim.length ? seals.dkim : [undefined];
}

/**
 * A seal with its words, an item of a list.
 * @param {string} method @param {Seal | undefined} seal @param {PageElement} page
 */
export function drawSeal(method, seal, page) {
  const { result = '', domain = '' } = seal ?? {};
  const key = `ui.seals.result.${result}`;
  const known = page.ctx.texts.has(key) ? key : 'ui.seals.result.neutral';
  return html`<li>${glyph(lookOf(seal))}<span><b translate="no">${method.toUpperCase()}</b>${
    seal ? html` <code translate="no">${result}</code>` : nothing
  } ${page.t(seal ? known : 'ui.seals.empty')}${
    domain ? html` · <span translate="no">${domain}</span>` : nothing
  }</span></li>`;
}

class LetterSeals extends PageElement {
  static watches = watching('texts');
  /** The model changes its seals in place: they are drawn whenever they are handed over. */
  static properties = {
    seals: { attribute: false, hasChanged: () => true },
    message: { attribute: false },
    listed: { type: Boolean },
  };

  constructor() {
    super();
    /** @type {Seals | null} */ this.seals = null;
    /** its name, once it is stored @type {string | undefined} */ this.message = undefined;
    /** with all the words */ this.listed = false;
  }

  render() {
    const { seals } = this;
    if (!seals) return nothing;
    return this.listed ? this.#list(seals) : METHODS.map((method) => this.#small(seals, method));
  }

  /** @param {Seals} seals @param {(typeof METHODS)[number]} method */
  #small(seals, method) {
    const each = sealsOf(seals, method);
    return html`<span class="ct-seal">${each
      .slice(0, SMALL_MAX)
      .map((seal) => glyph(lookOf(seal)))}<b translate="no">${method.toUpperCase()}</b></span>`;
  }

  /** @param {Seals} seals */
  #list(seals) {
    return html`<ul class="ct-seal-list" aria-label=${this.t('ui.seals.name')}>${METHODS.flatMap(
      (method) => sealsOf(seals, method).map((seal) => drawSeal(method, seal, this)),
    )}</ul>${this.message && seals.dkim.some(({ domain }) => domain) ? this.#leads() : nothing}`;
  }

  /** To what the signatures cover, and which octets changed. */
  #leads() {
    if (!this.ctx.boot.lab) return nothing;
    return html`<a class="ct-link" href=${this.ctx.route.href('letter', `${this.message}/seals`)}
      >${this.t('ui.seals.look')}</a>`;
  }
}
customElements.define('ct-seals', LetterSeals);
