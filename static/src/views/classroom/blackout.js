/**
 * The teacher's board of a blackout: which fault, at which machine, goes into the networks of
 * the class, and who found it out, how fast, after how many tries, with which evidence.
 */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../../core/page-element.js';
import { glyph } from '../../drawings/glyphs.js';
import { anySeed, codeOf, LEVELS } from '../../questions/mystery-code.js';

/** @typedef {import('../../types.d.ts').BlackoutBoard} BlackoutBoard */
/** @typedef {import('../../types.d.ts').BlackoutRow} BlackoutRow */

const ASK_EVERY_MS = 3_000;
const SECONDS_A_MINUTE = 60;
const newId = () => crypto.getRandomValues(new Uint32Array(2)).join('-');
const COLUMNS = ['who', 'time', 'tries', 'said', 'evidence'];

class BlackoutPage extends PageElement {
  static watches = watching('texts', 'classroom');
  static properties = { board: { state: true }, open: { state: true } };

  constructor() {
    super();
    /** @type {BlackoutBoard | null} */ this.board = null;
    /** what was said is to be read, although it goes on */ this.open = false;
  }

  #timer = 0;

  connectedCallback() {
    super.connectedCallback();
    this.#ask('class_blackout_board');
    this.#timer = window.setInterval(() => {
      if (document.visibilityState === 'visible') this.#ask('class_blackout_board');
    }, ASK_EVERY_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  /** @param {string} name @param {Record<string, any>} [what] */
  async #ask(name, what) {
    /** @type {any} */ const answer = await this.ctx.classroom?.ask(name, what);
    if (answer?.ok && 'rows' in answer) this.board = answer;
    else if (!answer?.ok) this.ctx.link.say(answer?.error ?? { key: 'ui.error.refused' });
  }

  render() {
    const { board } = this;
    const what = board?.mystery ? 'mystery_name' : 'name';
    const name = html`<h2>${this.t(`ui.blackout.${what}`)}</h2>`;
    if (!board) return html`<div class="ct-board">${name}</div>`;
    const going = board.id && !board.over;
    return html`<div class="ct-board">${name}${going ? this.#going(board) : this.#begin(board)}
      ${board.id ? this.#rows(board) : nothing}</div>`;
  }

  /** @param {BlackoutBoard} board */
  #begin({ causes, machines, over, cause, machine }) {
    const { lang } = this.ctx.texts;
    return html`${
      over
        ? html`<p role="status">${this.t('ui.blackout.was', {
            cause: this.t(`mystery.cause.${cause}`),
            machine: this.hostName(machine),
          })} <button class="ct-button ct-small" @click=${this.#end}
          >${this.t('ui.blackout.away')}</button></p>`
        : html`<p>${this.t('ui.blackout.about')}</p>`
    }${
      machines.length
        ? html`<form @submit=${this.#onBegin}>
      <label class="ct-t-field"><span>${this.t('ui.mystery.machine')}</span><select name="machine"
        >${machines.map(
          ({ id, label, labs }) =>
            html`<option value=${id}>${label[lang] ?? id} · ${this.t('ui.class.people', {
              n: labs,
            })}</option>`,
        )}</select></label>
      <label class="ct-t-field"><span>${this.t('ui.mystery.cause')}</span><select name="cause"
        >${causes.map(
          (id) => html`<option value=${id}>${this.t(`mystery.cause.${id}`)}</option>`,
        )}</select></label>
      <button class="ct-button ct-go">${this.t('ui.blackout.begin')}</button></form>`
        : html`<p role="status">${this.t('ui.blackout.nobody')}</p>`
    }<p>${this.t('ui.blackout.mystery')}</p><form @submit=${this.#onMystery}>
      <label class="ct-t-field"><span>${this.t('ui.blackout.level')}</span><select name="level"
        >${LEVELS.map(
          (n) =>
            html`<option value=${n}>${this.t('ui.mystery.level', { n })}: ${this.t(
              `ui.mystery.level.${n}`,
            )}</option>`,
        )}</select></label>
      <button class="ct-button ct-go">${this.t('ui.blackout.set')}</button></form>`;
  }

  /** @param {SubmitEvent} event */
  #onBegin = (event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const { cause, machine } = Object.fromEntries(form);
    this.#ask('class_blackout', { id: newId(), cause, machine });
  };

  /** @param {SubmitEvent} event */
  #onMystery = (event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const mystery = codeOf(form.get('level'), anySeed());
    this.#ask('class_blackout', { id: newId(), mystery });
  };

  #end = () => {
    this.#ask('class_blackout');
  };

  /** The fault itself is not said: the projector shows this page.
   * @param {BlackoutBoard} board */
  #going({ rows, mystery }) {
    const broken = rows.filter((row) => !row.kept_out);
    const found = broken.filter((row) => row.solved);
    const end = mystery ? 'ui.blackout.end_mystery' : 'ui.blackout.end';
    return html`<p class="ct-board-sum" role="status">${this.t('ui.blackout.sum', {
      n: found.length,
      all: broken.length,
    })}</p><p class="ct-board-acts"><button class="ct-button" @click=${this.#end}
      >${this.t(end)}</button><button class="ct-button" aria-pressed=${this.open}
      @click=${this.#onOpen}>${this.t('ui.blackout.open')}</button></p>`;
  }

  #onOpen = () => {
    this.open = !this.open;
  };

  /** @param {BlackoutBoard} board */
  #rows({ rows }) {
    if (!rows.length) return nothing;
    return html`<div class="ct-board-table" tabindex="0" role="group"
      aria-label=${this.t('ui.blackout.board')}><table><thead><tr>${COLUMNS.map(
        (each) => html`<th scope="col">${this.t(`ui.blackout.column.${each}`)}</th>`,
      )}</tr></thead><tbody>${rows.map((row) => this.#row(row))}</tbody></table></div>`;
  }

  /** @param {BlackoutRow} row */
  #row(row) {
    const who = html`<th scope="row"><bdi>${row.name}</bdi></th>`;
    if (row.kept_out)
      return html`<tr data-out="true">${who}<td colspan=${COLUMNS.length - 1}>${this.say(
        row.kept_out,
      )}</td></tr>`;
    return html`<tr data-solved=${row.solved}>${who}<td>${
      row.solved ? glyph.done : nothing
    } ${this.#time(row.seconds)}</td><td>${row.tries}</td>${this.#said(row)}</tr>`;
  }

  /** What was said stays hidden while others still look: the projector shows this page.
   * @param {BlackoutRow} row */
  #said({ solved, cause, machine, evidence }) {
    if (!cause || !(this.board?.over || this.open))
      return html`<td colspan="2">${solved ? this.t('ui.blackout.found') : nothing}</td>`;
    return html`<td>${this.t(`mystery.cause.${cause}`)} · ${this.hostName(machine)}</td><td>${
      evidence ? this.say(evidence) : nothing
    }</td>`;
  }

  /** @param {number} seconds */
  #time(seconds) {
    const rest = String(seconds % SECONDS_A_MINUTE).padStart(2, '0');
    return `${Math.floor(seconds / SECONDS_A_MINUTE)}:${rest}`;
  }
}
customElements.define('ct-blackout', BlackoutPage);
