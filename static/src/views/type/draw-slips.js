/** What the eye misses in a typed line, said beside the line. */
import { html } from 'lit';
import { ui } from '../../drawings/icons.js';
import { withTerms } from '../../drawings/terms.js';

/**
 * @param {readonly import('../../types.d.ts').Text[]} slips
 * @param {import('../../core/page-element.js').PageElement} part
 * @param {Set<string>} [used] terms explained above
 */
export const drawSlips = (slips, part, used = new Set()) =>
  slips.map(
    (slip) => html`
  <p class="ct-t-note ct-t-slip">${ui.look}<span
    >${withTerms(part.say(slip), part, used)}</span></p>`,
  );
