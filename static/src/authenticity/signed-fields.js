/**
 * What a signature covers: the fields of h=, in its order, with those that are signed as
 * absent; and the hash of the body, as it is stated and as it is. Pure: it draws
 * `SignedName` and `SignedBody` of CONTRACT.md, wherever they come from.
 */
import { html, nothing } from 'lit';
import { octetChanges } from './octet-changes.js';

/** @typedef {import('../types.d.ts').SignedName} SignedName */
/** @typedef {import('../types.d.ts').SignedBody} SignedBody */
/** @typedef {(key: string, params?: Record<string, any>) => string} Words */

/** Status to its sign; the words stand beside it. */
const SIGNS = /** @type {Record<string, string>} */ ({
  same: '=',
  unknown: '•',
  absent: '∅',
  forgiven: '≈',
  changed: '≠',
  gone: '−',
  added: '+',
});
const BROKEN = ['changed', 'gone', 'added'];

/**
 * @param {SignedName[]} names @param {(name: SignedName) => string} valueOf what a field says
 * @param {string} form of the header section @param {Words} t
 */
export const signedFields = (names, valueOf, form, t) =>
  html`<ol class="ct-signed">${names.map(
    (name) => html`<li class=${`ct-is-${name.status} ${
      BROKEN.includes(name.status) ? 'ct-breaks' : ''
    }`}><b class="ct-signed-sign" aria-hidden="true">${SIGNS[name.status]}</b>
    <span class="ct-signed-name" translate="no">${name.name}</span>
    <span class="ct-signed-value" translate="no">${name.start < 0 ? nothing : valueOf(name)}</span>
    <small>${t(`ui.signed.status.${name.status}`, { form })}</small>
    ${name.compared.length ? octetChanges(name.compared, form, t) : nothing}</li>`,
  )}</ol>`;

/** @param {SignedBody} body @param {Words} t */
export function signedBody(body, t) {
  const same = body.stated === body.hash;
  return html`<div class=${`ct-hashes ${same ? '' : 'ct-breaks'}`}>
    <dl><dt>${t('ui.signed.hash.stated')}</dt><dd translate="no">${body.stated}</dd>
    <dt>${t('ui.signed.hash.computed', { form: body.form, n: body.octets_hashed })}</dt>
    <dd translate="no">${body.hash}</dd></dl>
    <p><b aria-hidden="true">${same ? '=' : '≠'}</b> ${t(
      `ui.signed.hash.${same ? 'same' : 'other'}`,
    )}</p>
    ${
      body.octets_hashed < body.octets
        ? html`<p>${t('ui.signed.hash.measured', {
            n: body.octets_hashed,
            total: body.octets,
          })}</p>`
        : nothing
    }
    ${body.compared.length ? octetChanges(body.compared, body.form, t) : nothing}</div>`;
}
