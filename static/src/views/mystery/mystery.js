/**
 * The mysteries: the story on the left, and on the right the case, where one accuses and
 * proves. Without a mystery in the address: choose a level and a number.
 */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../../core/page-element.js';
import { drawSidePanels } from '../../stage/side-panels.js';
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
      ${drawSidePanels(
        this,
        {
          label: this.t('ui.mystery.case'),
          panels: PANELS,
          name: (panel) => this.t(`ui.mystery.${panel}`),
        },
        html`<ct-case ?hidden=${this.panel !== 'case'}></ct-case>
          ${this.panel === 'details' ? html`<ct-lens></ct-lens>${drawInspector()}` : nothing}`,
      )}
      <footer class="ct-foot"><ct-player></ct-player></footer>
      <ct-machine></ct-machine>
    </div>`;
  }
}
customElements.define('ct-mystery', Mystery);
