/** The machine of SPF at one step: open records with their terms, and what is used up. */
import { html, nothing } from 'lit';
import { isHere, termsOf } from './terms-of.js';

/** @typedef {import('../../types.d.ts').SpfPlayed} Played */
/** @typedef {import('../../types.d.ts').SpfFrame} Frame */
/** @typedef {(key: string, params?: Record<string, any>) => string} Words */

/** What each standing is called; a version is nothing one looks at. */
const SAID = {
  past: 'ui.sender.term.past',
  now: 'ui.sender.term.now',
  match: 'ui.sender.term.match',
  miss: 'ui.sender.term.miss',
  next: 'ui.sender.term.next',
  wrong: 'ui.sender.term.wrong',
};

/**
 * @param {Played} played @param {number} index of the step @param {Words} t
 * @param {{lookups_max: number, void_lookups_max: number}} limits
 */
export function drawMachine(played, index, t, limits) {
  const moment = played.moments?.[index];
  if (!moment) return nothing;
  const { frames, lookups, void_lookups: voids } = moment;
  const address = played.steps?.[0].fact.address;
  return html`<div class="ct-sender-gauges">
      ${gauge(t('ui.sender.lookups'), lookups, limits.lookups_max, t)}
      ${gauge(t('ui.sender.void'), voids, limits.void_lookups_max, t)}</div>
    <ol class="ct-sender-stack" aria-label=${t('ui.sender.stack')}>${frames.map(
      (frame, depth) =>
        html`<li class="ct-sender-frame" style="--depth:${depth}"
          data-inner=${depth === frames.length - 1}>${drawFrame(
            played,
            frame,
            depth === frames.length - 1 ? address : '',
            t,
          )}</li>`,
    )}</ol>`;
}

/** @param {string} name @param {number} n @param {number} limit @param {Words} t */
function gauge(name, n, limit, t) {
  const over = n > limit;
  const said = t('ui.sender.of', { n, limit });
  return html`<div class="ct-sender-gauge" data-over=${over}><span>${name}</span>
    <b>${said}</b><div role="meter" aria-label=${name} aria-valuemin="0" aria-valuemax=${limit}
      aria-valuenow=${Math.min(n, limit)} aria-valuetext=${said}>${Array.from(
        { length: limit + (over ? 1 : 0) },
        (_, i) => html`<i data-used=${i < n}></i>`,
      )}</div></div>`;
}

/** @param {Played} played @param {Frame} frame @param {string} address of the client, where
 * this is the innermost @param {Words} t */
function drawFrame(played, frame, address, t) {
  const row = played.rows?.[frame.row];
  const name = t(`ui.sender.frame.${frame.how || 'first'}`, { domain: frame.domain });
  if (!row) return html`<h2>${name}</h2><p class="ct-hint">${t('ui.sender.frame.unread')}</p>`;
  const terms = termsOf(row, frame);
  const here = Math.max(0, terms.findIndex(isHere));
  return html`<h2>${name}</h2><ol class="ct-sender-terms" translate="no">${terms.map((term, i) =>
    drawTerm(term, i === here ? address : '', t),
  )}</ol>`;
}

/** @param {import('./terms-of.js').Term} term @param {string} address @param {Words} t */
function drawTerm(term, address, t) {
  const { text, standing } = term;
  const seen = isHere(term) ? '' : 'ct-vh';
  return html`<li data-standing=${standing}>${
    address ? html`<span class="ct-sender-client">${address}</span>` : nothing
  }<code>${text}</code>${
    standing === 'version'
      ? nothing
      : html`<small class=${seen} translate="yes">${t(SAID[standing])}</small>`
  }</li>`;
}
