/** The name of a part of the letter; touched, it says what that part is. */
import { html } from 'lit';
import { keepFocus } from '../../drawings/terms.js';

export { keepFocus };

/**
 * @param {string} name
 * @param {import('../../core/page-element.js').PageElement} part
 */
export const drawPartName = (name, part) => html`<button class="ct-t-name" @mousedown=${keepFocus}
  @click=${() => part.ctx.link.say({ key: `ui.part_is.${name}` })}
  >${part.t(`ui.part.${name}`)}</button>`;
