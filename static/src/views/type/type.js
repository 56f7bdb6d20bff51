/**
 * Escribe: the terminal first, the stage small, and what the server holds beside it.
 *
 * It is also the tool of a lesson (`lesson` set): then the lesson's text stands outside,
 * and seat, chips and goals are the lesson's. Keys pressed outside a field go to the line;
 * Esc leaves the line to the stage, `t` comes back.
 */
import { html, nothing } from 'lit';
import { KEY_ACTION, TYPING } from '../../core/keys.js';
import { PageElement, watching } from '../../core/page-element.js';
import { withTerms } from '../../drawings/terms.js';
import { firstSeat, isTyped, seats } from '../../model/terminals.js';
import '../../player/branch-bar.js';
import { drawInspector } from '../../inspector/lazy-inspector.js';
import '../../machines/machine.js';
import '../../player/player.js';
import '../../stage/stage.js';
import './missions.js';
import './terminal.js';
import '../../machines/machine-acts.js';

const FIELD = `${TYPING}, dialog`;
const PRESSABLE = 'button, a, summary, input, [role=tab]';

class Type extends PageElement {
  static watches = watching('store', 'playhead', 'texts', 'link');
  static properties = {
    lesson: { type: Boolean },
    chips: { type: Boolean },
    skips: { type: Boolean },
    protocol: { type: String },
    call: { type: String },
    seat: { state: true },
  };

  constructor() {
    super();
    this.lesson = false;
    /** a lesson's step decides; else the learner, who is remembered */ this.chips = true;
    /** waits may be skipped; in a lesson its step decides */ this.skips = true;
    /** what is spoken in the lesson, or "" */ this.protocol = '';
    /** whom the step says to call, as `sur.example 25`, or "" */ this.call = '';
    this.seat = '';
    /** Esc left the line: keys belong to the stage until the line has them back */
    this.atStage = false;
  }

  #release = () => {};

  connectedCallback() {
    super.connectedCallback();
    this.#release = this.ctx.keys.claim(this.#claim);
    document.addEventListener('keydown', this.#altGraph, true);
    document.addEventListener('paste', this.#onPaste);
    document.addEventListener(KEY_ACTION, this.#onAction);
    window.visualViewport?.addEventListener('resize', this.#fitWindow);
    this.#fitWindow();
    this.playhead.subject = (step) => isTyped(this.model, step);
    if (!this.ctx.link.wouldFork) this.playhead.follow('now');
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.playhead.subject = null;
    this.#release();
    document.removeEventListener('keydown', this.#altGraph, true);
    document.removeEventListener('paste', this.#onPaste);
    document.removeEventListener(KEY_ACTION, this.#onAction);
    window.visualViewport?.removeEventListener('resize', this.#fitWindow);
  }

  /** One types at the live end, unless one stepped back on purpose. */
  updated() {
    const { playhead } = this;
    if (!playhead.following && !playhead.playing && !this.ctx.link.wouldFork)
      playhead.follow('now');
  }

  /** On a phone the keyboard covers the page: what is left is what one types in. */
  #fitWindow = () => {
    const height = window.visualViewport?.height;
    if (height)
      document.documentElement.style.setProperty('--ct-window', `${Math.round(height)}px`);
    if (document.activeElement?.id === 'ct-line') scrollTo(0, 0);
  };

  get #terminal() {
    return /** @type {any} */ (this.querySelector('ct-terminal'));
  }

  render() {
    const host = this.#host();
    return html`<div class="ct-type" data-lesson=${this.lesson}>
      <section class="ct-type-line">
        ${this.#back()}
        <ct-terminal .host=${host} .chipsFixed=${this.lesson} .chipsWanted=${this.chips}
          .protocol=${this.protocol} .call=${this.call}
          @focusin=${this.#onFocus} @ct-seat=${(/** @type {CustomEvent<string>} */ event) => {
            this.seat = event.detail;
          }}></ct-terminal>
      </section>
      <section class="ct-type-story" aria-label=${this.t('ui.type.stage')}>
        <p class="ct-type-say">${this.#sentence()}</p>
        <ct-stage></ct-stage>
      </section>
      ${this.ctx.boot.missions ? html`<ct-missions></ct-missions>` : nothing}
      <aside class="ct-type-side">
        <div class="ct-type-acts"><ct-world .skips=${this.skips}></ct-world><ct-branches
          .travel=${!this.ctx.boot.one_line}></ct-branches></div>
        ${this.lesson ? nothing : drawInspector()}
      </aside>
      <footer class="ct-foot"><ct-player></ct-player></footer>
      ${this.lesson ? nothing : html`<ct-machine></ct-machine>`}
    </div>`;
  }

  /** What is told; in a lesson the lesson says what to do first. */
  #sentence() {
    const { covered, told } = this.playhead;
    if (covered) return nothing;
    return told || this.lesson
      ? withTerms(this.say(told?.say), this)
      : this.t('ui.type.nothing_yet');
  }

  #host() {
    const all = seats(this.model);
    return all.includes(this.seat) ? this.seat : firstSeat(this.model);
  }

  /** Stepped back on purpose: what one types now begins another line. */
  #back() {
    const { link } = this.ctx;
    if (link.state === 'live' && !link.mayAct) {
      return html`<div class="ct-term-bar" role="note"><p>${this.t('ui.type.watch_only')}</p></div
        >`;
    }
    if (!link.wouldFork) return nothing;
    const { index, last } = this.playhead;
    return html`<div class="ct-term-bar" role="note">
      <p>${this.t('ui.type.back', { n: index + 1, total: last + 1 })}</p>
      <button class="ct-button ct-small" @click=${() => {
        this.playhead.follow('now');
        this.#terminal?.goToLine();
      }}
        >${this.t('ui.type.to_end')}</button></div>`;
  }

  // --- keys --------------------------------------------------------------------------

  #onFocus = (/** @type {FocusEvent} */ event) => {
    if (event.target instanceof HTMLInputElement) this.atStage = false;
  };

  /** Keys outside a field. @param {KeyboardEvent} event @returns {boolean} taken */
  #claim = (event) => {
    const { key, target } = event;
    if (key === 'Dead') {
      this.#terminal?.goToLine();
      return false;
    }
    if (key.length !== 1) return false;
    const pressed = target instanceof Element && target.closest(PRESSABLE) !== null;
    if (key === ' ' && (this.atStage || pressed)) return false;
    const back = this.atStage && key === 't';
    this.#terminal?.goToLine(back ? '' : key);
    return true;
  };

  /** Windows reports AltGr as Ctrl+Alt: the map is silent then, the line is not. */
  #altGraph = (/** @type {KeyboardEvent} */ event) => {
    if (!event.getModifierState('AltGraph') || event.key.length !== 1) return;
    if (event.target instanceof Element && event.target.closest(FIELD)) return;
    event.preventDefault();
    event.stopPropagation();
    this.#terminal?.goToLine(event.key);
  };

  #onPaste = (/** @type {ClipboardEvent} */ event) => {
    if (event.defaultPrevented || (event.target instanceof Element && event.target.closest(FIELD)))
      return;
    const text = event.clipboardData?.getData('text/plain');
    if (!text) return;
    event.preventDefault();
    this.#terminal?.paste(text);
  };

  #onAction = (/** @type {Event} */ event) => {
    if (/** @type {CustomEvent} */ (event).detail !== 'stage') return;
    this.atStage = true;
    /** @type {HTMLElement | null} */ (this.querySelector('.ct-term-log'))?.focus();
  };
}
customElements.define('ct-type', Type);
