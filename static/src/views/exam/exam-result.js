/**
 * What an exam is worth: the score as the server makes it of what was done, the file to hand
 * over, and a sheet for paper with the same in a QR code.
 */
import { html } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { Asked, drawAwaited } from '../../core/asked.js';
import { fetchJson } from '../../core/fetch-json.js';
import { PageElement, watching } from '../../core/page-element.js';
import { storage } from '../../core/prefs.js';
import { jsonFile, saveFile } from '../../drawings/save-file.js';
import { glyph } from '../../drawings/glyphs.js';
import { ExamNotes } from '../../model/exam-notes.js';

/** @typedef {import('../../types.d.ts').ExamMarks} Marks */

class ExamResult extends PageElement {
  static watches = watching('texts');
  static properties = {
    code: {},
    nickname: {},
  };

  constructor() {
    super();
    this.code = '';
    this.nickname = '';
    /** @type {Asked<Marks>} */ this.asked = new Asked(
      this,
      () => this.ctx.texts.lang,
      (lang) => this.#load(lang),
    );
  }

  #handed = 0;

  /** @param {string} lang */
  async #load(lang) {
    const who = encodeURIComponent(this.nickname);
    const notes = new ExamNotes(storage('localStorage'), this.code, who);
    this.#handed = notes.handed;
    if (!notes.began) return this.ctx.route.replace(`/examen/${this.code}`);
    if (!notes.handed) return this.ctx.route.replace(`/examen/${this.code}/${who}/1`);
    const page = await fetchJson(`/exam/${this.code}.json?nickname=${who}&lang=${lang}`);
    const record = notes.record(this.code, this.nickname, page.tasks);
    const body = JSON.stringify(record);
    return fetchJson(`/exam/grade.json?lang=${lang}`, { method: 'POST', body });
  }

  render() {
    const { value: marks } = this.asked;
    if (!marks)
      return html`<div class="ct-exam-page"><h1>${this.t('ui.exam.name')}</h1>
        ${drawAwaited(this.t, this.asked, { lost: 'ui.exam.ungraded' })}</div>`;
    const { score, nickname, digest, complaints, tasks } = marks;
    return html`<div class="ct-exam-page ct-exam-result"><h1>${this.t('ui.exam.result', {
      nickname,
    })}</h1>
      <p class="ct-exam-score"><b>${this.t('ui.lesson.score', score)}</b>
        <span>${new Date(this.#handed).toLocaleString(this.ctx.texts.lang)}</span></p>
      <p class="ct-row"><button class="ct-button ct-go"
        @click=${() => saveFile(`cartero-${nickname}-${digest}.json`, jsonFile(marks.file))}
        >${this.t('ui.exam.save')}</button>
        <button class="ct-button" @click=${() => print()}>${this.t('ui.exam.print')}</button></p>
      <ol class="ct-exam-marks">${tasks.map((task, i) => this.#task(task, i + 1))}</ol>
      ${complaints.map((text) => html`<p>${this.say(text)}</p>`)}
      <figure class="ct-exam-qr">${unsafeHTML(marks.qr)}<figcaption>
        <p>${this.t('ui.exam.code')} <b translate="no">${digest}</b></p>
        <p>${this.t(marks.whole ? 'ui.exam.qr_whole' : 'ui.exam.qr_digest')}</p>
        <p translate="no" class="ct-exam-of">${marks.code}</p></figcaption></figure></div>`;
  }

  /** @param {Marks['tasks'][number]} task @param {number} n */
  #task({ title, items, score }, n) {
    return html`<li><h2>${this.t('ui.exam.task', { n })}: ${
      title || this.t('ui.mystery.name')
    } <small>${this.t('ui.lesson.score', score)}</small></h2>
      <ul class="ct-goals">${items.map(
        ({
          id,
          label,
          held,
        }) => html`<li data-held=${held}>${held ? glyph.done : glyph.missing}<span
        >${label ? unsafeHTML(label) : this.t(`ui.mystery.${id}`)} <span class="ct-vh">(${this.t(
          held ? 'ui.lesson.held' : 'ui.lesson.missing',
        )})</span></span></li>`,
      )}</ul></li>`;
  }
}

customElements.define('ct-exam-result', ExamResult);
