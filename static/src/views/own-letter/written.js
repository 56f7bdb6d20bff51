/** What others wrote about a message: each field with who can have written it, in words. */
import { html, nothing } from 'lit';
import { inSight } from '../../letters/in-sight.js';

/** @typedef {Pick<import('../../core/page-element.js').PageElement, 't' | 'ctx'>} Part */
/** @typedef {import('../../types.d.ts').OwnLetterPage} OwnLetterPage */
/** @typedef {import('../../types.d.ts').WrittenResult} WrittenResult */

/** @param {OwnLetterPage} page @param {Part} part */
export function drawWritten(page, part) {
  const { results = [], spf = [], arc = 0 } = page;
  if (!results.length && !spf.length && !arc)
    return html`<p>${part.t('ui.own_letter.results.none')}</p>`;
  return html`<p class="ct-hint">${part.t('ui.own_letter.results.about')}</p>
    ${results.map(({ authserv_id: name, trust, results: found = [], unread = 0 }) =>
      drawField(
        part,
        part.t('ui.own_letter.results.by', { name: inSight(name) || '?' }),
        trust,
        html`${
          found.length
            ? html`<ul>${found.map((each) => drawResult(each, part))}</ul>`
            : html`<p>${part.t('ui.own_letter.results.empty')}</p>`
        }
        ${
          unread ? html`<p>${part.t('ui.own_letter.results.unread', { n: unread })}</p>` : nothing
        }`,
      ),
    )}
    ${spf.map(({ result, trust, comment, pairs = [] }) =>
      drawField(
        part,
        part.t('ui.own_letter.results.by_spf'),
        trust,
        html`<ul>${drawResult(
          { method: 'spf', result, properties: pairs, reason: comment },
          part,
        )}</ul>`,
      ),
    )}
    ${arc ? html`<p>${part.t('ui.own_letter.arc', { n: arc })}</p>` : nothing}`;
}

/** @param {Part} part @param {string} title @param {string} trust @param {unknown} body */
function drawField(part, title, trust, body) {
  return html`<section class="ct-card ct-ol-written" data-trust=${trust}><h3>${title} ·
    ${part.t(`ui.own_letter.trust.${trust}`)}</h3>
    <p>${part.t(`ui.own_letter.results.${trust}`)}</p>${body}</section>`;
}

/** @param {WrittenResult} written @param {Part} part */
function drawResult({ method, result, properties = [], reason = '' }, part) {
  const { texts } = part.ctx;
  const known = (/** @type {string} */ key) => (texts.has(key) ? key : '');
  const about = known(`ui.own_letter.method.${method}`) || 'ui.own_letter.method.other';
  const said = known(`ui.own_letter.result.${result}`) || 'ui.own_letter.result.other';
  return html`<li><b translate="no">${inSight(method)}=${inSight(result)}</b>
    <span>${part.t(about)}. ${part.t(said)}</span>
    ${properties.map(
      ([name, value]) => html`<code translate="no">${inSight(name)}=${inSight(value)}</code> `,
    )}
    ${reason ? html`<q translate="no">${inSight(reason)}</q>` : nothing}</li>`;
}
