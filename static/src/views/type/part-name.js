/** The name of a part of the letter; touched, it says what that part is. */
import { html } from 'lit';
import { stayPut } from '../../drawings/stay-put.js';

/**
 * @param {string} name
 * @param {import('../../core/page-element.js').PageElement} part
 */
export const drawPartName = (name, part) => html`<button class="ct-t-name" @mousedown=${stayPut}
  @click=${() => part.ctx.link.say({ key: `ui.part_is.${name}` })}
  >${part.t(`ui.part.${name}`)}</button>`;
