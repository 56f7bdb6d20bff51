/** A button after a long line of code, as the server puts it there: copies that line. */
import { html } from 'lit';
import { PageElement, watching } from '../core/page-element.js';
import { copyText } from './copy-text.js';
import { ui } from './icons.js';

class CopyCode extends PageElement {
  static watches = watching('texts');
  static properties = { copied: { state: true } };

  constructor() {
    super();
    this.copied = false;
  }

  render() {
    return html`<button type="button" class="ct-copy" @click=${this.#copy}
      >${ui.copy}<span>${this.t(`ui.lesson.${this.copied ? 'copied' : 'copy'}`)}</span></button>`;
  }

  #copy = async () => {
    const line = this.previousElementSibling?.textContent ?? '';
    this.copied = await copyText(line.replace(/\n$/, ''));
  };
}
customElements.define('ct-copy', CopyCode);
