/**
 * The letter on its sheet, each run of lines beside the name of its part: header, blank
 * line, body, final dot. Sent lines are paper: they can be read, not edited.
 */
import { html, nothing } from 'lit';
import { drawSlips } from './draw-slips.js';
import { runsOf } from './letter-parts.js';
import { drawPartName } from './part-name.js';

/** @typedef {{ part: string, text: string, lf?: boolean,
 *   slips?: import('../../types.d.ts').Text[] }} Written  `lf`: LF alone ended the line */

/**
 * @param {readonly Written[]} paper
 * @param {import('../../core/page-element.js').PageElement} part gives the words
 */
export function drawPaper(paper, part) {
  return html`<dl class="ct-t-paper">${runsOf(paper).map(
    (run) => html`
    <div class="ct-t-run" data-part=${run.part}>
      <dt>${drawPartName(run.part, part)}</dt>
      <dd>${run.lines.map(
        ({ text, lf, slips = [] }) => html`<code translate="no">${text === '' && !lf ? '↵' : text}${
          lf ? html`<b class="ct-t-lf">LF</b>` : nothing
        }</code>
        ${drawSlips(slips, part)}`,
      )}</dd>
    </div>`,
  )}</dl>`;
}
