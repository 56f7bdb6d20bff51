/** What is left of an exam, by the clock of this browser; it says when nothing is. */
import { html } from 'lit';
import { PageElement, watching } from '../../core/page-element.js';
import { ui } from '../../drawings/icons.js';

const TICK_MS = 1000;
const SOON_S = 300;

class ExamClock extends PageElement {
  static watches = watching('texts');
  static properties = { minutes: { type: Number }, notes: { attribute: false } };

  constructor() {
    super();
    this.minutes = 0;
    this.notes = /** @type {import('../../model/exam-notes.js').ExamNotes} */ (
      /** @type {unknown} */ (null)
    );
    /** seconds */ this.left = 0;
  }

  #timer = /** @type {ReturnType<typeof setInterval> | undefined} */ (undefined);
  #told = false;

  connectedCallback() {
    super.connectedCallback();
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  willUpdate() {
    const left = this.notes.left(this.minutes, Date.now());
    this.left = Math.max(0, Math.ceil(left / 1000));
  }

  updated() {
    if (this.left || this.#told) return;
    this.#told = true;
    this.dispatchEvent(new Event('over'));
  }

  #tick() {
    this.requestUpdate();
  }

  render() {
    const minutes = Math.floor(this.left / 60);
    const seconds = String(this.left % 60).padStart(2, '0');
    return html`<span class="ct-exam-clock" role="timer" data-soon=${this.left < SOON_S}
      >${ui.clock}<span class="ct-vh">${this.t('ui.exam.left')}</span>
      ${minutes}:${seconds}</span>`;
  }
}
customElements.define('ct-exam-clock', ExamClock);
