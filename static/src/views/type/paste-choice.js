/**
 * What to do with a pasted block: it is shown first, then sent line by line waiting for
 * each reply, or all at once, as the learner chooses. Nothing in it is changed.
 */
import { html } from 'lit';
import { PageElement, watching } from '../../core/page-element.js';

class Paste extends PageElement {
  static watches = watching('texts');
  static properties = { lines: { state: true }, connected: { state: true } };

  constructor() {
    super();
    /** @type {string[]} */ this.lines = [];
    this.connected = true;
  }

  /** @param {string[]} lines @param {boolean} connected somebody listens */
  async open(lines, connected) {
    this.lines = lines;
    this.connected = connected;
    await this.updateComplete;
    this.querySelector('dialog')?.showModal();
  }

  render() {
    const n = this.lines.length;
    return html`<dialog class="ct-t-dialog" aria-labelledby="ct-paste-title">
      <h2 id="ct-paste-title">${this.t('ui.paste.title')}</h2>
      <p>${this.t(this.connected ? 'ui.paste.lead' : 'ui.paste.nobody', { n })}</p>
      <ol class="ct-paste-lines" tabindex="0" aria-label=${this.t('ui.paste.lines')} translate="no">
        ${this.lines.map((line) => html`<li><code>${line || ' '}</code></li>`)}</ol>
      <div class="ct-t-dialog-foot">
        <button class="ct-button" @click=${() => this.#close()}>${this.t('ui.type.cancel')}</button>
        <button class="ct-button" ?disabled=${!this.connected}
          @click=${() => this.#choose('fast')}>${this.t('ui.paste.fast')}</button>
        <button class="ct-button ct-go" ?disabled=${!this.connected}
          @click=${() => this.#choose('slow')}>${this.t('ui.paste.slow')}</button>
      </div></dialog>`;
  }

  #close() {
    this.querySelector('dialog')?.close();
  }

  /** @param {'slow' | 'fast'} how */
  #choose(how) {
    this.#close();
    this.dispatchEvent(new CustomEvent('ct-paste', { detail: { lines: this.lines, how } }));
  }
}
customElements.define('ct-paste', Paste);
