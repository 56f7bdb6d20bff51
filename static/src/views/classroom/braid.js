/**
 * The braid: what the class typed for one task, as one tree. As a list it is read in the order
 * of the ways; where there is room, its lines stand in rows and columns, joined by strands as
 * thick as the students that went there. A line leads to one attempt at it, without a name.
 */
import { html, nothing, svg } from 'lit';
import { PageElement, watching } from '../../core/page-element.js';
import { mark } from '../../drawings/icons.js';
import { replyClass } from '../../model/wire-text.js';
import { layOut, wayOf } from './braid-lay-out.js';

/** @typedef {import('../../types.d.ts').ClassBraid} ClassBraid */
/** @typedef {import('../../types.d.ts').BraidTask} BraidTask */
/** @typedef {import('../../types.d.ts').BraidLine} BraidLine */
/** @typedef {import('./braid-lay-out.js').Knot} Knot */

const ASK_EVERY_MS = 5_000;
/** px of the strand of one student, and of all */
const THIN = 2;
const THICK = 22;
/** A line stands in the middle of its row and column. */
const HALF = 0.5;
/** characters in a row; a longer line takes several */
const LINE_MAX = 34;

/** Completions that say no or yes without a digit. @type {Record<string, string>} */
const WORDS = { OK: '2', PREAUTH: '2', NO: '5', BAD: '5', BYE: '5' };

class Braid extends PageElement {
  static watches = watching('texts', 'classroom');
  static properties = { told: { state: true }, task: { state: true } };

  constructor() {
    super();
    /** @type {ClassBraid | null} */ this.told = null;
    /** what is asked for @type {Partial<BraidTask>} */ this.task = {};
  }

  #timer = 0;

  connectedCallback() {
    super.connectedCallback();
    this.#ask();
    this.#timer = window.setInterval(() => {
      if (document.visibilityState === 'visible') this.#ask();
    }, ASK_EVERY_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  async #ask() {
    const { scenario = '', lesson = '', step = '' } = this.task;
    /** @type {any} */
    const answer = await this.ctx.classroom?.ask('class_braid', { scenario, lesson, step });
    if (answer?.ok && 'tasks' in answer) this.told = answer;
  }

  render() {
    return html`<div class="ct-braid-page"><header><h2>${this.t('ui.braid.name')}</h2
      >${this.#choice()}</header>
      ${this.told ? this.#drawn(this.told) : nothing}</div>`;
  }

  #choice() {
    const { tasks = [], asked = -1 } = this.told ?? {};
    if (!tasks.length) return nothing;
    return html`<label class="ct-t-field"><span>${this.t('ui.braid.task')}</span>
      <select @change=${this.#onTask}>${tasks.map(
        (task, at) => html`<option value=${at} .selected=${at === asked}>${this.#title(task)}
        </option>`,
      )}</select></label>`;
  }

  /** @param {BraidTask} task */
  #title({ title, step_title: steps, students }) {
    const { lang } = this.ctx.texts;
    const said = [title[lang], steps?.[lang]].filter(Boolean).join(' · ');
    return `${said} (${students})`;
  }

  #onTask = (/** @type {Event} */ event) => {
    const { value } = /** @type {HTMLSelectElement} */ (event.target);
    this.task = this.told?.tasks[Number(value)] ?? {};
    this.#ask();
  };

  /** @param {ClassBraid} told */
  #drawn({ braid }) {
    if (!braid.students) return html`<p role="status">${this.t('ui.braid.nobody')}</p>`;
    const { root, knots, rows, columns } = layOut(braid);
    const size = `--rows: ${rows}; --columns: ${columns}; ${room(knots)}`;
    const name = this.t('ui.braid.tree', { n: braid.students });
    return html`<p class="ct-hint">${this.t('ui.braid.about')}${
      braid.left_out ? ` ${this.t('ui.braid.left_out', { n: braid.left_out })}` : nothing
    }</p><div class="ct-braid" tabindex="0" role="group" aria-label=${name}>
      <div class="ct-braid-tree" style=${size}>${drawStrands(knots, rows, columns, root.students)}
        ${this.#way(root)}</div></div>`;
  }

  /** A way to its end, then those that leave it. @param {Knot} first @returns {unknown} */
  #way(first) {
    const way = wayOf(first);
    const sides = way.flatMap(({ after }) => after.slice(1));
    return html`<ol>${way.map((each) => html`<li>${this.#knot(each)}</li>`)}</ol>${
      sides.length
        ? html`<ul>${sides.map(
            (side) =>
              html`<li><p class="ct-braid-after">${this.#after(side)}</p>${this.#way(side)}</li>`,
          )}</ul>`
        : nothing
    }`;
  }

  /** Where a way leaves another. @param {Knot} side */
  #after({ before }) {
    const line = before?.line;
    if (!line) return this.t('ui.braid.from_start');
    return html`${this.t('ui.braid.after')} ${this.#words(line)}`;
  }

  /** @param {Knot} knot */
  #knot({ line, students, kinds, row, column }) {
    const place = `grid-area: ${row + 1} / ${column + 1}`;
    if (kinds)
      return html`<p class="ct-braid-rest" style=${place}>${this.t('ui.braid.others', {
        n: students,
        kinds,
      })}</p>`;
    if (!line)
      return html`<p class="ct-braid-root" style=${place}><b>${this.t('ui.class.people', {
        n: students,
      })}</b></p>`;
    return html`<button class="ct-braid-line" style=${place} @click=${() => this.#project(line)}
      >${this.#words(line)}${this.#reply(line)}<b>${students}</b><span class="ct-vh"
      > ${this.t('ui.braid.of_students', { n: students })}</span>${
        line.stopped && line.stopped < students
          ? html`<small>${this.t('ui.braid.stopped', { n: line.stopped })}</small>`
          : nothing
      }</button>`;
  }

  /** @param {BraidLine} line */
  #words({ kind, text }) {
    if (kind !== 'line') return html`<i>${this.t(`ui.braid.${kind}`)}</i>`;
    return html`<code translate="no" lang="en">${text || '↵'}</code>`;
  }

  /** @param {BraidLine} line */
  #reply({ kind, reply }) {
    if (!reply)
      return kind === 'line'
        ? html`<span class="ct-braid-mute">${this.t('ui.braid.no_reply')}</span>`
        : nothing;
    const of = WORDS[reply] ?? replyClass(reply[0]);
    const classes = `ct-braid-reply ct-c${of}`;
    return html`<span class=${classes} translate="no">${mark[of]}${reply}</span>`;
  }

  /** A copy of one attempt is a lab of the teacher's: the class follows there.
   * @param {BraidLine} line */
  async #project({ lab, branch, seq }) {
    const answer = await this.ctx.classroom?.ask('class_attempt', { lab, branch, seq });
    if (answer?.ok) location.assign(`/lab/${answer.lab}`);
    else this.ctx.link.say(answer?.error ?? { key: 'ui.error.refused' });
  }
}
customElements.define('ct-braid', Braid);

/** From each line to the next, as thick as many went there. @param {Knot[]} knots
 * @param {number} rows @param {number} columns @param {number} all */
function drawStrands(knots, rows, columns, all) {
  return html`<svg class="ct-braid-strands" viewBox=${`0 0 ${columns} ${rows}`}
    preserveAspectRatio="none" aria-hidden="true">${knots.map(
      ({ before, row, column, students }) => svg`<path
      d=${strand(/** @type {Knot} */ (before).column, row, column)}
      style=${`stroke-width: ${THIN + ((THICK - THIN) * students) / all}px`}/>`,
    )}</svg>`;
}

/** Down to between the rows, across, and down. @param {number} from @param {number} row
 * @param {number} column */
function strand(from, row, column) {
  return `M${from + HALF} ${row - HALF}V${row}H${column + HALF}V${row + HALF}`;
}

/** So that the longest line fits in a column, and a longer one in a row.
 * @param {Knot[]} knots */
function room(knots) {
  const longest = Math.max(0, ...knots.map(({ line }) => line?.text.length ?? 0));
  const widest = Math.min(longest, LINE_MAX);
  return `--widest: ${widest}; --lines: ${Math.max(1, Math.ceil(longest / LINE_MAX))}`;
}
