/**
 * The end of the course, celebrated once: when the last lesson that was open is finished.
 * Whether it was comes from this browser's own notes; it refuses to move for people who want
 * less motion (the style sheet says so).
 */
import { html, nothing } from 'lit';
import { fetchJson } from '../../core/fetch-json.js';
import { PageElement, watching } from '../../core/page-element.js';
import { glyph } from '../../drawings/glyphs.js';

class CourseDone extends PageElement {
  static watches = watching('texts');
  static properties = { of: { state: true } };

  constructor() {
    super();
    /** @type {import('../../model/course-progress.js').Progress | undefined} */ this.progress =
      undefined;
    /** lessons of the course, all finished; 0: nothing to celebrate */ this.of = 0;
  }

  async firstUpdated() {
    const { progress } = this;
    if (!progress || progress.celebrated) return;
    const units = await fetchJson(`/lessons.json?lang=${this.ctx.texts.lang}`).catch(() => []);
    const place = progress.place(units);
    if (!place || place.next) return;
    progress.keepCelebrated();
    this.of = place.of;
  }

  render() {
    if (!this.of) return nothing;
    return html`<section class="ct-course-done" role="status"><h2>${glyph.done}${this.t(
      'ui.learn.all_done',
      { n: this.of },
    )}</h2><p>${this.t('ui.learn.all_done_more')}</p>
      <div aria-hidden="true">${Array.from(
        { length: this.of },
        (_, i) => html`<i style="--i:${i}"
        >${glyph.done}</i>`,
      )}</div></section>`;
  }
}
customElements.define('ct-course-done', CourseDone);
