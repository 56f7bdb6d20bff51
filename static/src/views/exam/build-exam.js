/** A teacher makes an exam: lessons, mysteries, minutes; what comes of it is an address. */
import { html, nothing } from 'lit';
import { Asked, drawAwaited } from '../../core/asked.js';
import { fetchJson } from '../../core/fetch-json.js';
import { PageElement, watching } from '../../core/page-element.js';

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** @typedef {import('../../types.d.ts').LessonUnit} Unit */
/** @typedef {import('../../types.d.ts').ExamLimits} Limits */

class BuildExam extends PageElement {
  static watches = watching('texts');
  static properties = {
    chosen: { state: true },
    mysteries: { state: true },
    level: { state: true },
    minutes: { state: true },
    number: { state: true },
  };

  constructor() {
    super();
    /** @type {Asked<[Limits, Unit[]]>} */ this.asked = new Asked(
      this,
      () => this.ctx.texts.lang,
      (lang) => Promise.all([fetchJson('/exams.json'), fetchJson(`/lessons.json?lang=${lang}`)]),
    );
    /** slugs @type {string[]} */ this.chosen = [];
    this.mysteries = 1;
    this.level = 1;
    this.minutes = 45;
    this.number = Math.floor(Math.random() * 10_000);
  }

  get #tasks() {
    const cards = (this.asked.value?.[1] ?? []).flatMap(({ lessons }) => lessons);
    const chosen = cards.filter(({ slug }) => this.chosen.includes(slug));
    return this.mysteries + chosen.reduce((sum, { tasks }) => sum + tasks, 0);
  }

  get #address() {
    const numbers = [this.minutes, this.mysteries, this.level, this.number];
    return this.ctx.route.whole(`/examen/${[...numbers, ...this.chosen].join('.')}`);
  }

  render() {
    const { value } = this.asked;
    return html`<div class="ct-exam-page"><h1>${this.t('ui.exam.build')}</h1>
      <p>${this.t('ui.exam.build.lead')}</p>
      ${value ? this.#form(...value) : drawAwaited(this.t, this.asked)}</div>`;
  }

  /** @param {Limits} limits @param {Unit[]} units */
  #form(limits, units) {
    return html`<form @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
      <fieldset class="ct-exam-lessons"><legend>${this.t('ui.exam.lessons')}</legend>
        ${units.map((unit) => this.#unit(unit))}</fieldset>
      ${this.#choices(limits)}</form>`;
  }

  /** @param {Limits} limits */
  #choices({ tasks, mysteries, levels, minutes, number }) {
    return html`<div class="ct-exam-row">
        ${this.#select('mysteries', [...Array(mysteries + 1).keys()])}
        ${this.#select('level', levels)}
        ${this.#numberField('minutes', 1, minutes)}${this.#numberField('number', 0, number)}
      </div>
      <p class="ct-hint">${this.t('ui.exam.number.about')}</p>
      ${this.#made(tasks)}`;
  }

  /** @param {Unit} unit */
  #unit({ title, lessons }) {
    return html`<details><summary>${title}</summary><ul>${lessons
      .filter(({ tasks }) => tasks)
      .map(
        ({ slug, number, title: name, tasks }) => html`<li><label><input type="checkbox"
        name="lesson" value=${slug} .checked=${this.chosen.includes(slug)}
        @change=${(/** @type {any} */ event) => this.#choose(slug, event.target.checked)}>
        <span>${number} · ${name} <small>${this.t('ui.exam.tasks', { n: tasks })}</small></span
        ></label></li>`,
      )}</ul></details>`;
  }

  /** @param {string} slug @param {boolean} wanted */
  #choose(slug, wanted) {
    this.chosen = wanted ? [...this.chosen, slug] : this.chosen.filter((each) => each !== slug);
  }

  /** @param {'mysteries' | 'level'} name @param {readonly number[]} values */
  #select(name, values) {
    return html`<label class="ct-t-field"><span>${this.t(`ui.exam.${name}`)}</span>
      <select name=${name} @change=${(/** @type {any} */ event) => {
        this[name] = Number(event.target.value);
      }}>${values.map(
        (n) => html`<option value=${n} .selected=${n === this[name]}>${n}</option>`,
      )}</select></label>`;
  }

  /** @param {'minutes' | 'number'} name @param {number} min @param {number} max */
  #numberField(name, min, max) {
    return html`<label class="ct-t-field"><span>${this.t(`ui.exam.${name}`)}</span>
      <input type="number" name=${name} min=${min} max=${max} required
        .value=${String(this[name])} @input=${(/** @type {any} */ event) => {
          const { valid } = event.target.validity;
          this[name] = valid ? Number(event.target.value) : -1;
        }}></label>`;
  }

  /** @param {number} limit of tasks */
  #made(limit) {
    const tasks = this.#tasks;
    const problem =
      tasks < 1 || tasks > limit
        ? this.t('ui.exam.too_many', { n: tasks, limit })
        : this.minutes < 0 || this.number < 0
          ? this.t('ui.exam.bad_number')
          : '';
    if (problem) return html`<p role="status" class="ct-exam-problem">${problem}</p>`;
    return html`<section class="ct-card ct-exam-made" role="status">
      <p><b>${this.t('ui.exam.made', { n: tasks, minutes: this.minutes })}</b></p>
      <label class="ct-t-field"><span>${this.t('ui.exam.address')}</span>
        <input readonly name="address" translate="no" .value=${this.#address}
          @focus=${(/** @type {any} */ event) => event.target.select()}></label>
      ${
        LOOPBACK.includes(location.hostname)
          ? html`<p class="ct-hint">${this.t('ui.exam.only_here')}</p>`
          : nothing
      }
      <a class="ct-button ct-go" href=${this.#address}>${this.t('ui.exam.open')}</a>
      <p class="ct-hint">${this.t('ui.exam.grade')} <code translate="no"
        >flask grades check *.json</code></p></section>`;
  }
}
customElements.define('ct-build-exam', BuildExam);
