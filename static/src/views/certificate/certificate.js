/**
 * A certificate of a unit or of the whole course: who, which lessons, what was right at the first
 * try. The server plays what this browser kept again, so the code and the file replay to it.
 */
import { html, nothing } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { fetchJson } from '../../core/fetch-json.js';
import { PageElement, watching } from '../../core/page-element.js';
import { storage } from '../../core/prefs.js';
import { jsonFile, saveFile } from '../../drawings/save-file.js';
import { NAME_MAX, Progress } from '../../model/course-progress.js';
import { workOf } from '../../model/course-work.js';

const KINDS = /** @type {const} */ (['do', 'predict', 'quiz']);

/** @typedef {import('../../types.d.ts').ExamMarks} Marks */
/** @typedef {Marks['tasks'][number]} TaskMarks */
/** @typedef {import('../../types.d.ts').LessonUnit} Unit */

/** The unit of the address, or '' for the whole course. @param {string} pathname */
const unitIn = (pathname) => /^\/certificado\/([^/]+)$/.exec(pathname)?.[1] ?? '';

class Certificate extends PageElement {
  static watches = watching('texts');
  static properties = {
    marks: { state: true },
    units: { state: true },
    problem: { state: true },
  };

  constructor() {
    super();
    /** @type {Marks | null} */ this.marks = null;
    /** @type {Unit[]} */ this.units = [];
    /** text key */ this.problem = '';
    this.progress = new Progress(storage('localStorage'));
  }

  #lang = '';
  #unit = unitIn(this.ctx.route.path);

  willUpdate() {
    const { lang } = this.ctx.texts;
    if (lang === this.#lang) return;
    this.#lang = lang;
    this.#load(lang);
  }

  /** @param {string} lang */
  async #load(lang) {
    this.problem = '';
    try {
      /** @type {Unit[]} */ const all = await fetchJson(`/lessons.json?lang=${lang}`);
      this.units = all.filter(({ id }) => !this.#unit || id === this.#unit);
      const body = JSON.stringify(this.#record(all));
      this.marks = this.progress.name
        ? await fetchJson(`/exam/grade.json?lang=${lang}`, { method: 'POST', body })
        : null;
    } catch {
      this.problem = 'ui.certificate.lost';
    }
  }

  /** @param {Unit[]} all */
  #record(all) {
    const units = this.#unit ? this.units : all;
    const slugs = units.flatMap(({ lessons }) => lessons.map(({ slug }) => slug));
    const tasks = slugs.flatMap((name) =>
      workOf(storage('localStorage'), name).map((line) => ({ name, line })),
    );
    const exam = ['course', this.#unit].filter(Boolean).join('.');
    return { cartero: 1, exam, nickname: this.progress.name, tasks };
  }

  render() {
    const title = this.#unit ? this.units[0]?.title : this.t('ui.certificate.course');
    return html`<div class="ct-exam-page ct-certificate"><h1
      >${this.t('ui.certificate.title')}</h1>
      ${this.problem ? html`<p role="alert">${this.t(this.problem)}</p>` : nothing}
      ${this.marks ? this.#drawn(this.marks, title ?? '') : this.#asked()}
      <p><a class="ct-link" href="/aprende">${this.t('ui.lesson.all')}</a></p></div>`;
  }

  #asked() {
    return html`<form @submit=${this.#named}><label class="ct-t-field"><span
      >${this.t('ui.certificate.who')}</span><input name="name" required maxlength=${NAME_MAX}
      autocomplete="off" spellcheck="false" .value=${this.progress.name}></label>
      <button class="ct-button ct-go">${this.t('ui.certificate.make')}</button></form>`;
  }

  #named = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    this.progress.keepName(String(form.get('name')));
    this.#load(this.#lang);
  };

  /** @param {Marks} marks @param {string} title */
  #drawn(marks, title) {
    const done = marks.tasks.filter(({ score }) => score.got);
    return html`<p class="ct-certificate-who"><b>${marks.nickname}</b></p>
      <p>${this.t('ui.certificate.did', { title, n: done.length, of: marks.tasks.length })}
        <span>${new Date().toLocaleDateString(this.#lang)}</span></p>
      <p class="ct-exam-score"><b>${this.t('ui.lesson.score', marks.score)}</b></p>
      <p class="ct-row"><button class="ct-button ct-go"
        @click=${() => saveFile(`cartero-${marks.digest}.json`, jsonFile(marks.file))}
        >${this.t('ui.exam.save')}</button>
        <button class="ct-button" @click=${() => print()}
          >${this.t('ui.certificate.print')}</button></p>
      <table class="ct-certificate-marks"><thead><tr><th scope="col"
        >${this.t('ui.certificate.lesson')}</th>${KINDS.map(
          (kind) => html`<th scope="col">${this.t(`ui.certificate.${kind}`)}</th>`,
        )}</tr></thead><tbody>${done.map((task) => this.#row(task))}</tbody></table>
      ${done.length ? nothing : html`<p>${this.t('ui.certificate.nothing')}</p>`}
      <figure class="ct-exam-qr">${unsafeHTML(marks.qr)}<figcaption>
        <p>${this.t('ui.certificate.code')} <b translate="no">${marks.digest}</b></p>
        <p>${this.t(marks.whole ? 'ui.exam.qr_whole' : 'ui.exam.qr_digest')}</p></figcaption
        ></figure>`;
  }

  /** @param {TaskMarks} task */
  #row({ title, items }) {
    return html`<tr><th scope="row">${title}</th>${KINDS.map((kind) => {
      const asked = items.filter(({ id }) => id.startsWith(`${kind}:`));
      const got = asked.filter(({ held }) => held).length;
      return html`<td>${
        asked.length ? this.t('ui.lesson.score', { got, of: asked.length }) : '–'
      }</td>`;
    })}</tr>`;
  }
}
customElements.define('ct-certificate', Certificate);
