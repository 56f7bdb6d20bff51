/** Templates of the glossary: an entry, and the table of RFCs with their status. Pure. */
import { html, nothing } from 'lit';
import { citeLink } from '../../drawings/cite.js';
import { ui } from '../../drawings/icons.js';

/** @typedef {import('../../types.d.ts').GlossaryEntry} Entry */
/** @typedef {import('../../types.d.ts').ListedRfc} Rfc */
/** @typedef {import('../../core/page-element.js').PageElement} PageElement */

/** @param {string} why */
const sentence = (why) => why[0].toUpperCase() + why.slice(1);

/** Its status, and what replaced it. @param {Rfc | undefined} rfc @param {PageElement} part */
function drawStatus(rfc, part) {
  if (!rfc) return nothing;
  const by = rfc.obsoleted_by.join(', ');
  return html`<span class="ct-gl-status" data-level=${rfc.level} ?data-obsolete=${Boolean(by)}
    >${part.t(`ui.glossary.level.${rfc.level}`)}${
      by ? html`, ${part.t('ui.glossary.obsolete', { by })}` : nothing
    }</span>`;
}

/**
 * @param {Entry} entry @param {Map<number, Rfc>} rfcs @param {boolean} now the address names it
 * @param {PageElement} part
 */
export const drawEntry = (entry, rfcs, now, part) => html`<article class="ct-gl-entry"
    id=${`gl-${entry.id}`} aria-current=${now ? 'true' : nothing} tabindex="-1">
    <h3><a href=${part.ctx.route.href('glossary', entry.id)}>${entry.name}</a></h3>
    <p>${entry.means}</p>
    ${entry.syntax ? drawSyntax(entry, part) : nothing}
    ${
      entry.example
        ? html`<pre class="ct-gl-bytes" translate="no"
        aria-label=${part.t('ui.glossary.example')}>${entry.example}</pre>`
        : nothing
    }
    ${
      entry.unlike.length
        ? html`<ul class="ct-gl-unlike">${entry.unlike.map(
            (other) => html`<li>${part.t('ui.glossary.unlike')} <a class="ct-link"
            href=${part.ctx.route.href('glossary', other.id)}
            >${other.name}</a>. ${sentence(other.why)}</li>`,
          )}</ul>`
        : nothing
    }
    ${drawWays(entry, rfcs, part)}</article>`;

/** @param {Entry} entry @param {PageElement} part */
const drawSyntax = (entry, part) => html`<p class="ct-gl-syntax">${part.t('ui.glossary.syntax')}
  <code translate="no">${entry.syntax}</code></p>`;

/** Where it is seen, learnt and read. @param {Entry} entry @param {Map<number, Rfc>} rfcs
 * @param {PageElement} part */
function drawWays({ scene, tries, lessons, cites }, rfcs, part) {
  if (!scene && !tries && !lessons.length && !cites.length) return nothing;
  const [page, ...place] = tries.split('/');
  return html`<p class="ct-gl-ways">${
    scene
      ? html`<a class="ct-button ct-small" href=${scene}
        >${ui.play}<span>${part.t('ui.glossary.see')}</span></a>`
      : nothing
  }${
    tries
      ? html`<a class="ct-button ct-small" href=${part.ctx.route.href(page, place.join('/'))}
        >${part.t('ui.glossary.try')}</a>`
      : nothing
  }${lessons.map(
    ({ number, slug, title }) => html`<a class="ct-link" href=${`/aprende/${slug}`}
      >${number} ${title}</a>`,
  )}${cites.map(
    (cited) =>
      html`<span>${citeLink(cited)} ${drawStatus(
        rfcs.get(Number(cited.split('#')[0])),
        part,
      )}</span>`,
  )}</p>`;
}

/** @param {readonly Rfc[]} rfcs @param {string} now id of the row the address names
 * @param {PageElement} part */
export const drawRfcs = (rfcs, now, part) => html`<p class="ct-gl-lead"
    >${part.t('ui.glossary.rfcs_lead')}</p>
  <table class="ct-gl-rfcs"><thead><tr>${['number', 'title', 'year', 'status'].map(
    (column) => html`<th scope="col">${part.t(`ui.glossary.rfc_${column}`)}</th>`,
  )}</tr></thead><tbody>${rfcs.map(
    (rfc) => html`<tr id=${`gl-rfc-${rfc.number}`}
      aria-current=${now === `rfc-${rfc.number}` ? 'true' : nothing}>
      <th scope="row">${citeLink(String(rfc.number))}</th>
      <td lang="en">${rfc.title}</td><td>${rfc.year}</td><td>${drawStatus(rfc, part)}</td></tr>`,
  )}</tbody></table>`;
