/**
 * Rompe: the stage on the left, and on the right the bench where things are broken and
 * repaired, or the ready experiments. On a phone the bench stands below the stage.
 */
import { html } from 'lit';
import { PageElement, watching } from '../../core/page-element.js';
import { drawSidePanels } from '../../stage/side-panels.js';
import '../../player/branch-bar.js';
import './bench.js';
import './experiments.js';
import '../../ladder/ladder.js';
import '../../player/player.js';
import '../../player/sentence.js';
import '../../stage/stage.js';
import { OPEN_MACHINE } from '../../machines/events.js';

const PANELS = ['bench', 'experiments'];

class Break extends PageElement {
  static watches = watching('texts', 'link');
  static properties = { rest: {}, panel: { state: true }, host: { state: true } };

  constructor() {
    super();
    /** the address after `#/break/`: a machine, `experiments`, or `new` */ this.rest = '';
    this.panel = '';
    /** the machine on the bench */ this.host = '';
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener(OPEN_MACHINE, this.#onMachine);
    if (!this.#somethingWasOnShow && this.rest !== 'new') this.playhead.follow('now');
  }

  /** Then that moment is the one to break things in; else the story has been told. */
  get #somethingWasOnShow() {
    return this.ctx.link.wouldFork || !['', 'home', 'break'].includes(this.ctx.route.before.id);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener(OPEN_MACHINE, this.#onMachine);
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has('rest')) return;
    const experiments =
      this.rest === 'experiments' ||
      this.rest === 'new' ||
      (!this.rest && this.ctx.boot.experiment);
    this.panel = experiments ? 'experiments' : 'bench';
    if (!experiments && this.rest) this.host = this.rest;
  }

  /** A machine of the stage is laid on the bench. */
  #onMachine = (/** @type {Event} */ event) => {
    this.host = /** @type {CustomEvent<string>} */ (event).detail;
    this.panel = 'bench';
  };

  render() {
    return html`<div class="ct-watch ct-break">
      <section class="ct-story" aria-label=${this.t('ui.watch.story')}>
        <ct-branches .travel=${true}></ct-branches><ct-sentence></ct-sentence><ct-stage></ct-stage
          ><ct-ladder></ct-ladder>
      </section>
      ${drawSidePanels(
        this,
        {
          label: this.t('ui.break.name'),
          panels: PANELS,
          name: (panel) => this.t(`ui.break.${panel}`),
        },
        this.panel === 'bench'
          ? html`<ct-bench .host=${this.host} @ct-host=${this.#onHost}></ct-bench>`
          : html`<ct-experiments .fresh=${this.rest === 'new'} @ct-bench=${() => {
              this.panel = 'bench';
            }}></ct-experiments>`,
      )}
      <footer class="ct-foot"><ct-player></ct-player></footer>
    </div>`;
  }

  #onHost = (/** @type {CustomEvent<string>} */ event) => {
    this.host = event.detail;
  };
}
customElements.define('ct-break', Break);
