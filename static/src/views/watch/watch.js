/** Mira: the story (sentence, stage, ladder), its details, and the player. */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../../core/page-element.js';
import { walkTabs } from '../../drawings/walk-tabs.js';
import { KEY_ACTION } from '../../core/keys.js';
import { isOnPaper, PAPER_EVENT } from '../../core/paper.js';
import '../../player/branch-bar.js';
import '../../player/sentence.js';
import '../../stage/stage.js';
import '../../ladder/ladder.js';
import { drawInspector } from '../../inspector/lazy-inspector.js';
import '../../inspector/lens.js';
import './transcript.js';
import '../../player/player.js';
import './offered-acts.js';
import '../../machines/machine.js';
import './journey.js';

const PANELS = ['details', 'transcript'];

class Watch extends PageElement {
  static watches = watching('texts', 'store');
  static properties = { tab: {}, panel: { state: true } };

  constructor() {
    super();
    /** what a phone shows: 'story' or 'details' */ this.tab = 'story';
    /** what the side shows: 'details' or 'transcript' */ this.panel = 'details';
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener(KEY_ACTION, this.#onKey);
    document.addEventListener(PAPER_EVENT, this.#onPaper);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener(KEY_ACTION, this.#onKey);
    document.removeEventListener(PAPER_EVENT, this.#onPaper);
  }

  #onPaper = () => this.requestUpdate();

  #onKey = (/** @type {Event} */ event) => {
    const { detail } = /** @type {CustomEvent<string>} */ (event);
    if (detail === 'stage')
      /** @type {HTMLElement | null} */ (this.querySelector('.ct-now button'))?.focus();
    if (detail !== 'inspector') return;
    const body = this.querySelector('.ct-side-body');
    const again = body !== null && body === document.activeElement;
    this.panel = again && this.panel === 'details' ? 'transcript' : 'details';
    this.updateComplete.then(() => {
      const found = /** @type {HTMLElement | null} */ (this.querySelector('.ct-side-body'));
      found?.setAttribute('tabindex', '-1');
      found?.focus();
    });
  };

  render() {
    return html`<div class="ct-watch" data-tab=${this.tab}>
      <section class="ct-story" aria-label=${this.t('ui.watch.story')}>
        ${this.store.branches.length > 1 ? html`<ct-branches></ct-branches>` : nothing}
        <ct-sentence></ct-sentence><ct-stage></ct-stage><ct-journey></ct-journey><ct-ladder
          ></ct-ladder><ct-offers></ct-offers>
      </section>
      <aside class="ct-side" aria-label=${this.t('ui.watch.details')}>
        <div class="ct-panel-tabs" role="tablist">${PANELS.map(
          (panel) => html`<button role="tab" id=${`ct-tab-${panel}`}
          data-keys=${panel === 'details' ? 'i' : nothing}
          aria-selected=${this.panel === panel} aria-controls="ct-side-body"
          tabindex=${this.panel === panel ? 0 : -1}
          @click=${() => {
            this.panel = panel;
          }} @keydown=${this.#onTabKey}>${this.t(`ui.watch.${panel}`)}</button>`,
        )}</div>
        <div class="ct-side-body" id="ct-side-body" role="tabpanel" tabindex="0"
          aria-labelledby=${`ct-tab-${this.panel}`}>
          ${this.panel === 'details' ? html`<ct-lens></ct-lens>${drawInspector()}` : nothing}${
            this.panel === 'transcript' || isOnPaper()
              ? html`<ct-transcript></ct-transcript>`
              : nothing
          }</div>
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
customElements.define('ct-watch', Watch);
