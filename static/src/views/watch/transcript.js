/**
 * The transcript: every step so far as text, to read, to hear and to copy. It grows in
 * blocks, so that a long session draws only its last block again.
 */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../../core/page-element.js';
import { transcriptOf } from './transcript-text.js';
import { copyText } from '../../drawings/copy-text.js';
import { ui } from '../../drawings/icons.js';

const BLOCK_STEPS = 50;
const TOLD_MS = 2500;

class Transcript extends PageElement {
  static watches = watching('store', 'playhead', 'texts');
  static late = 40;
  /** @type {Map<number, string>} finished blocks */ #blocks = new Map();
  #key = '';
  #copied = false;

  render() {
    const count = this.playhead.index + (this.playhead.covered ? 0 : 1);
    const key = `${this.store.epoch} ${this.ctx.texts.lang}`;
    if (key !== this.#key) {
      this.#key = key;
      this.#blocks.clear();
    }
    /** @type {string[]} */
    const blocks = [];
    for (let at = 0; at < count; at += BLOCK_STEPS)
      blocks.push(this.#block(at, Math.min(count, at + BLOCK_STEPS)));
    return html`<section class="ct-transcript">
      <div class="ct-row"><p class="ct-hint">${this.t('ui.transcript.help')}</p>
        <button class="ct-button" @click=${() => this.#copy(blocks)}>${ui.copy}<span
          >${this.t(this.#copied ? 'ui.transcript.copied' : 'ui.transcript.copy')}</span></button>${
            this.ctx.boot.saved
              ? nothing
              : html`
        <a class="ct-button" href=${this.ctx.route.href('save')}>${ui.save}<span
          >${this.t('ui.save.short')}</span></a>`
          }</div>
      <div class="ct-transcript-text" role="region" aria-label=${this.t('ui.transcript.name')}
        tabindex="0">
        ${blocks.map((text) => html`<pre>${text}</pre>`)}
        ${count ? nothing : html`<p class="ct-hint">${this.t('ui.step.none')}</p>`}</div></section
          >`;
  }

  /** @param {number} from @param {number} to */
  #block(from, to) {
    const kept = this.#blocks.get(from);
    if (kept !== undefined && to - from === BLOCK_STEPS) return kept;
    const text = this.store.steps
      .slice(from, to)
      .flatMap((step) => transcriptOf(step, this.say))
      .join('\n');
    if (to - from === BLOCK_STEPS) this.#blocks.set(from, text);
    return text;
  }

  /** @param {string[]} blocks */
  async #copy(blocks) {
    await copyText(blocks.join('\n'));
    this.#copied = true;
    this.requestUpdate();
    setTimeout(() => {
      this.#copied = false;
      this.requestUpdate();
    }, TOLD_MS);
  }
}
customElements.define('ct-transcript', Transcript);
