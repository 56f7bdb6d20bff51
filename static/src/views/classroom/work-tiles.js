/**
 * A tile for each student: where they are, what they typed last, and whether they are stuck, by
 * a rule that stands beside it. Tiles stay where they are; those who are stuck can be shown
 * alone.
 */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ui } from '../../drawings/icons.js';
import { PageElement, watching } from '../../core/page-element.js';

/** @typedef {import('../../types.d.ts').ClassMember} ClassMember */
/** @typedef {import('../../types.d.ts').StudentWork} StudentWork */

const S_A_MINUTE = 60;

class WorkTiles extends PageElement {
  static watches = watching('texts', 'classroom');
  static properties = {
    kept: { attribute: false },
    pages: { attribute: false },
    titles: { attribute: false },
    stamp: { attribute: false },
    only: { state: true },
  };

  constructor() {
    super();
    /** @type {import('../../classroom/work-kept.js').WorkKept | null} */ this.kept = null;
    /** @type {Record<string, import('../../types.d.ts').LessonPage>} */ this.pages = {};
    /** @type {Record<string, Record<string, string>>} */ this.titles = {};
    this.stamp = 0;
    /** only who is stuck */ this.only = false;
  }

  render() {
    const members = this.ctx.classroom?.members ?? [];
    const stuck = members.filter(({ id }) => this.kept?.of(id)?.stuck);
    const shown = this.only ? stuck : members;
    return html`<section aria-labelledby="ct-work-tiles"><div class="ct-work-head">
      <h2 id="ct-work-tiles">${this.t('ui.work.tiles')}</h2>
      ${this.#filters(members.length, stuck.length)}</div>
      ${this.#rule()}
      ${members.length ? nothing : html`<p>${this.t('ui.class.nobody')}</p>`}
      <ul class="ct-work-tiles">${repeat(
        shown,
        ({ id }) => id,
        (member) => this.#tile(member),
      )}</ul></section>`;
  }

  /** @param {number} all @param {number} stuck */
  #filters(all, stuck) {
    const one = (/** @type {boolean} */ only, /** @type {string} */ words) =>
      html`<button class="ct-button ct-small" aria-pressed=${this.only === only}
        @click=${() => this.#show(only)}>${words}</button>`;
    return html`<span class="ct-work-filters">${one(false, this.t('ui.work.all', { n: all }))}${one(
      true,
      this.t('ui.work.stuck_n', { n: stuck }),
    )}</span>`;
  }

  /** @param {boolean} only */
  #show(only) {
    this.only = only;
  }

  #rule() {
    const rule = this.kept?.rule;
    if (!rule) return nothing;
    const params = {
      wrong: rule.wrong,
      wrong_min: rule.wrong_s / S_A_MINUTE,
      still_min: rule.still_s / S_A_MINUTE,
    };
    return html`<p class="ct-work-rule">${this.t('ui.work.rule', params)}</p>`;
  }

  /** @param {ClassMember} member */
  #tile({ id, name, present }) {
    const work = this.kept?.of(id) ?? null;
    const open = present && work?.scenario ? work : null;
    return html`<li data-stuck=${open?.stuck || nothing} data-present=${present}>
      <p class="ct-work-name"><b><bdi>${name}</bdi></b>${open ? this.#peek(id, name) : nothing}</p>
      ${
        open
          ? this.#open(open)
          : html`<p class="ct-work-place">${this.t(this.#why(present, work))}</p>`
      }</li>`;
  }

  /** @param {string} id @param {string} name */
  #peek(id, name) {
    const words = this.t('ui.work.peek', { name });
    return html`<a class="ct-ghost" aria-label=${words} title=${words}
      href=${`/clase/${this.ctx.classroom?.seat.code}/mirar/${id}`}>${ui.look}</a>`;
  }

  /** @param {StudentWork} work */
  #stuck({ stuck }) {
    const words = this.t(`ui.work.stuck.${stuck}`);
    return html`<strong class="ct-work-stuck">${ui.warn}${words}</strong>`;
  }

  /** Why there is nothing to tell. @param {boolean} present @param {StudentWork | null} work */
  #why(present, work) {
    if (!present) return 'ui.class.gone';
    return work?.place === 'exam' ? 'ui.work.exam' : 'ui.work.nothing';
  }

  /** @param {StudentWork} work */
  #open(work) {
    const { line, reply, wrong, stuck } = work;
    return html`${stuck ? this.#stuck(work) : nothing}
      <p class="ct-work-place">${this.#place(work)}</p>
      ${
        reply || line
          ? html`<p class="ct-work-said"><code class="ct-work-line" translate="no"
            >${line || this.t('ui.work.empty_line')}</code> <code class="ct-work-reply"
            data-wrong=${wrong} translate="no" lang="en">${reply}</code></p>`
          : nothing
      }
      <p class="ct-work-count">${this.#counts(work)}</p>`;
  }

  /** @param {StudentWork} work */
  #place({ lesson, step, scenario }) {
    if (!lesson) return this.titles[scenario]?.[this.ctx.texts.lang] ?? scenario;
    const { number = '', title = lesson, steps = [] } = this.pages[lesson] ?? {};
    const at = steps.findIndex(({ id }) => id === step);
    const words = { n: at + 1, of: steps.length, title: steps[at]?.title ?? '' };
    return html`<b>${`${number} ${title}`.trim()}</b>${
      at < 0 ? nothing : html` · ${this.t('ui.work.step', words)}`
    }`;
  }

  /** @param {StudentWork} work */
  #counts({ member, errors, goals }) {
    const held = [...goals].filter((each) => each === 'h').length;
    const idle = this.kept?.idleMin(member) ?? 0;
    return [
      this.t('ui.work.errors', { n: errors }),
      idle ? this.t('ui.work.idle', { n: idle }) : this.t('ui.work.busy'),
      goals ? this.t('ui.work.held', { n: held, of: goals.length }) : '',
    ]
      .filter(Boolean)
      .join(' · ');
  }
}
customElements.define('ct-work-tiles', WorkTiles);
