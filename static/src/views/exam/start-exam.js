/** The door of an exam: what it is, and by which nickname one sits it. */
import { html, nothing } from 'lit';
import { fetchJson } from '../../core/fetch-json.js';
import { PageElement, watching } from '../../core/page-element.js';
import { storage } from '../../core/prefs.js';
import { ExamNotes, sitting } from '../../model/exam-notes.js';

class StartExam extends PageElement {
  static watches = watching('texts');
  static properties = { code: {}, page: { state: true }, problem: { state: true } };

  constructor() {
    super();
    this.code = '';
    /** @type {import('../../types.d.ts').ExamPage | null} */ this.page = null;
    /** text key */ this.problem = '';
  }

  async firstUpdated() {
    try {
      this.page = await fetchJson(`/exam/${this.code}.json?lang=${this.ctx.texts.lang}`);
    } catch {
      this.problem = 'ui.exam.lost';
    }
  }

  render() {
    const known = sitting(storage('localStorage'), this.code);
    const { page } = this;
    return html`<div class="ct-exam-page"><h1>${this.t('ui.exam.name')}</h1>
      ${
        page
          ? html`<p>${this.t('ui.exam.lead', { n: page.tasks.length, minutes: page.minutes })}</p>`
          : nothing
      }
      <ul class="ct-exam-rules">${['order', 'help', 'line', 'reload'].map(
        (rule) => html`<li>${this.t(`ui.exam.rule.${rule}`)}</li>`,
      )}</ul>
      <form @submit=${this.#start}>
        <label class="ct-t-field"><span>${this.t('ui.exam.nickname')}</span>
          <input name="nickname" required maxlength=${page?.nickname_max ?? nothing}
            autocomplete="off" spellcheck="false"
          ></label>
        <p class="ct-hint">${this.t('ui.exam.nickname.about')}</p>
        <p role="alert" class="ct-exam-problem">${this.problem ? this.t(this.problem) : ''}</p>
        <button class="ct-button ct-go" ?disabled=${!page}>${this.t('ui.exam.begin')}</button>
      </form>
      ${
        known.length
          ? html`<p>${this.t('ui.exam.go_on')} ${known.map(
              (who) => html`<a class="ct-link" href=${`/examen/${this.code}/${who}`}
                >${decodeURIComponent(who)}</a> `,
            )}</p>`
          : nothing
      }</div>`;
  }

  #start = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const said = encodeURIComponent(String(form.get('nickname')));
    try {
      const { nickname } = await fetchJson(`/exam/${this.code}.json?nickname=${said}`);
      const who = encodeURIComponent(nickname);
      new ExamNotes(storage('localStorage'), this.code, who).begin(Date.now());
      this.ctx.route.visit(`/examen/${this.code}/${who}/1`);
    } catch {
      this.problem = 'ui.exam.bad_nickname';
    }
  };
}
customElements.define('ct-start-exam', StartExam);
