/**
 * The mysteries: the story on the left, and on the right the case, where one accuses and
 * proves. Without a mystery in the address: choose a level and a number.
 */
import { html } from 'lit';
import { PageElement, watching } from '../../core/page-element.js';
import { walkTabs } from '../../drawings/walk-tabs.js';
import { drawInspector } from '../../inspector/lazy-inspector.js';
import '../../inspector/lens.js';
import '../../ladder/ladder.js';
import '../../machines/machine.js';
import '../../player/player.js';
import '../../player/sentence.js';
import '../../stage/stage.js';
import './case.js';
import './choose-mystery.js';

const PANELS = ['case', 'details'];

class Mystery extends PageElement {
  static watches = watching('texts');
  static properties = { panel: { state: true } };

  constructor() {
    super();
    this.panel = 'case';
  }

  render() {
    if (!this.ctx.boot.mystery) return html`<ct-choose-mystery></ct-choose-mystery>`;
    return html`<div class="ct-watch ct-mystery">
      <section class="ct-story" aria-label=${this.t('ui.watch.story')}>
        <ct-sentence></ct-sentence><ct-stage></ct-stage><ct-ladder></ct-ladder>
      </section>
      <aside class="ct-side" aria-label=${this.t('ui.mystery.case')}>
        <div class="ct-panel-tabs" role="tablist">${PANELS.map(
          (panel) => html`<button role="tab" id=${`ct-tab-${panel}`}
          aria-selected=${this.panel === panel} aria-controls="ct-side-body"
          tabindex=${this.panel === panel ? 0 : -1}
          @click=${() => {
            this.panel = panel;
          }} @keydown=${this.#onTabKey}>${this.t(`ui.mystery.${panel}`)}</button>`,
        )}</div>
        <div class="ct-side-body" id="ct-side-body" role="tabpanel" tabindex="0"
          aria-labelledby=${`ct-tab-${this.panel}`}>
          <ct-case ?hidden=${this.panel !== 'case'}></ct-case>
          ${this.panel === 'details' ? html`<ct-lens></ct-lens>${drawInspector()}` : ''}</div>
      </aside>
      <footer class="ct-foot"><ct-player></ct-player></footer>
      <ct-machine></ct-machine>
    </div>`;
  }

  #onTabKey = walkTabs(
    this,
    PANELS,
    () => this.panel,
    (tab) => {
      this.panel = tab;
    },
  );
}
customElements.define('ct-mystery', Mystery);
