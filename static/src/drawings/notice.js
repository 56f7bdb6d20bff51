/**
 * What went wrong last, or what a word means, for a while. It stands where the person is:
 * under the page's head, or in the dialog that covers it.
 */
import { html, nothing } from 'lit';
import { ui } from './icons.js';

/**
 * @param {import('../core/page-element.js').PageElement} part  watches the link
 * @param {HTMLDialogElement | null} dialog where it is to stand; null: on the page
 */
export function drawNotice(part, dialog = null) {
  const { link } = part.ctx;
  if (!link.notice || document.querySelector('dialog:modal') !== dialog) return nothing;
  return html`<p class="ct-notice" role="alert">${part.say(link.notice)}
    <button class="ct-ghost" type="button" aria-label=${part.t('ui.close')}
      @click=${() => link.say(null)}>${ui.close}</button></p>`;
}
