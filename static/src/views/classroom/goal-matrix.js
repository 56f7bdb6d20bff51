/**
 * Which goals of a lesson the students in it have met: a row for each goal with its sum, a column
 * for each student. Of a very large class only the sums are shown.
 */
import { html, nothing } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { PageElement, watching } from '../../core/page-element.js';
import { goalsOf } from '../../classroom/work-kept.js';

/** More columns than that nobody can read. */
const COLUMNS_MAX = 60;
/** Letters of `StudentWork.goals`, as they are drawn. */
const SIGNS = /** @type {Record<string, string>} */ ({ h: '✔', o: '○', '-': '' });

class GoalMatrix extends PageElement {
  static watches = watching('texts', 'classroom');
  static properties = {
    kept: { attribute: false },
    lesson: { attribute: false },
    page: { attribute: false },
    stamp: { attribute: false },
  };

  constructor() {
    super();
    /** @type {import('../../classroom/work-kept.js').WorkKept | null} */ this.kept = null;
    this.lesson = '';
    /** @type {import('../../types.d.ts').LessonPage | undefined} */ this.page = undefined;
    this.stamp = 0;
  }

  render() {
    if (!this.page?.steps.length) return nothing;
    const inside = (this.ctx.classroom?.members ?? []).flatMap(({ id, name }) => {
      const work = this.kept?.of(id);
      return work?.lesson === this.lesson ? [{ id, name, goals: work.goals }] : [];
    });
    const columns = inside.length > COLUMNS_MAX ? [] : inside;
    return html`${
      columns.length ? nothing : html`<p>${this.t('ui.work.sums_only', { n: COLUMNS_MAX })}</p>`
    }<div class="ct-work-matrix" role="region" tabindex="0" aria-label=${this.page.title}>
      <table><thead><tr><th scope="col">${this.t('ui.work.goal')}</th>
        <th scope="col">${this.t('ui.work.sum')}</th>${columns.map(
          ({ name }) => html`<th scope="col" class="ct-work-who"><bdi>${name}</bdi></th>`,
        )}</tr></thead>
      <tbody>${goalsOf(this.page).map((goal, at) => this.#row(goal, at, inside, columns))}</tbody>
      </table></div>
      <p class="ct-work-rule">${this.t('ui.work.signs')}</p>`;
  }

  /**
   * @param {{step: string, label: string, first: boolean}} goal @param {number} at
   * @param {{goals: string}[]} inside @param {{goals: string}[]} columns
   */
  #row({ step, label, first }, at, inside, columns) {
    const n = inside.filter(({ goals }) => goals[at] === 'h').length;
    const of = inside.length;
    return html`<tr data-first=${first}><th scope="row">${
      first || !label ? html`<small>${step}</small>` : nothing
    }${label ? unsafeHTML(label) : nothing}</th>
      <td class="ct-work-sum" style=${`--share: ${n / of}`}><i></i
        >${this.t('ui.work.of', { n, of })}</td
      >${columns.map(({ goals }) => this.#cell(goals[at] ?? '-'))}</tr>`;
  }

  /** @param {string} stands */
  #cell(stands) {
    const words = { h: 'ui.work.goal.held', o: 'ui.work.goal.open' }[stands];
    return html`<td data-goal=${stands}><span aria-hidden="true">${SIGNS[stands]}</span>${
      words ? html`<span class="ct-vh">${this.t(words)}</span>` : nothing
    }</td>`;
  }
}
customElements.define('ct-goal-matrix', GoalMatrix);
