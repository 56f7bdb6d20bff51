/**
 * The map of the course: the slides of the deck as tiles, each claim with its verdict and
 * the scene that shows it; a slide at a time for the class; and what many believe wrongly.
 *
 * Addresses after `#/map/`: nothing or `all` (the tiles), `S21` or `S21/3` (a slide, so many pieces
 * shown), `beliefs`.
 */
import { html, nothing } from 'lit';
import { lazy, Piece } from '../../core/lazy-piece.js';
import { Asked, drawAwaited } from '../../core/asked.js';
import { fetchJson } from '../../core/fetch-json.js';
import { PageElement, watching } from '../../core/page-element.js';
import { storage } from '../../core/prefs.js';
import { seenScenes } from '../../model/seen-scenes.js';
import { drawClaim, drawVerdict } from '../../drawings/claim.js';
import { glyph } from '../../drawings/glyphs.js';
import { addressOf, backwards, countSeen, onwards, piecesOf, placeIn } from './slide-show.js';

/** @typedef {import('../../types.d.ts').SlidePage} Slide */
/** @typedef {import('../../types.d.ts').ClaimPage} Claim */

const PRACTICE = new Piece(() => import('./practice.js'), 'learn');
const LAST = new Piece(() => import('./last-page.js'));
const BELIEFS = 'beliefs';
/** Where a scene's own page would open its slide. */
const TILES = 'all';
/** @type {Record<string, typeof onwards>} */
const MOVES = {
  ArrowRight: onwards,
  PageDown: onwards,
  ' ': onwards,
  ArrowLeft: backwards,
  PageUp: backwards,
};

class CourseMap extends PageElement {
  static watches = watching('texts', 'route');
  static properties = {
    rest: { type: String },
    practised: { state: true },
  };

  constructor() {
    super();
    this.rest = '';
    /** @type {Asked<[Slide[], Claim[]]>} */ this.asked = new Asked(
      this,
      () => 'all',
      () => Promise.all([fetchJson('/slides.json'), fetchJson('/misconceptions.json')]),
    );
    /** the practice that is unfolded */ this.practised = '';
    this.seen = seenScenes(storage('localStorage'));
  }

  #giveBack = () => {};

  connectedCallback() {
    super.connectedCallback();
    this.#giveBack = this.ctx.keys.claim((event) => this.#onKey(event));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#giveBack();
  }

  get slides() {
    return this.asked.value?.[0] ?? [];
  }

  get beliefs() {
    return this.asked.value?.[1] ?? [];
  }

  get #place() {
    return placeIn(this.slides, this.rest || this.#ofScene);
  }

  /** In a scene's own page the map opens at the slide that led to it. */
  get #ofScene() {
    const { scene } = this.ctx.boot;
    const slide = this.slides.find(({ claims }) => claims.some((each) => each.scene === scene));
    return slide ? `${slide.id}/${piecesOf(slide)}` : '';
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const move = Object.hasOwn(MOVES, event.key) ? MOVES[event.key] : null;
    const pressed = event.target instanceof Element && event.target.closest('a, button, summary');
    if (!move || this.#place.slide < 0 || (event.key === ' ' && pressed)) return false;
    this.ctx.route.go('map', addressOf(this.slides, move(this.slides, this.#place)));
    return true;
  }

  /** What a piece adds is seen, also below the edge. @param {Map<string, unknown>} changed */
  updated(changed) {
    if (changed.has('practised')) return;
    const now = this.querySelector('.ct-map-ask') ?? this.querySelector('.ct-claim[data-now=true]');
    now?.scrollIntoView({ block: 'nearest' });
  }

  render() {
    if (!this.asked.value) return drawAwaited(this.t, this.asked, { title: 'ui.map.title' });
    if (this.rest === BELIEFS) return this.#beliefs();
    const place = this.#place;
    return place.slide < 0 ? this.#tiles() : this.#slide(this.slides[place.slide], place.piece);
  }

  #tiles() {
    return html`<div class="ct-map"><h1>${this.t('ui.map.title')}</h1>
      <p class="ct-map-lead">${this.t('ui.map.lead')}</p>
      <p class="ct-map-lead"><a class="ct-link" href=${this.ctx.route.href('map', BELIEFS)}
        >${this.t('ui.map.beliefs')}</a></p>
      <ul class="ct-map-tiles">${this.slides.map(
        (slide) => html`<li>${this.#tile(slide)}</li>`,
      )}</ul></div>`;
  }

  /** @param {Slide} slide */
  #tile(slide) {
    const { n: seen, of: shown } = countSeen(slide.claims, this.seen);
    const verdicts = new Set(slide.claims.map(({ verdict }) => verdict));
    return html`<a class="ct-map-tile" href=${this.ctx.route.href('map', slide.id)}
      data-lit=${seen === 0 ? 'no' : seen < shown ? 'part' : 'whole'}>
      <span class="ct-map-no">${slide.id}</span><b>${slide.title[this.ctx.texts.lang]}</b>
      <span class="ct-map-verdicts">${[...verdicts].map((each) => drawVerdict(each, this))}</span>
      <span class="ct-map-seen">${
        shown
          ? html`${seen === shown ? glyph.done : nothing}${this.t('ui.map.seen', {
              n: seen,
              of: shown,
            })}`
          : nothing
      }</span></a>`;
  }

  /** @param {Slide} slide @param {number} piece */
  #slide(slide, piece) {
    const { lang } = this.ctx.texts;
    const after = piece - slide.claims.length;
    return html`<div class="ct-map ct-map-slide"><p class="ct-map-no"
        >${this.#back()} ${slide.id}</p>
      <h1>${slide.title[lang]}</h1><p class="ct-map-lead">${slide.lead[lang]}</p>
      <ol class="ct-claims">${slide.claims.map(
        (claim, i) => html`<li class="ct-claim" data-now=${i === piece - 1}
          >${drawClaim(claim, this, { open: i < piece, seen: this.seen.has(claim.scene) })}</li>`,
      )}</ol>
      ${slide === this.slides.at(-1) ? this.#last() : nothing}
      ${slide.practice.map((each) => this.#practice(each))}
      ${after > 0 ? this.#question(slide, after > 1) : nothing}
      ${this.#moves(slide, piece)}</div>`;
  }

  #last() {
    return lazy(
      LAST,
      () => html`<ct-last-page .slides=${this.slides} .beliefs=${this.beliefs}
        .seen=${this.seen}></ct-last-page>`,
    );
  }

  /** A question for the class, folded until it is wanted.
   * @param {import('../../types.d.ts').PracticePage} practice */
  #practice(practice) {
    const name = `${practice.lesson}/${practice.step}`;
    return html`<details class="ct-map-practice" ?open=${this.practised === name}
      @toggle=${(/** @type {any} */ { target }) => {
        if (target.open) this.practised = name;
        else if (this.practised === name) this.practised = '';
      }}><summary>${this.t('ui.map.practice', {
        title: practice.title[this.ctx.texts.lang],
      })}</summary>${
        this.practised === name
          ? lazy(PRACTICE, () => html`<ct-practice .practice=${practice}></ct-practice>`)
          : nothing
      }</details>`;
  }

  /** @param {Slide} slide @param {boolean} answered */
  #question({ ask, answer }, answered) {
    const { lang } = this.ctx.texts;
    return html`<section class="ct-map-ask"><h2>${this.t('ui.map.ask')}</h2><p>${ask[lang]}</p>
      ${answered ? html`<p class="ct-map-answer">${answer[lang]}</p>` : nothing}</section>`;
  }

  /** @param {Slide} slide @param {number} piece */
  #moves(slide, piece) {
    const { slides } = this;
    const place = this.#place;
    const whole = { slide: place.slide, piece: piecesOf(slide) };
    const links = [
      ['ui.map.previous', backwards(slides, place)],
      ['ui.map.next', onwards(slides, place)],
      ...(piece < whole.piece ? [['ui.map.all', whole]] : []),
    ];
    return html`<p class="ct-map-moves">${links.map(
      ([key, to]) => html`<a class="ct-button"
        href=${this.ctx.route.href('map', addressOf(slides, /** @type {any} */ (to)))}
        >${this.t(/** @type {string} */ (key))}</a>`,
    )}<span class="ct-hint">${this.t('ui.map.keys')}</span></p>`;
  }

  #back() {
    return html`<a class="ct-link" href=${this.ctx.route.href('map', TILES)}
      >${this.t('ui.map.back')}</a>`;
  }

  #beliefs() {
    return html`<div class="ct-map ct-map-slide"><p class="ct-map-no">${this.#back()}</p>
      <h1>${this.t('ui.map.beliefs')}</h1>
      <p class="ct-map-lead">${this.t('ui.map.beliefs_lead')}</p>
      <ol class="ct-claims">${this.beliefs.map(
        (claim) => html`<li class="ct-claim"
          >${drawClaim(claim, this, { open: true, seen: this.seen.has(claim.scene) })}</li>`,
      )}</ol></div>`;
  }
}
customElements.define('ct-map', CourseMap);
