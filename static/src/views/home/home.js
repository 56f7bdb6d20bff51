/** The first screen: three doors in plain words, and for who began the course, the way back. */
import { html, nothing } from 'lit';
import { fetchJson } from '../../core/fetch-json.js';
import { PageElement, watching } from '../../core/page-element.js';
import { storage } from '../../core/prefs.js';
import { scenes } from '../../drawings/scenes.js';
import { drawFirstTries } from '../../drawings/first-tries.js';
import { Progress } from '../../model/course-progress.js';
import { Review } from '../../model/review.js';

const DOORS = ['watch', 'type', 'learn'];

class Home extends PageElement {
  static watches = watching('texts');
  static properties = { units: { state: true } };

  constructor() {
    super();
    this.progress = new Progress(storage('localStorage'));
    this.review = new Review(storage('localStorage'));
    /** @type {import('../../types.d.ts').LessonUnit[] | null} */ this.units = null;
  }

  #lang = '';

  willUpdate() {
    const { lang } = this.ctx.texts;
    if (!this.progress.last || lang === this.#lang) return;
    this.#lang = lang;
    this.#load(lang);
  }

  /** Without the list the doors still lead everywhere. @param {string} lang */
  async #load(lang) {
    this.units = await fetchJson(`/lessons.json?lang=${lang}`).catch(() => null);
  }

  render() {
    return html`<div class="ct-home">
      <h1>${this.t('ui.home.title')}</h1>
      <p>${this.t('ui.home.lead')}</p>
      <ul class="ct-doors">${DOORS.map(
        (page) => html`<li>
        <a class="ct-door" href=${this.ctx.route.href(page)}>${scenes[page]}
          <b>${this.t(`ui.door.${page}`)}</b><span>${this.t(`ui.door.${page}.more`)}</span></a></li
            >`,
      )}</ul>
      ${
        this.progress.last
          ? html`<section class="ct-home-course" aria-label=${this.t('ui.home.course')}
      >${this.#course()}</section>`
          : nothing
      }
      <p class="ct-home-more"><a class="ct-link" href=${this.ctx.route.href('scenarios')}
        >${this.t('ui.home.scenarios')}</a> <a class="ct-link" href=${this.ctx.route.href('map')}
        >${this.t('ui.home.map')}</a></p>
    </div>`;
  }

  /** Which lesson is next, how many are done; its room is kept while the list comes. */
  #course() {
    const place = this.units && this.progress.place(this.units);
    if (!place) return nothing;
    const { next, number, finished, of } = place;
    const { name } = this.progress;
    return html`<p>${name ? html`<b>${this.t('ui.home.hello', { name })}</b>` : nothing}
      <span>${this.t('ui.learn.finished_of', { n: finished, of })}</span>
      <progress max=${of} value=${finished} aria-hidden="true"></progress></p>
      ${
        next
          ? html`<a class="ct-button ct-go" href=${`/aprende/${next.slug}`}
      >${this.t('ui.home.resume', { n: number, of })} <b>${next.title}</b></a>`
          : html`<a class="ct-button" href=${this.ctx.route.href('learn')}
      >${this.t('ui.lesson.all')}</a>`
      }
      ${drawFirstTries(this.progress, this.review, this)}`;
  }
}
customElements.define('ct-home', Home);
