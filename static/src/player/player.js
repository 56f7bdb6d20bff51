/**
 * The player: play, step, back, first, last, the timeline with its chapters, speed, and
 * «Pregunta a la clase». It moves the playhead and nothing else.
 */
import { html, nothing } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { guard } from 'lit/directives/guard.js';
import { chapterLabels } from './chapter-labels.js';
import { ui } from '../drawings/icons.js';
import { PageElement, watching } from '../core/page-element.js';
import { clockAt } from '../model/wall-clock.js';
import { READING, SPEEDS } from '../core/playhead.js';
import { chaptersOf, roomFor, ticksOf } from './step-ticks.js';

/** Closer together, chapters could not be clicked: some are left out. */
const CHAPTER_REM_MIN = 2.2;

class Player extends PageElement {
  static watches = watching('store', 'playhead', 'texts');
  static late = 2;
  #width = 0;
  #rem = 16;
  #resize = new ResizeObserver(() => {
    this.#width = this.querySelector('.ct-time')?.clientWidth ?? 0;
    this.#rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    this.requestUpdate();
  });
  /** @type {{key: string, chapters: ReturnType<typeof chaptersOf>}} */ #cache = {
    key: '',
    chapters: [],
  };

  /** The element itself has no box: it is inline, and its size never changes. */
  firstUpdated() {
    this.#resize.observe(/** @type {Element} */ (this.querySelector('.ct-time')));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#resize.disconnect();
  }

  render() {
    const head = this.playhead;
    const stays = head.atEnd && !head.covered;
    const words = this.t(head.playing ? 'ui.player.pause' : 'ui.player.play');
    return html`<div class="ct-player">
      <div class="ct-buttons">
        ${this.#button('first', 'Home', ui.first, () => head.first(), head.index <= 0)}
        ${this.#button('back', 'ArrowLeft PageUp', ui.prev, () => head.back(), head.index <= 0)}
        <button class="ct-play" data-keys="Space ." aria-label=${words} title=${words}
          aria-disabled=${head.last < 1} @click=${() => head.toggle()}
          >${head.playing ? ui.pause : ui.play}</button>
        ${this.#button('forward', 'ArrowRight PageDown', ui.next, () => head.forward(), stays)}
        ${this.#button('last', 'End', ui.last, () => head.toEnd(), head.atEnd)}
      </div>
      ${this.#timeline()}
      <div class="ct-player-more">${this.#clock()}${this.#chapterList()}
        <button class="ct-ghost ct-ask-button" data-keys="q" aria-pressed=${head.asking}
          title=${this.t('ui.ask.help')}
          @click=${() => head.setAsking(!head.asking)}>${ui.quiz}<span
          >${this.t('ui.ask.name')}</span></button>
        <label class="ct-speed"><span class="ct-vh">${this.t('ui.player.speed')}</span>
          <select data-keys="1 2 3 4 5" @change=${this.#onSpeed}><option value=${READING}
            ?selected=${head.reading}
            >${this.t('ui.player.read')}</option>${SPEEDS.map(
              (speed) => html`<option value=${speed}
            ?selected=${!head.reading && speed === head.speed}
            >${speed === 0.5 ? '½' : speed}×</option>`,
            )}</select></label>
      </div></div>`;
  }

  /** What the clock of that world shows at the step on show. */
  #clock() {
    const { step } = this.playhead;
    if (!step) return nothing;
    const { day, time } = clockAt(this.model.epoch, step.at_us);
    const words = day > 1 ? this.t('ui.clock.day', { n: day, time }) : time;
    return html`<time class="ct-clock" title=${this.t('ui.clock.name')}><span class="ct-vh"
      >${this.t('ui.clock.name')}: </span>${words}</time>`;
  }

  /**
   * @param {string} name @param {string} keys @param {unknown} icon @param {() => void} go
   * @param {boolean} off
   */
  #button(name, keys, icon, go, off) {
    const words = this.t(`ui.player.${name}`);
    return html`<button class="ct-ghost" data-keys=${keys} aria-label=${words} title=${words}
      aria-disabled=${off}
      @click=${() => {
        if (!off) go();
      }}>${icon}</button>`;
  }

  #onSpeed = (/** @type {Event} */ event) => {
    const { value } = /** @type {HTMLSelectElement} */ (event.target);
    this.playhead.setSpeed(value === READING ? READING : Number(value));
  };

  #onScrub = (/** @type {Event} */ event) => {
    this.playhead.seek(Number(/** @type {HTMLInputElement} */ (event.target).value));
  };

  #timeline() {
    const { index, last, step, covered } = this.playhead;
    const key = `${this.store.epoch} ${this.store.steps.length}`;
    if (key !== this.#cache.key)
      this.#cache = { key, chapters: chaptersOf(this.store.events, this.store.steps) };
    const guessing = this.playhead.asking || this.ctx.boot.lesson;
    const told = guessing ? index + (covered ? 0 : 1) : last + 1;
    const share = last > 0 ? Math.max(0, index) / last : 0;
    const words = covered || !step ? '' : `: ${this.say(step.say)}`;
    const place = this.t('ui.player.step_of', { step: index + 1, total: last + 1 });
    return html`<div class="ct-time">
      ${this.#chapterList(true)}${this.#chapterMarks(last)}
      <div class="ct-bar">
        ${guard(
          [key, told],
          () =>
            html`<div class="ct-ticks" aria-hidden="true">${ticksOf(this.store.steps, told).map(
              ({ protocol, shape, kind }) => html`<i
            class=${`ct-${protocol} ct-tick-${shape} ${kind ? `ct-c${kind}` : ''}`}></i>`,
            )}</div>`,
        )}
        ${
          last < 0
            ? nothing
            : html`<div class="ct-future" aria-hidden="true" style="--share:${share}"></div>`
        }
        <input type="range" min="0" max=${Math.max(0, last)} .value=${String(Math.max(0, index))}
          ?disabled=${last < 1}
          aria-label=${this.t('ui.player.position')} aria-valuetext=${`${place}${words}`}
          @input=${this.#onScrub}>
      </div></div>`;
  }

  /** The chapter on show. */
  get #here() {
    return this.playhead.step?.beat.chapter ?? -1;
  }

  /** The chapters with their titles, and those there is room for. @param {number} last */
  #chapters(last) {
    const all = this.#cache.chapters.map(({ index, step, chapter }) => ({
      index,
      step,
      chapter,
      words: this.say(chapter),
    }));
    const marksPerStep = this.#width / (last + 1) / (CHAPTER_REM_MIN * this.#rem);
    const room = { here: this.#here, steps: last + 1, width: this.#width, rem: this.#rem };
    return { all, labels: chapterLabels(roomFor(all, this.#here, marksPerStep), room) };
  }

  /** @param {number} last */
  #chapterMarks(last) {
    const drawn = [this.#cache, this.#here, this.#width, this.#rem, this.ctx.texts.lang];
    return html`<ol class="ct-chapters" aria-label=${this.t('ui.player.chapters')}
      >${guard(drawn, () => this.#chapters(last).labels.map((label) => this.#mark(label)))}</ol>`;
  }

  /**
   * @param {import('./chapter-labels.js').Chapter & import('./chapter-labels.js').Place & {chapter:
   *   import('../types.d.ts').Chapter}} label
   */
  #mark({ index, step, chapter, words, end, needs, shift, current, fits, under }) {
    const classes = {
      [`ct-${chapter.protocol}`]: true,
      'ct-bare': !fits && !current,
      'ct-over': !fits && current,
      'ct-under': under,
      'ct-shifted': current && !fits && shift > 0,
    };
    return html`<li class=${classMap(classes)}
      style="flex:${end - step} 1 0; --shift:${-Math.round(shift)}px; --needs:${Math.ceil(needs)}px"
      ><button aria-current=${current ? 'true' : nothing} title=${words}
        @click=${() => this.playhead.seek(step)}><b>${index + 1}</b><span>${words}</span></button
        ></li>`;
  }

  /** All titles to choose from, where not all can stand in the line: `always` on a phone. */
  #chapterList(always = false) {
    const { all, labels } = this.#chapters(this.playhead.last);
    const whole =
      labels.length === all.length && labels.every(({ fits, current }) => fits || current);
    if (!all.length || (whole && !always)) return nothing;
    const list = html`<select class="ct-chapter-list" aria-label=${this.t('ui.player.chapters')}
      @change=${(/** @type {any} */ event) => this.playhead.seek(Number(event.target.value))}
      >${all.map(
        ({ index, step, words }) => html`
      <option value=${step} ?selected=${index === this.#here}>${index + 1} ${words}</option>`,
      )}</select>`;
    if (always) return list;
    const place = { n: this.#here + 1, total: all[all.length - 1].index + 1 };
    return html`<div class="ct-chapter-pick"><span aria-hidden="true">${
      this.#here < 0 ? this.t('ui.player.chapters') : this.t('ui.player.chapter_of', place)
    }</span>${ui.down}${list}</div>`;
  }
}
customElements.define('ct-player', Player);
