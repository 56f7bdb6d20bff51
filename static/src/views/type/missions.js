/**
 * The missions of Escribe: what to try, and how far one has come. They are the steps of a
 * lesson whose goals count from the beginning, so the judge ticks them from the journal.
 *
 * One mission is on show: the first that is not done, until another is chosen. A narrow page
 * folds it away once there is a connection, and unfolds it when it is done.
 */
import { html, nothing } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { fetchJson } from '../../core/fetch-json.js';
import { PageElement, watching } from '../../core/page-element.js';
import { drawGoalList, drawHints } from '../../drawings/goals.js';
import { glyph } from '../../drawings/glyphs.js';
import { htmlWithTerms } from '../../drawings/terms.js';
import { Judge } from '../../model/judge.js';
import { connected } from '../../model/terminals.js';

/** @typedef {import('../../types.d.ts').LessonPage} Page */
/** @typedef {import('../../types.d.ts').LessonStepPage} Mission */
/** @typedef {import('../../types.d.ts').StepStanding} Standing */

/** @typedef {Pick<Standing, 'goals' | 'solved' | 'earlier' | 'after' | 'hint'>} Shown */

/** @type {Shown} */
const NOT_BEGUN = { goals: [], solved: false, earlier: false, after: '', hint: '' };

/** Wide enough for the mission beside the terminal, as in type.css. */
const WIDE = matchMedia('(min-width: 1001px)');

class Missions extends PageElement {
  static watches = watching('store', 'playhead', 'texts', 'link');
  static properties = {
    page: { state: true },
    standings: { state: true },
    chosen: { state: true },
    folded: { state: true },
  };

  constructor() {
    super();
    /** @type {Page | null} */ this.page = null;
    /** @type {readonly Standing[]} */ this.standings = [];
    /** id of the mission on show, or "" */ this.chosen = '';
    /** what the learner wants; null: as it fits @type {boolean | null} */ this.folded = null;
  }

  #lang = '';
  /** hints opened, by mission @type {Record<string, string[]>} */ #hints = {};
  #judge = new Judge(
    async () => ({ seen: 0, ...(await this.ctx.link.attempt(this.#what)) }),
    (verdict) => this.#judged(verdict.steps),
    () => this.requestUpdate(),
  );

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#judge.stop();
  }

  get #what() {
    return { lesson: this.ctx.boot.missions, lang: this.#lang };
  }

  willUpdate() {
    const { lang } = this.ctx.texts;
    if (lang !== this.#lang) {
      this.#lang = lang;
      this.#load(lang);
    }
    const { next, branch } = this.store;
    if (next) this.#judge.soon(`${branch}/${next}/${lang}`);
  }

  /** @param {string} lang */
  async #load(lang) {
    this.page = await fetchJson(`/lessons/${this.ctx.boot.missions}.json?lang=${lang}`).catch(
      () => null,
    );
  }

  /** @param {readonly Standing[]} standings */
  #judged(standings) {
    this.standings = standings;
    const todo = standings.find(({ solved }) => !solved) ?? standings.at(-1);
    this.chosen ||= todo?.id ?? '';
  }

  render() {
    if (!this.page) return nothing;
    const { steps } = this.page;
    const found = steps.findIndex(({ id }) => id === this.chosen);
    const at = Math.max(0, found);
    const standing = this.standings.find(({ id }) => id === steps[at].id);
    return this.#mission(steps, at, standing ?? NOT_BEGUN);
  }

  /**
   * @param {readonly Mission[]} steps @param {number} at
   * @param {Shown} standing of the one on show
   */
  #mission(steps, at, standing) {
    const mission = steps[at];
    const { solved, after, earlier } = standing;
    const fits = WIDE.matches || solved || !connected(this.model);
    const look = solved ? 'ct-mission-after' : 'ct-mission-task';
    return html`<details class="ct-mission" ?open=${this.folded === null ? fits : !this.folded}>
      <summary @click=${this.#fold}>${solved ? glyph.done : nothing}<small>${this.t(
        'ui.mission.of',
        { n: at + 1, of: steps.length },
      )}</small><b>${mission.title}</b></summary>
      <div class=${look}>${unsafeHTML(htmlWithTerms(solved ? after : mission.html, this))}</div>
      ${earlier ? nothing : drawGoalList(mission.goals, standing, this)}
      <div class="ct-mission-foot">${
        solved ? nothing : this.#drawHints(mission, standing.hint)
      }${this.#drawOthers(steps, at, solved)}</div>
    </details>`;
  }

  /** @param {Mission} mission @param {string} answering */
  #drawHints(mission, answering) {
    const opened = this.#hints[mission.id] ?? [];
    return drawHints(mission, answering, opened, this, (name) => {
      this.#hints[mission.id] = [...opened, name];
      this.requestUpdate();
    });
  }

  /** @param {readonly Mission[]} steps @param {number} at @param {boolean} solved */
  #drawOthers(steps, at, solved) {
    const to = (
      /** @type {number} */ place,
      /** @type {string} */ key,
      /** @type {string} */ look,
    ) =>
      steps[place]
        ? html`<button class=${`ct-button ct-small ${look}`} @click=${() => {
            this.chosen = steps[place].id;
          }}>${this.t(key)}</button>`
        : nothing;
    return html`${to(at - 1, 'ui.mission.before', '')}${to(
      at + 1,
      'ui.mission.next',
      solved ? 'ct-go' : '',
    )}`;
  }

  #fold = (/** @type {Event} */ event) => {
    event.preventDefault();
    const details = /** @type {HTMLElement} */ (event.currentTarget).parentElement;
    this.folded = /** @type {HTMLDetailsElement} */ (details).open;
  };
}
customElements.define('ct-missions', Missions);
