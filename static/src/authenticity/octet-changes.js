/**
 * Which octets changed: before and after, in each form in which two versions were compared.
 * Octets that nobody sees have a sign. Pure: it draws `Compared` of CONTRACT.md, whoever
 * compared.
 */
import { html, nothing } from 'lit';

/** @typedef {import('../types.d.ts').Compared} Compared */
/** @typedef {import('../types.d.ts').ChangedOctets} ChangedOctets */
/** @typedef {(key: string, params?: Record<string, any>) => string} Words */

const SIGNS = /** @type {Record<string, string>} */ ({
  ' ': '·',
  '\t': '→',
  '\r\n': '¶\n',
  '\r': '(CR)',
  '\n': '(LF)\n',
});

/** Octets as they are read, white space with a sign. @param {string} octets Latin-1 */
export const seen = (octets) =>
  octets.replace(/\r\n|[ \t\r\n]/g, (found) => SIGNS[found]).replace(/(?!\n)\p{Cc}/gu, '\ufffd');

/** An octet as number and sign: `6F «o»`. @param {string} octet */
const named = (octet) => {
  const hex = octet.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');
  return `${hex} «${seen(octet).trim()}»`;
};

/** What happened to them, in a sentence. @param {ChangedOctets} change @param {Words} t */
export function changeWords(change, t) {
  const { offset: at, before, after, before_octets: m, after_octets: n } = change;
  if (m === 1 && n === 1)
    return t('ui.signed.change.one', { at, before: named(before), after: named(after) });
  if (!m) return t('ui.signed.change.added', { at, n });
  if (!n) return t('ui.signed.change.removed', { at, n: m });
  return t('ui.signed.change.replaced', { at, n, m });
}

/** @param {string} octets @param {number} whole */
const cut = (octets, whole) => `${seen(octets)}${octets.length < whole ? '…' : ''}`;

/** @param {ChangedOctets} change @param {Words} t */
function drawChange(change, t) {
  const { before, after, lead, trail } = change;
  const gone = before ? html`<del>${cut(before, change.before_octets)}</del>` : nothing;
  const came = after ? html`<ins>${cut(after, change.after_octets)}</ins>` : nothing;
  const words = changeWords(change, t);
  return html`<li><p>${words}</p><pre translate="no" role="group" tabindex="0"
    aria-label=${words}>${seen(lead)}${gone}${came}${seen(trail)}</pre></li>`;
}

/** @param {number} n changes that are not listed @param {Words} t */
const left = (n, t) =>
  n ? html`<p class="ct-hint">${t('ui.signed.change.more', { n })}</p>` : nothing;

/**
 * One form after the other; `used`: the one the signature asks for.
 * @param {Compared[]} compared @param {string} used @param {Words} t
 */
export const octetChanges = (compared, used, t) =>
  html`<ul class="ct-forms">${compared.map(
    ({ form, changes, more }) => html`<li class=${form === used ? 'ct-used' : ''}>
    <h4>${t(`ui.signed.form.${form}`)}${
      form === used ? html` <small>${t('ui.signed.form.used')}</small>` : nothing
    }</h4>${
      changes.length
        ? html`<ol class="ct-changes">${changes.map((change) => drawChange(change, t))}</ol>`
        : html`<p class="ct-forgives">${t('ui.signed.form.same')}</p>`
    }${left(more, t)}</li>`,
  )}</ul>`;
