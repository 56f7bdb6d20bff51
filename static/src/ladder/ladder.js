/**
 * The ladder: one rung for each step so far, hung from the machines of the stage. Only the
 * rungs in view are in the page. Each is a button: click it and the playhead goes there.
 * The whole is one Tab stop; the arrow keys walk it.
 */
import { html, nothing } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { columnsOf, isProjector, pairAt, spanRems } from '../stage/columns.js';
import { Piece } from '../core/lazy-piece.js';
import { flightMs } from '../core/playhead.js';
import { mark, ui } from '../drawings/icons.js';
import { isOnPaper, PAPER_EVENT } from '../core/paper.js';
import { LadderLayout } from './layout.js';
import { arrowPlace, labelPlace } from './places.js';
import { PageElement, watching } from '../core/page-element.js';
import { replyClass } from '../model/wire-text.js';

/** @typedef {import('../types.d.ts').Step} Step */
/** @typedef {import('./segment-rungs.js').SegmentRungs} SegmentRungs */
/** @typedef {import('./layout.js').Rung} Rung */

const OVERSCAN_PX = 120;
/** Rungs reuse the elements of rungs that went out of view: more than fit into any pane. */
const SLOTS = 128;
const BOTTOM_REM = 1;
const COVERED_REM = 2.9;
const PHONE_PX = 760;
/** @type {typeof import('./segment-rungs.js') | null} */
let lens = null;
const LENS = new Piece(async () => {
  lens = await import('./segment-rungs.js');
}, 'segment-rungs');

/** Lines under a rung, of all that put some there.
 * @param {(((step: Step) => number) | undefined)[]} each */
const rowsOf =
  (...each) =>
  (/** @type {Step} */ step) =>
    each.reduce((sum, rows) => sum + (rows?.(step) ?? 0), 0);

class Ladder extends PageElement {
  static watches = watching('store', 'playhead', 'texts', 'prefs', 'classroom');
  static late = 1;
  /** @type {LadderLayout | null} */ #layout = null;
  #layoutKey = '';
  /** what draws segments, under the lens @type {SegmentRungs | null} */
  #segments = null;
  /** measured when the size of something changes, never while drawing */
  #pane = { width: 0, height: 600, rem: 16, char: 9 };
  #scrollTop = 0;
  #shown = -2;
  #scrollDue = false;
  #focus = false;
  /** @type {Animation | null} */ #drawing = null;
  #drawn = '';
  #resize = new ResizeObserver(() => this.#measure());
  /** Scrolls when the new height is known and before it is painted: no layout is forced. */
  #grown = new ResizeObserver(() => this.#scroll());

  connectedCallback() {
    super.connectedCallback();
    this.playhead.addEventListener('frame', this.#onFrame);
    document.addEventListener(PAPER_EVENT, this.#onPaper);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.playhead.removeEventListener('frame', this.#onFrame);
    document.removeEventListener(PAPER_EVENT, this.#onPaper);
    this.#resize.disconnect();
    this.#grown.disconnect();
  }

  #scroll() {
    const pane = this.querySelector('.ct-scroll');
    if (!pane || !this.#scrollDue) return;
    this.#scrollDue = false;
    pane.scrollTop = this.#scrollTop;
  }

  firstUpdated() {
    this.#resize.observe(this);
    const rungs = this.querySelector('.ct-rungs');
    if (rungs) this.#grown.observe(rungs);
    document.fonts.ready.then(() => this.#measure());
  }

  #onPaper = () => this.#measure();

  #measure() {
    const probe = /** @type {HTMLElement | null} */ (this.querySelector('.ct-probe'));
    if (!probe) return;
    this.#pane = {
      width: this.clientWidth || 800,
      height: isOnPaper() ? Infinity : this.clientHeight || 600,
      rem: parseFloat(getComputedStyle(document.documentElement).fontSize),
      char: probe.offsetWidth / 20 || 9,
    };
    this.#shown = -2;
    this.requestUpdate();
    this.updateComplete.then(() => this.#scroll());
  }

  /** Under the lens, once it is here. */
  #lens() {
    if (!this.ctx.prefs.values.lens) {
      this.playhead.segmentsOf = () => 0;
      return null;
    }
    if (!lens) {
      LENS.want().then(() => {
        if (lens) this.requestUpdate();
      });
      return null;
    }
    this.#segments ??= new lens.SegmentRungs(this.store);
    this.playhead.segmentsOf = this.#segments.count;
    return this.#segments;
  }

  /** The layout for this width, size of type, language and journal. */
  #laidOut() {
    const { width, rem, char } = this.#pane;
    const segments = this.#lens();
    const { branch } = this.store;
    const votes = this.ctx.classroom?.tallies;
    const key = [
      width,
      rem,
      char,
      this.ctx.texts.lang,
      this.store.epoch,
      segments && this.ctx.prefs.values.lens,
      votes?.key(branch),
    ].join(' ');
    if (!this.#layout || key !== this.#layoutKey) {
      this.#layoutKey = key;
      this.#shown = -2;
      const phone = innerWidth <= PHONE_PX && !isOnPaper();
      const show = isProjector();
      this.#layout = new LadderLayout(
        { width, rem, char, phone, show },
        (step) => this.#words(step),
        rowsOf(segments?.rows, votes?.rows(branch)),
      );
    }
    this.#layout.extend(this.store.steps, this.playhead.index + 1);
    return this.#layout;
  }

  /** What a step without text on the wire says. @param {Step} step */
  #words(step) {
    const { shape, head } = step.beat;
    if (head || (shape !== 'open' && shape !== 'close')) return this.say(step.say);
    return this.t(`ui.ladder.${shape}`, { port: step.fact.server_port ?? '' });
  }

  render() {
    const layout = this.#laidOut();
    const { index } = this.playhead;
    const { rem } = layout.measures;
    const bottom = this.playhead.covered ? this.#coverBottom(layout) : layout.bottomOf(index);
    const total = bottom + BOTTOM_REM * rem;
    this.#follow(total);
    const first = Math.max(0, layout.at(this.#scrollTop - OVERSCAN_PX));
    const last = Math.min(index, layout.at(this.#scrollTop + this.#pane.height + OVERSCAN_PX));
    const pair = pairAt(this.store.steps, index, this.model.order);
    const at = columnsOf(this.model, pair, spanRems(layout.measures.width, rem));
    const window = this.store.steps.slice(first, last + 1);
    return html`<span class="ct-probe" aria-hidden="true">MMMMMMMMMMMMMMMMMMMM</span>
      <div class="ct-lifelines" aria-hidden="true">${this.model.order.map(
        (id) => html`<i
        class=${classMap({ 'ct-on': pair?.left === id || pair?.right === id })}
        style="--f:${at[id]}"></i>`,
      )}</div>
      <div class="ct-scroll" role="region" aria-label=${this.t('ui.ladder.name')}
        tabindex=${index < 0 ? 0 : nothing}
        @scroll=${this.#onScroll} @keydown=${this.#onKey}>
        <ol class="ct-rungs" style="height:${Math.round(total)}px">
          ${repeat(
            window,
            (_, i) => (isOnPaper() ? first + i : (first + i) % SLOTS),
            (step, i) =>
              guard(this.#newsOf(step, first + i, layout, pair), () =>
                this.#rung(step, first + i, layout, at),
              ),
          )}
        </ol></div>`;
  }

  /** What a rung is drawn from: unchanged, it is left alone.
   * @param {Step} step @param {number} i @param {LadderLayout} layout
   * @param {import('../stage/columns.js').Pair | null} pair */
  #newsOf(step, i, layout, pair) {
    const now = i === this.playhead.index;
    return [
      step,
      i,
      layout,
      pair?.left,
      pair?.right,
      now,
      now && this.playhead.covered,
      now && this.playhead.segment,
      this.store.steps.length,
    ];
  }

  /** The newest rung stays in view: known before drawing, so it is drawn once.
   * @param {number} total px of the whole ladder */
  #follow(total) {
    const { index, covered } = this.playhead;
    const shown = covered ? index + 0.5 : index;
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#scrollTop = Math.max(0, Math.round(total) - this.#pane.height);
    this.#scrollDue = true;
  }

  /** A covered rung is as high as any other: its height must not give the reply away.
   * @param {LadderLayout} layout */
  #coverBottom(layout) {
    const rung = layout.rungs[this.playhead.index];
    return rung.top + rung.heading + COVERED_REM * layout.measures.rem;
  }

  /**
   * @param {Step} step @param {number} i @param {LadderLayout} layout
   * @param {Record<string, number>} at
   */
  #rung(step, i, layout, at) {
    const rung = layout.rungs[i];
    const now = i === this.playhead.index;
    const { from, to, protocol, shape, mark: kind, lost } = step.beat;
    const back = at[to] < at[from];
    const covered = now && this.playhead.covered;
    const classes = {
      'ct-rung': true,
      [`ct-${protocol}`]: true,
      [`ct-${shape}`]: true,
      [`ct-form-${rung.form}`]: true,
      [`ct-c${replyClass(kind)}`]: Boolean(kind) && !covered,
      'ct-back': back,
      'ct-inner': from === to,
      'ct-now': now,
      'ct-gone': lost,
    };
    const left = Math.min(at[from], at[to]);
    const right = Math.max(at[from], at[to]);
    return html`<li class=${classMap(classes)} aria-setsize=${this.store.steps.length}
      aria-posinset=${i + 1}
      style="top:${rung.top}px;height:${
        covered ? this.#coverBottom(layout) - rung.top : rung.height
      }px">
      ${rung.heading ? this.#heading(step, rung) : nothing}
      <button @click=${() => this.playhead.seek(i)} aria-current=${now ? 'step' : nothing}
        tabindex=${now ? 0 : -1} style="top:${rung.heading}px;bottom:${rung.below}px">
        <span class="ct-no">${i + 1}</span>
        <span class=${from === to ? 'ct-dot' : 'ct-arrow'} style=${arrowPlace(layout, left, right)}
          ></span>
        <span class="ct-label" style=${labelPlace(rung, layout, left, right)}
          ><span class="ct-vh">${this.#whoSays(step)}</span>${
            covered ? html`<b class="ct-cover-mark">${ui.quiz}?</b>` : this.#label(step, rung)
          }</span>
      </button>${rung.below && !covered ? this.#below(step, i, layout, at) : nothing}</li>`;
  }

  /**
   * @param {Step} step
   * @param {number} i
   * @param {LadderLayout} layout
   * @param {Record<string, number>} at
   */
  #below(step, i, layout, at) {
    const below = this.#lens()?.rows(step) ?? 0;
    return [
      this.ctx.classroom?.tallies.draw(step, this, below),
      this.#carriers(step, i, layout, at),
    ];
  }

  /**
   * @param {Step} step
   * @param {number} i
   * @param {LadderLayout} layout
   * @param {Record<string, number>} at
   */
  #carriers(step, i, layout, at) {
    return this.#lens()?.draw(step, {
      number: i + 1,
      at,
      arrow: (left, right) => arrowPlace(layout, left, right),
      t: this.t,
      wide: this.ctx.prefs.values.lens === 'network',
      ip: (host) => this.model.hosts[host]?.ip ?? host,
      shown: i === this.playhead.index ? this.playhead.segment : -1,
      show: (segment) => {
        if (i !== this.playhead.index) this.playhead.seek(i);
        this.playhead.showSegment(segment);
      },
    });
  }

  /** @param {Step} step */
  #whoSays(step) {
    const { from, to } = step.beat;
    return from === to ? `${this.hostName(from)}: ` : this.t('ui.ladder.who', { from, to });
  }

  /** @param {Step} step @param {Rung} rung */
  #heading(step, rung) {
    const chapter = this.model.chapters[step.beat.chapter];
    if (!chapter) return nothing;
    return html`<h2 class="ct-chapter ct-${chapter.protocol}"
      style="height:${rung.heading}px"><span>
      <b>${step.beat.chapter + 1}</b> ${this.say(chapter)}</span></h2>`;
  }

  /** @param {Step} step @param {Rung} rung */
  #label(step, rung) {
    const kind = step.beat.mark;
    const coded = (/** @type {number} */ i) => kind && (i === 0 || rung.form !== 'letter');
    const head = (/** @type {string} */ text, /** @type {number} */ i) => html`<b
      class=${coded(i) ? 'ct-code' : 'ct-verb'}>${kind && i === 0 ? mark[kind] : nothing}${text}</b
      >`;
    const lines = rung.pieces.map(
      (piece, i) => html`<span class="ct-line"
      >${piece.head ? head(piece.head, i) : nothing}${piece.text}</span>`,
    );
    const hidden = rung.hidden
      ? html`<span class="ct-line ct-hint"
      >${this.t('ui.ladder.more', { count: rung.hidden })}</span>`
      : nothing;
    const wire = rung.form !== 'words';
    return html`<span class=${rung.form === 'letter' ? 'ct-slip' : 'ct-text'}
      translate=${wire ? 'no' : nothing} lang=${wire ? 'en' : nothing}>${lines}${hidden}</span>`;
  }

  updated() {
    if (this.#focus) {
      this.#focus = false;
      /** @type {HTMLElement | null} */ (this.querySelector('.ct-now button'))?.focus({
        preventScroll: true,
      });
    }
    this.#prepareDrawing();
  }

  /** The newest rung's arrow grows while its packet flies. */
  #prepareDrawing() {
    const arrow = this.querySelector('.ct-now .ct-arrow');
    const key = `${this.playhead.index} ${this.store.epoch} ${this.playhead.covered}`;
    const effect = /** @type {KeyframeEffect | undefined} */ (this.#drawing?.effect);
    if (!arrow || (key === this.#drawn && effect?.target === arrow)) return;
    this.#drawing?.cancel();
    this.#drawn = key;
    this.#drawing = arrow.animate([{ scale: '0 1' }, { scale: '1 1' }], {
      duration: flightMs(this.playhead.step) || 1,
      easing: 'cubic-bezier(.45,.05,.25,1)',
      fill: 'both',
    });
    this.#drawing.pause();
    this.#onFrame();
  }

  #onFrame = () => {
    if (!this.#drawing) return;
    const { flying, index, elapsed, step } = this.playhead;
    this.#drawing.currentTime = flying < index ? flightMs(step) : Math.min(elapsed, flightMs(step));
  };

  #onScroll = (/** @type {Event} */ event) => {
    const { scrollTop } = /** @type {HTMLElement} */ (event.currentTarget);
    if (this.#scrollDue || Math.abs(scrollTop - this.#scrollTop) < 1) return;
    this.#scrollTop = scrollTop;
    this.requestUpdate();
  };

  #onKey = (/** @type {KeyboardEvent} */ event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    this.#focus = true;
    if (by > 0 && this.playhead.covered) this.playhead.reveal();
    else this.playhead.seek(this.playhead.index + by);
  };
}
customElements.define('ct-ladder', Ladder);
