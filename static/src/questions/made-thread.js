/**
 * A conversation as a mail client shows it: each message below the one it answers.
 */
import { html } from 'lit';
import { PageElement, watching } from '../core/page-element.js';
import { inThread } from './parts.js';

class MadeThread extends PageElement {
  static watches = watching('texts');
  static properties = { among: { attribute: false }, parents: { attribute: false } };

  constructor() {
    super();
    /** `Message-ID` by message @type {Record<string, string>} */ this.among = {};
    /** what each answers @type {Record<string, string>} */ this.parents = {};
  }

  render() {
    return html`<div class="ct-made"><p class="ct-order-head">${this.t('ui.made.thread')}</p>
      <ul class="ct-made-thread">${inThread(Object.keys(this.among), this.parents).map(
        ({ name, depth }) => html`<li style="--depth: ${depth}"><code translate="no"
          >${this.among[name]}</code></li>`,
      )}</ul></div>`;
  }
}
customElements.define('ct-made-thread', MadeThread);
