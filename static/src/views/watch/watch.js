/** Mira: the story (sentence, stage, ladder), its details, and the player. */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../../core/page-element.js';
import { drawSidePanels } from '../../stage/side-panels.js';
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
      ${drawSidePanels(
        this,
        {
          label: this.t('ui.watch.details'),
          panels: PANELS,
          name: (panel) => this.t(`ui.watch.${panel}`),
          keys: { details: 'i' },
        },
        html`${this.panel === 'details' ? html`<ct-lens></ct-lens>${drawInspector()}` : nothing}${
          this.panel === 'transcript' || isOnPaper()
            ? html`<ct-transcript></ct-transcript>`
            : nothing
        }`,
      )}
      <footer class="ct-foot"><ct-player></ct-player></footer>
      <ct-machine></ct-machine>
    </div>`;
  }
}
customElements.define('ct-watch', Watch);
