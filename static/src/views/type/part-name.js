/** The name of a part of the letter; touched, it says what that part is. */
import { html } from 'lit';

/** A button beside the line must not take the focus (and the phone's keyboard).
 * @param {Event} event */
export function keepFocus(event) {
  event.preventDefault();
}

/**
 * @param {string} name
 * @param {import('../../core/page-element.js').PageElement} part
 */
export const drawPartName = (name, part) => html`<button class="ct-t-name" @mousedown=${keepFocus}
  @click=${() => part.ctx.link.say({ key: `ui.part_is.${name}` })}
  >${part.t(`ui.part.${name}`)}</button>`;
