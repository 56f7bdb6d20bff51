/**
 * The MIME tree: a row for each part, indented as it is nested. A row opens to show the
 * beginning of what travels beside what it means once its encoding is taken off.
 */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../core/page-element.js';
import { withTerms } from '../drawings/terms.js';
import { inSight } from './in-sight.js';
import { decode } from '../model/wire-text.js';

/** @typedef {import('../types.d.ts').BodyPart} LetterPart */

const SEEN_OCTETS = 900;

class LetterParts extends PageElement {
  static watches = watching('texts');
  static properties = { letter: { attribute: false } };

  constructor() {
    super();
    /** @type {import('../types.d.ts').OpenMessage | null} */ this.letter = null;
  }

  render() {
    if (!this.letter) return nothing;
    const { parts } = this.letter;
    return html`<p class="ct-hint">${this.t(
      parts.length > 1 ? 'ui.letter.parts.help' : 'ui.letter.parts.one',
    )}</p>
      <ol class="ct-lt-tree">${parts.map((part) => this.#part(part))}</ol>`;
  }

  /** @param {LetterPart} part */
  #part(part) {
    const family = part.type.split('/')[0];
    return html`<li style=${`--depth:${Math.min(part.depth, 8)}`}
      class=${`ct-lt-of-${family}`}><details
      ?open=${Boolean(part.report) || (part.depth === 0 && !part.boundary)}>
      <summary><b>${part.number || '·'}</b><span translate="no">${inSight(part.type)}</span>
        ${part.name ? html`<em translate="no">${inSight(part.name)}</em>` : nothing}
        <small>${
          part.boundary
            ? this.t('ui.letter.parts.boundary')
            : this.t('ui.octets', { count: part.octets })
        }</small></summary>
      ${part.boundary ? this.#boundary(part) : this.#leaf(part)}</details></li>`;
  }

  /** @param {LetterPart} part */
  #boundary(part) {
    return html`<p>${this.t('ui.letter.parts.between')}</p><p><code
      translate="no">--${inSight(part.boundary)}</code>
      · <code translate="no">--${inSight(part.boundary)}--</code></p>
      ${
        part.type === 'multipart/alternative'
          ? html`<p>${this.t('ui.letter.parts.alternative')}</p
        >`
          : nothing
      }`;
  }

  /**
   * The fields of a delivery report, each with what it is for.
   * @param {NonNullable<LetterPart['report']>} report
   */
  #report(report) {
    const { texts, route } = this.ctx;
    /** @type {Set<string>} */ const used = new Set();
    return html`<section class="ct-lt-group"><dl>${report.map(
      (field) => html`
      ${
        field.group
          ? html`<div class="ct-lt-report"><dt
        >${this.t(`ui.letter.report.${field.group}`)}</dt></div>`
          : nothing
      }
      <div><dt translate="no">${
        texts.has(field.key)
          ? html`<a class="ct-lt-name"
          href=${route.href('glossary', field.key.replace('.', '-'))}>${field.name}</a>`
          : inSight(field.name)
      }</dt><dd><span class="ct-lt-value"
        translate="no">${inSight(field.value)}</span>
        <span class="ct-lt-about">${withTerms(
          this.t(texts.has(field.key) ? field.key : 'ui.letter.unknown_field'),
          this,
          used,
        )}</span></dd></div>`,
    )}</dl></section>`;
  }

  /** @param {LetterPart} part */
  #leaf(part) {
    const coded = !['7bit', '8bit', 'binary'].includes(part.encoding);
    const raw = decode(
      this.letter?.source.slice(part.body, Math.min(part.end, part.body + SEEN_OCTETS)) ?? '',
    );
    return html`${part.report ? this.#report(part.report) : nothing}<dl class="ct-lt-facts">
        <dt translate="no">charset</dt><dd translate="no">${inSight(part.charset) || '–'}</dd>
        <dt translate="no">Content-Transfer-Encoding</dt><dd><span
          translate="no">${inSight(part.encoding)}</span> · ${this.#encoding(part.encoding)}</dd>
        ${
          coded
            ? html`<dt>${this.t('ui.letter.parts.size')}</dt><dd
          >${this.t('ui.letter.sizes', { inside: part.decoded ?? 0, travelled: part.octets })}</dd
          >`
            : nothing
        }</dl>
      <div class="ct-lt-two">
        <figure><figcaption>${this.t('ui.letter.parts.travels')}</figcaption><pre
          translate="no" role="group" tabindex="0"
          aria-label=${this.t('ui.letter.parts.travels')}>${inSight(raw)}${
            part.end - part.body > SEEN_OCTETS ? '…' : ''
          }</pre></figure>
        ${
          coded
            ? html`<figure><figcaption>${this.t('ui.letter.parts.means')}</figcaption
          >${this.#meaning(part)}</figure>`
            : nothing
        }</div>`;
  }

  /** @param {LetterPart} part */
  #meaning(part) {
    if (part.picture) return html`<img src=${part.picture} alt=${this.t('ui.letter.picture')}>`;
    const text = part.text ?? part.html;
    if (text !== undefined)
      return html`<pre translate="no" role="group" tabindex="0"
        aria-label=${this.t('ui.letter.parts.means')}
        >${inSight(text.slice(0, SEEN_OCTETS))}${text.length > SEEN_OCTETS ? '…' : ''}</pre>`;
    return html`<p class="ct-hint">${this.t('ui.letter.parts.file', {
      count: part.decoded ?? 0,
    })}</p>`;
  }

  /** @param {string} encoding */
  #encoding(encoding) {
    const key = `ui.letter.encoding.${encoding}`;
    return this.ctx.texts.has(key) ? this.t(key) : this.t('ui.letter.encoding.other');
  }
}
customElements.define('ct-letter-parts', LetterParts);
