/**
 * The player: play, step, back, first, last, the timeline with its chapters, speed, and
 * «Pregunta a la clase». It moves the playhead and nothing else.
 */
import { html, nothing } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { guard } from 'lit/directives/guard.js';
import { ui } from '../icons.js';
import { Part } from '../part.js';
import { SPEEDS } from '../playhead.js';
import { chaptersOf, roomFor, ticksOf } from '../timeline.js';

/** How wide a chapter's title is, about: for what fits beside what. */
const CHARACTER_REM = 0.47;
const MARGIN_REM = 2.2;
/** Closer together, chapters could not be clicked: some are left out. */
const CHAPTER_REM_MIN = 2.2;

/**
 * @typedef {{each: ReturnType<typeof chaptersOf>[0], end: number, words: string, needs: number,
 *   left: number, current: boolean, fits: boolean, late: boolean}} Label  a chapter's mark
 */

class Player extends Part {
  static watches = /** @type {import('../part.js').Source[]} */ (['store', 'playhead', 'texts']);
  static late = 2;
  #width = 0;
  #rem = 16;
  #resize = new ResizeObserver(() => {
    this.#width = this.querySelector('.ct-time')?.clientWidth ?? 0;
    this.#rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    this.requestUpdate();
  });
  /** @type {{key: string, chapters: ReturnType<typeof chaptersOf>}} */ #cache = { key: '', chapters: [] };

  firstUpdated() { this.#resize.observe(this); }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#resize.disconnect();
  }

  render() {
    const head = this.playhead;
    return html`<div class="ct-player">
      <div class="ct-buttons">
        ${this.#button('first', ui.first, () => head.first(), head.index <= 0)}
        ${this.#button('back', ui.prev, () => head.back(), head.index <= 0)}
        <button class="ct-play" aria-label=${this.t(head.playing ? 'ui.player.pause' : 'ui.player.play')}
          title=${this.t(head.playing ? 'ui.player.pause' : 'ui.player.play')} @click=${() => head.toggle()}
          >${head.playing ? ui.pause : ui.play}</button>
        ${this.#button('forward', ui.next, () => head.forward(), head.atEnd && !head.covered)}
        ${this.#button('last', ui.last, () => head.toEnd(), head.atEnd)}
      </div>
      ${this.#timeline()}
      <div class="ct-player-more">
        <button class="ct-ghost ct-ask-button" aria-pressed=${head.asking} title=${this.t('ui.ask.help')}
          @click=${() => head.setAsking(!head.asking)}>${ui.quiz}<span>${this.t('ui.ask.name')}</span></button>
        <label class="ct-speed"><span class="ct-vh">${this.t('ui.player.speed')}</span>
          <select @change=${this.#onSpeed}>${SPEEDS.map((speed) => html`<option value=${speed} ?selected=${speed === head.speed}
            >${speed === 0.5 ? '½' : speed}×</option>`)}</select></label>
      </div></div>`;
  }

  /** @param {string} name @param {unknown} icon @param {() => void} go @param {boolean} off */
  #button(name, icon, go, off) {
    const words = this.t(`ui.player.${name}`);
    return html`<button class="ct-ghost" aria-label=${words} title=${words} aria-disabled=${off}
      @click=${() => { if (!off) go(); }}>${icon}</button>`;
  }

  #onSpeed = (/** @type {Event} */ event) => {
    this.playhead.setSpeed(Number(/** @type {HTMLSelectElement} */ (event.target).value));
  };

  #onScrub = (/** @type {Event} */ event) => {
    this.playhead.seek(Number(/** @type {HTMLInputElement} */ (event.target).value));
  };

  #timeline() {
    const { index, last, step, covered } = this.playhead;
    const key = `${this.store.epoch} ${this.store.steps.length}`;
    if (key !== this.#cache.key) this.#cache = { key, chapters: chaptersOf(this.store.events, this.store.steps) };
    const share = last > 0 ? Math.max(0, index) / last : 0;
    const words = covered || !step ? '' : `: ${this.say(step.say)}`;
    const place = this.t('ui.player.step_of', { step: index + 1, total: last + 1 });
    return html`<div class="ct-time">
      ${this.#chapterMarks(last)}
      <div class="ct-bar">
        ${guard([key], () => html`<div class="ct-ticks" aria-hidden="true">${
          ticksOf(this.store.steps).map(({ protocol, shape, kind }) => html`<i
            class=${`ct-${protocol} ct-tick-${shape} ${kind ? `ct-c${kind}` : ''}`}></i>`)}</div>`)}
        <div class="ct-future" aria-hidden="true" style="--share:${share}"></div>
        <input type="range" min="0" max=${Math.max(0, last)} .value=${String(Math.max(0, index))} ?disabled=${last < 1}
          aria-label=${this.t('ui.player.position')} aria-valuetext=${`${place}${words}`} @input=${this.#onScrub}>
      </div></div>`;
  }

  /** @param {number} last */
  #chapterMarks(last) {
    const here = this.playhead.step?.beat.chapter ?? -1;
    const marksPerStep = this.#width / (last + 1) / (CHAPTER_REM_MIN * this.#rem);
    const chapters = roomFor(this.#cache.chapters, here, marksPerStep);
    const drawn = [this.#cache, here, this.#width, this.#rem, this.ctx.texts.lang];
    const mark = (/** @type {Label} */ { each, end, words, current, fits, late }) => {
      const classes = {
        [`ct-${each.chapter.protocol}`]: true, 'ct-bare': !fits && !current,
        'ct-over': !fits && current, 'ct-late': late,
      };
      return html`<li class=${classMap(classes)}
        style="flex:${end - each.step} 1 0"><button aria-current=${current ? 'true' : nothing} title=${words}
          @click=${() => this.playhead.seek(each.step)}><b>${each.index + 1}</b><span>${words}</span></button></li>`;
    };
    return html`<ol class="ct-chapters" aria-label=${this.t('ui.player.chapters')}
      >${guard(drawn, () => this.#labels(chapters, here, last).map(mark))}</ol>`;
  }

  /**
   * Which titles fit: the one on show is always whole, and others give way to it.
   * @param {ReturnType<typeof chaptersOf>} chapters @param {number} here @param {number} last
   * @returns {Label[]}
   */
  #labels(chapters, here, last) {
    const px = this.#width / (last + 1);
    const labels = chapters.map((each, i) => {
      const end = chapters[i + 1]?.step ?? last + 1;
      const words = this.say(each.chapter);
      const needs = (words.length * CHARACTER_REM + MARGIN_REM) * this.#rem;
      const left = each.step * px;
      return {
        each, end, words, needs, left, current: each.index === here,
        fits: needs < (end - each.step) * px, late: left + needs > this.#width,
      };
    });
    const shown = labels.find((label) => label.current && !label.fits);
    if (!shown) return labels;
    const from = shown.late ? this.#width - shown.needs : shown.left;
    const clear = (/** @type {Label} */ { left, needs }) => left + needs < from || left > from + shown.needs;
    return labels.map((label) => (label.current ? label : { ...label, fits: label.fits && clear(label) }));
  }
}
customElements.define('ct-player', Player);
