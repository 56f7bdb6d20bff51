/**
 * The last page of the deck: what this browser has seen of the course, and what is left. It
 * counts what happened; nothing leaves the browser.
 */
import { html, nothing } from 'lit';
import { fetchJson } from '../../core/fetch-json.js';
import { PageElement, watching } from '../../core/page-element.js';
import { storage } from '../../core/prefs.js';
import { Progress } from '../../model/course-progress.js';
import { countSeen, leftToSee } from './slide-show.js';

/** @typedef {import('../../types.d.ts').LessonUnit} Unit */

class LastPage extends PageElement {
  static watches = watching('texts');
  static properties = {
    slides: { attribute: false },
    beliefs: { attribute: false },
    seen: { attribute: false },
    units: { state: true },
  };

  constructor() {
    super();
    /** @type {import('../../types.d.ts').SlidePage[]} */ this.slides = [];
    /** @type {import('../../types.d.ts').ClaimPage[]} */ this.beliefs = [];
    /** scenes that were shown @type {Set<string>} */ this.seen = new Set();
    /** @type {Unit[]} */ this.units = [];
    this.progress = new Progress(storage('localStorage'));
  }

  async firstUpdated() {
    const { lang } = this.ctx.texts;
    this.units = await fetchJson(`/lessons.json?lang=${lang}`).catch(() => []);
  }

  render() {
    const lessons = this.units.flatMap((unit) => unit.lessons);
    const finished = lessons.filter(({ slug }) => this.progress.of(slug).finished).length;
    /** @type {[string, { n: number, of: number }][]} */
    const counted = [
      ['lessons', { n: finished, of: lessons.length }],
      [
        'scenes',
        countSeen(
          this.slides.flatMap(({ claims }) => claims),
          this.seen,
        ),
      ],
      ['beliefs', countSeen(this.beliefs, this.seen)],
    ];
    return html`<section class="ct-map-ask"><h2>${this.t('ui.map.yours')}</h2>
      <ul class="ct-map-yours">${counted.map(
        ([name, { n, of }]) =>
          html`<li><b>${n}</b> ${this.t(`ui.map.yours_${name}`, { n, of })}</li>`,
      )}</ul>${this.#left(lessons)}</section>`;
  }

  /** @param {Unit['lessons']} lessons */
  #left(lessons) {
    const { lang } = this.ctx.texts;
    const next = lessons.find(({ slug }) => !this.progress.of(slug).finished);
    const slides = leftToSee(this.slides, this.seen);
    if (this.units.length && !next && !slides.length)
      return html`<p>${this.t('ui.map.yours_all')}</p>`;
    const lesson = next
      ? html`<a class="ct-link" href=${`/aprende/${next.slug}`}
        >${next.number} · ${next.title}</a>`
      : nothing;
    return html`<p>${this.t('ui.map.yours_left')} ${lesson}</p><p class="ct-map-left">${slides.map(
      ({ id, title }) => html`<a class="ct-link" href=${this.ctx.route.href('map', id)}
        title=${title[lang]}>${id}</a> `,
    )}</p>`;
  }
}
customElements.define('ct-last-page', LastPage);
