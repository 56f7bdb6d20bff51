/** What the eye misses in a typed line, said beside the line. */
import { html } from 'lit';
import { ui } from '../../drawings/icons.js';

/**
 * @param {readonly import('../../types.d.ts').Text[]} slips
 * @param {import('../../core/page-element.js').PageElement} part
 */
export const drawSlips = (slips, part) =>
  slips.map(
    (slip) => html`
  <p class="ct-t-note ct-t-slip">${ui.look}<span>${part.say(slip)}</span></p>`,
  );
