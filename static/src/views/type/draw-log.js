/**
 * Templates of the terminal's log: lines typed, replies with their reasons, sheets of the
 * letter. Pure: entries in, Lit templates out.
 *
 * Each reply keeps its wire text; the plain words stand under it. What to do next is said
 * only under the newest reply: an old advice would be wrong by now.
 */
import { html, nothing } from 'lit';
import { mark, ui } from '../../drawings/icons.js';
import { withTerms } from '../../drawings/terms.js';
import { partsOf } from './letter-parts.js';
import { openingLine } from '../../model/terminals.js';
import { drawPaper } from './draw-paper.js';
import { drawSlips } from './draw-slips.js';
import { gathered } from './terminal-log.js';

/**
 * @typedef {import('./terminal-log.js').Entry} Entry
 * @typedef {import('../../core/page-element.js').PageElement} PageElement
 * @typedef {{ conn: import('../../types.d.ts').Conn | undefined, part: PageElement,
 *   unaided: boolean, used?: Set<string> }} Around  `unaided`: what the server says, and why it
 *   refuses; no more. `used`: terms that the log has explained
 */

/** @param {readonly Entry[]} log @param {Around} about */
export function drawLog(log, about) {
  const around = { ...about, used: new Set() };
  const newest = log.findLast(({ kind }) => kind === 'reply')?.seq ?? -1;
  return gathered(log).map((block) =>
    block.kind === 'sheet'
      ? drawSheet(block.lines, around.part)
      : DRAW[block.kind](/** @type {Entry} */ (block), around, block.seq === newest),
  );
}

/** @type {Record<string, (entry: Entry, around: Around, newest: boolean) => unknown>} */
const DRAW = {
  open: drawOpen,
  sent: drawSent,
  reply: drawReply,
  closed: (entry, { part, used }) => drawNote(entry, part, used),
  local: (entry, { part, used }) => drawNote(entry, part, used),
};

/** @param {Entry} entry @param {Around} around */
function drawOpen(entry, { conn, part, used }) {
  if (entry.head === 'TLS') return drawNote(entry, part, used);
  return html`<p class="ct-t-line"><span class="ct-ps" aria-hidden="true">$</span>
    <code translate="no">${conn ? openingLine(part.model, conn) : ''}</code></p>
    <p class="ct-t-note">${withTerms(part.say(entry.say), part, used)}</p>`;
}

/** @param {Entry} entry @param {Around} around */
function drawSent(entry, { conn, part, unaided, used }) {
  return html`<div class="ct-t-line ct-t-sent ct-${conn?.protocol ?? ''}">
    <span class="ct-ps" aria-hidden="true">C:</span><span class="ct-vh">${part.t('ui.type.you')}:
      </span>
    <code translate="no">${entry.lines[0] || ' '}${
      entry.lf ? html`<b class="ct-t-lf">LF</b>` : nothing
    }</code></div>
    ${unaided ? nothing : drawSlips(entry.slips, part, used)}`;
}

/** @param {Entry} entry @param {Around} around @param {boolean} newest */
function drawReply(entry, { part, unaided, used }, newest) {
  const refused = ['4', '5', '-'].includes(entry.mark);
  const kind = { '+': '2', '-': '5' }[entry.mark] ?? entry.mark;
  return html`<div class="ct-t-reply ct-c${kind}" ?data-refused=${refused}>
    <span class="ct-vh">${part.t('ui.type.server')}: </span>
    ${entry.lines.map(
      (line, i) =>
        html`<div class="ct-t-line">${
          i ? html`<code translate="no">${line || ' '}</code>` : drawFirst(entry, line)
        }</div>`,
    )}
    ${entry.more ? html`<p class="ct-t-note">${part.t('ui.type.more_lines')}</p>` : nothing}
    ${
      entry.why && (refused || !unaided)
        ? html`<p class="ct-t-note">${withTerms(part.say(entry.why), part, used)}</p>`
        : nothing
    }
    ${unaided ? nothing : drawSlips(entry.slips, part, used)}
    ${
      entry.next && newest && !unaided
        ? html`<p class="ct-t-note ct-t-next"><b>${part.t('ui.type.now')}:</b>
      ${withTerms(part.say(entry.next), part, used)}</p>`
        : nothing
    }
  </div>`;
}

/** The code of a reply stands out, with its mark. @param {Entry} entry @param {string} line */
function drawFirst({ head, mark: kind }, line) {
  const at = head && line.startsWith(head) ? head.length : 0;
  return html`<span class="ct-ps" aria-hidden="true">${mark[kind] ?? 'S:'}</span><code
    translate="no"><b class="ct-t-code">${line.slice(0, at)}</b>${line.slice(at)}</code>`;
}

/** @param {Entry} entry @param {PageElement} part @param {Set<string>} [used] */
export const drawNote = (
  entry,
  part,
  used = new Set(),
) => html`<p class="ct-t-note ct-t-event">${withTerms(part.say(entry.say), part, used)}
  ${entry.why ? html`<br>${withTerms(part.say(entry.why), part, used)}` : nothing}
  ${
    entry.next
      ? html`<br><b>${part.t('ui.type.now')}:</b> ${withTerms(part.say(entry.next), part, used)}`
      : nothing
  }</p>`;

/** @param {Entry[]} lines @param {PageElement} part */
function drawSheet(lines, part) {
  const paper = lines.map((line) => ({
    part: line.part || 'body',
    text: line.lines[0] ?? '',
    lf: line.lf,
    slips: line.slips,
  }));
  const bare = paper.at(-1)?.part === 'dot' && !partsOf(paper).blank;
  const parts = partsOf(paper);
  return html`<div class="ct-t-sheet">${drawPaper(paper, part)}</div>
    ${
      parts.dot && parts.blank && !parts.body
        ? html`<p class="ct-t-note"
      >${part.t('ui.letter.no_body')}</p>`
        : nothing
    }
    ${
      bare
        ? html`<p class="ct-t-note ct-t-slip">${ui.look}<span
      >${part.t('ui.letter.all_header')}</span></p>`
        : nothing
    }`;
}
