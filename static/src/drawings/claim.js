/** A claim of a slide: its verdict in a word and a colour, what is right, where to see it. */
import { html, nothing } from 'lit';
import { citeLink } from './cite.js';
import { ui } from './icons.js';

/**
 * @typedef {import('../types.d.ts').ClaimPage} Claim
 * @typedef {Pick<import('../core/page-element.js').PageElement, 't' | 'ctx'>} Part
 */

/** @param {Claim['verdict']} verdict @param {Part} part */
export const drawVerdict = (verdict, part) =>
  html`<span class="ct-verdict" data-verdict=${verdict}>${part.t(`ui.verdict.${verdict}`)}</span>`;

/** @param {Claim} claim @param {Part} part @param {{open: boolean, seen: boolean}} how */
export function drawClaim(claim, part, { open, seen }) {
  const { lang } = part.ctx.texts;
  return html`<p class="ct-claim-says"><span class="ct-claim-id">${claim.id}</span>
      ${claim.says[lang]} ${open ? drawVerdict(claim.verdict, part) : nothing}</p>
    ${open ? drawTruth(claim, part, seen) : nothing}`;
}

/** What is right, and where it is shown. @param {Claim} claim @param {Part} part
 * @param {boolean} seen */
export function drawTruth(claim, part, seen) {
  const truth = claim.truth[part.ctx.texts.lang];
  return html`${truth ? html`<p class="ct-claim-truth">${truth}</p>` : nothing}
    ${drawWays(claim, part, seen)}`;
}

/**
 * Where it is seen, learnt and read.
 * @param {Claim} claim @param {Part} part @param {boolean} seen
 */
function drawWays(claim, part, seen) {
  return html`<p class="ct-claim-ways">${
    claim.address
      ? html`<a class="ct-button ct-small" href=${claim.address}
        >${ui.play}<span>${part.t(seen ? 'ui.map.see_again' : 'ui.map.see')}</span></a>`
      : nothing
  }${claim.lessons.map(({ number, slug }) =>
    slug
      ? html`<a class="ct-link" href=${`/aprende/${slug}`}
      >${part.t('ui.map.lesson', { number })}</a>`
      : html`<span class="ct-claim-coming">${part.t('ui.map.coming', { number })}</span>`,
  )}${claim.cites.map(citeLink)}</p>`;
}
