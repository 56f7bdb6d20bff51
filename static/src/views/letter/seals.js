/**
 * Who a letter is from, as far as it can be checked: its signatures, what each covers and
 * which octets changed since; what its receiver found out; and what fields say about it.
 */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../../core/page-element.js';
import { fetchSignatures } from '../../core/fetch-letters.js';
import { signedBody, signedFields } from '../../authenticity/signed-fields.js';
import { drawSeal } from '../../authenticity/seals.js';

/** @typedef {import('../../types.d.ts').MessageSignatures} MessageSignatures */
/** @typedef {import('../../types.d.ts').LaidOpenSignature} LaidOpenSignature */

class LetterSealsTab extends PageElement {
  static watches = watching('texts', 'store');
  static properties = {
    letter: { attribute: false },
    until: { attribute: false },
    found: { state: true },
    chosen: { state: true },
    lost: { state: true },
  };

  constructor() {
    super();
    /** @type {import('../../types.d.ts').OpenMessage | null} */ this.letter = null;
    /** seq of the last event that is told */ this.until = -1;
    /** @type {MessageSignatures | null} */ this.found = null;
    /** number of the signature on show; 0: the first that is broken */ this.chosen = 0;
    this.lost = false;
  }

  #asked = '';

  willUpdate() {
    const message = this.letter?.message ?? '';
    const key = `${this.store.epoch} ${this.store.branch} ${this.until} ${message}`;
    if (!message || key === this.#asked) return;
    this.#asked = key;
    this.#fetch(key, message);
  }

  /** @param {string} key @param {string} message */
  async #fetch(key, message) {
    const found = await fetchSignatures(message, this.until).catch(() => null);
    if (key !== this.#asked) return;
    Object.assign(this, { found, lost: !found, chosen: 0 });
  }

  render() {
    const { found } = this;
    if (this.lost) return html`<p role="alert">${this.t('ui.letter.lost')}</p>`;
    if (!found) return html`<p>${this.t('ui.lazy.slow')}</p>`;
    return html`${this.#findings(found)}${this.#claims(found)}${this.#signatures(found)}`;
  }

  /** What servers found out, newest first. @param {MessageSignatures} found */
  #findings({ findings }) {
    return [...findings].reverse().map(
      ({ host, results }) =>
        html`<section class="ct-lt-group"><h3>${this.t('ui.signed.found', {
          host,
        })}</h3><ul class="ct-seal-list">${results.map(([method, seal]) =>
          drawSeal(method, seal, this),
        )}</ul></section>`,
    );
  }

  /** @param {MessageSignatures} found */
  #claims({ claims }) {
    if (!claims.length) return nothing;
    return html`<section class="ct-lt-group"><h3>${this.t('ui.signed.claims')}</h3>
      <ul class="ct-claims">${claims.map(
        ({ name, value, by }) => html`<li class=${by ? 'ct-proven' : ''}>
        <p translate="no"><b>${name}:</b> ${value}</p>
        <small>${this.t(by ? 'ui.signed.claim.checked' : 'ui.signed.claim.claimed', {
          host: by,
        })}</small></li>`,
      )}</ul></section>`;
  }

  /** @param {MessageSignatures} found */
  #signatures({ signatures, more }) {
    if (!signatures.length) return html`<p class="ct-hint">${this.t('ui.signed.none')}</p>`;
    const broken = signatures.find(({ result }) => result && result !== 'pass');
    const shown =
      signatures.find(({ number }) => number === this.chosen) ?? broken ?? signatures[0];
    return html`${
      signatures.length > 1
        ? html`<fieldset class="ct-lt-where"><legend class="ct-vh">${this.t(
            'ui.signed.choose',
          )}</legend>${signatures.map(
            (each) => html`<label><input type="radio" name="ct-signature"
          .checked=${each === shown} @change=${() => {
            this.chosen = each.number;
          }}> ${this.t('ui.signed.which', { n: each.number, total: signatures.length + more })}
          <span translate="no">${each.domain}</span></label>`,
          )}</fieldset>`
        : nothing
    }${this.#signature(shown)}`;
  }

  /** @param {LaidOpenSignature} shown */
  #signature(shown) {
    const { domain, selector, algorithm, header, body, problem, result, cause } = shown;
    if (problem) return html`<p class="ct-lt-warning">${this.t(`why.dkim.judged.${problem}`)}</p>`;
    const seal = result ? { result, domain } : undefined;
    return html`<section class="ct-lt-group ct-signature">
      <h3>${this.t('ui.signed.signature', { domain })}</h3>
      <ul class="ct-seal-list">${drawSeal('dkim', seal, this)}</ul>
      ${
        result
          ? html`<p>${this.t(`why.dkim.judged.${cause || 'valid'}`, {
              domain,
              name: `${selector}._domainkey.${domain}`,
            })}</p>`
          : nothing
      }
      <p><code translate="no">d=${domain} · s=${selector} · a=${algorithm} · c=${header}/${
        body?.form
      }</code></p>
      <p>${
        shown.signer
          ? this.t('ui.signed.by.host', { host: shown.signer })
          : this.t('ui.signed.by.nobody')
      }</p>
      <h4>${this.t('ui.signed.fields')}</h4>
      ${signedFields(shown.names, this.#valueOf, header, this.t)}
      ${this.#unsigned(shown)}
      ${body ? html`<h4>${this.t('ui.signed.body')}</h4>${signedBody(body, this.t)}` : nothing}
      </section>`;
  }

  /** @param {{start: number}} name */
  #valueOf = ({ start }) =>
    this.letter?.fields.find((field) => field.start === start)?.value.slice(0, 200) ?? '';

  /** Fields that anybody may change. @param {LaidOpenSignature} shown */
  #unsigned({ names }) {
    const signed = new Set(names.map(({ start }) => start));
    const others = (this.letter?.fields ?? []).filter(({ start }) => !signed.has(start));
    if (!others.length) return nothing;
    const listed = [...new Set(others.map(({ name }) => name))].join(', ');
    return html`<p class="ct-unsigned">${this.t('ui.signed.unsigned')} <span
      translate="no">${listed}</span></p>`;
  }
}
customElements.define('ct-letter-seals', LetterSealsTab);
