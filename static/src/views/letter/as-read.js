/**
 * A letter as its reader's program shows it. HTML stands in a frame that may do nothing:
 * no script, no form, nothing fetched; the page's own policy forbids it once more.
 */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../../core/page-element.js';
import { inSight } from '../../letters/in-sight.js';

/** @typedef {import('../../types.d.ts').BodyPart} LetterPart */

const SHOWN = ['from', 'reply-to', 'to', 'cc', 'date'];
const INERT = "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'\">";

class LetterRead extends PageElement {
  static watches = watching('texts');
  static properties = { letter: { attribute: false }, rich: { state: true } };

  constructor() {
    super();
    /** @type {import('../../types.d.ts').OpenMessage | null} */ this.letter = null;
    /** the HTML form, where there is one */ this.rich = false;
  }

  render() {
    if (!this.letter) return nothing;
    const { fields, parts } = this.letter;
    const shown = fields.filter((field) => SHOWN.includes(field.name.toLowerCase()));
    const attached = parts.filter((part) => part.role === 'attachment');
    const bodies = parts.filter((part) => part.role === 'text' || part.role === 'html');
    const offered = bodies.filter((part) => part.instead_of);
    const replaced = new Set(offered.map((part) => part.instead_of));
    const read = bodies.filter((part) =>
      this.rich ? !replaced.has(part.number) : !part.instead_of,
    );
    return html`<div class="ct-lt-paper">
      <dl class="ct-lt-fields">${shown.map(
        (field) => html`<dt translate="no">${field.name}:</dt><dd
        translate="no">${inSight(field.value)}</dd>`,
      )}</dl>
      ${
        offered.length
          ? html`<p class="ct-lt-forms"><label><input type="checkbox" .checked=${this.rich}
        @change=${(/** @type {any} */ event) => {
          this.rich = event.target.checked;
        }}> ${this.t('ui.letter.as_html')}</label></p>`
          : nothing
      }
      ${
        read.length
          ? read.map((part) => this.#body(part))
          : html`<p
        class="ct-hint">${this.t('ui.letter.no_text')}</p>`
      }
      ${
        read.some((part) => part.role === 'html')
          ? html`<p class="ct-hint"
        >${this.t('ui.letter.inert')}</p>`
          : nothing
      }
      ${
        attached.length
          ? html`<h3>${this.t('ui.letter.attached')}</h3><ul
        class="ct-lt-attached">${attached.map((part) => this.#attached(part))}</ul>`
          : nothing
      }</div
        >`;
  }

  /** @param {LetterPart} part */
  #body(part) {
    return html`${
      part.role === 'html'
        ? this.#page(part)
        : html`<pre class="ct-lt-text"
      translate="no">${inSight(part.text ?? '')}</pre>`
    }
      ${part.text_cut ? html`<p class="ct-hint">${this.t('ui.letter.cut')}</p>` : nothing}`;
  }

  /** @param {LetterPart} part */
  #page(part) {
    return html`<iframe class="ct-lt-frame" sandbox="" referrerpolicy="no-referrer"
      title=${this.t('ui.letter.html_frame')} .srcdoc=${INERT + (part.html ?? '')}></iframe>`;
  }

  /** @param {LetterPart} part */
  #attached(part) {
    return html`<li>${
      part.picture
        ? html`<img src=${part.picture}
      alt=${this.t('ui.letter.picture')}>`
        : nothing
    }
      <b translate="no">${inSight(part.name || part.type)}</b> <span>${part.type}</span>
      <small>${this.t('ui.letter.sizes', {
        inside: part.decoded ?? 0,
        travelled: part.octets,
      })}</small></li>`;
  }
}
customElements.define('ct-letter-read', LetterRead);
