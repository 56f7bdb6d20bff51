/** The few line icons that only Escribe and Aprende use; 24 px, in the manner of icons.js. */
import { html, svg } from 'lit';

/** @param {unknown} body */
const icon = (body) => html`<svg viewBox="0 0 24 24" aria-hidden="true" class="ct-i">${body}</svg>`;

/** @type {Record<string, unknown>} */
export const glyph = {
  undo: icon(svg`<path d="M9 14 4.500 9.500 9 5M5 9.500h9a5.500 5.500 0 0 1 0 11h-4"/>`),
  redo: icon(svg`<path d="m15 14 4.500-4.500L15 5M19 9.500h-9a5.500 5.500 0 0 0 0 11h4"/>`),
  restart: icon(
    svg`<path d="M4.500 12a7.500 7.500 0 1 0 2.200-5.300L4 9.300M4 4.500v4.800h4.800"/>`,
  ),
  branch: icon(
    svg`<circle cx="6" cy="5.500" r="2.200"/><circle cx="6" cy="18.500" r="2.200"/><circle cx="18"
      cy="9" r="2.200"/><path d="M6 7.700v8.600M18 11.200c0 3-4 3.300-9 4.300"/>`,
  ),
  letter: icon(svg`<path d="M3.500 6h17v12h-17zM3.500 6.500l8.500 6.500 8.500-6.500"/>`),
  repair: icon(svg`<path d="M3 12h5M16 12h5M8 8.500v7h3v-7zM13 8.500v7h3v-7z"/>`),
  hint: icon(
    svg`<path d="M9 17.500h6M10 20.500h4M12 3.500a6 6 0 0 0-3.500 10.900c.6.5 1 1.200 1
      2v.1h5v-.1c0-.8.4-1.500 1-2A6 6 0 0 0 12 3.500z"/>`,
  ),
  done: icon(svg`<circle cx="12" cy="12" r="9"/><path d="m7.800 12.300 2.900 2.900 5.500-6"/>`),
  todo: icon(svg`<circle cx="12" cy="12" r="9"/>`),
  missing: icon(svg`<circle cx="12" cy="12" r="9"/><path d="m9 9 6 6M15 9l-6 6"/>`),
};
