/**
 * A class plays the internet: of a student the page of their own machine, of whoever teaches the
 * whole of it, for the projector. It asks again whenever something has changed.
 */
import { html } from 'lit';
import { busyWith } from '../../core/busy.js';
import { PageElement, watching } from '../../core/page-element.js';
import './internet-board.js';
import './internet-device.js';

/** @typedef {import('../../types.d.ts').InternetBoard} Board */
/** @typedef {import('../../types.d.ts').InternetDevice} Device */

class Internet extends PageElement {
  static watches = watching('texts', 'classroom');
  static properties = { board: { state: true }, device: { state: true } };
  /** as it was when last asked */ #asked = -1;

  constructor() {
    super();
    /** @type {Board | null} */ this.board = null;
    /** @type {Device | null} */ this.device = null;
  }

  get #played() {
    return this.ctx.classroom?.state?.internet;
  }

  updated() {
    const changes = this.#played?.changes ?? -1;
    if (changes === this.#asked) return;
    this.#asked = changes;
    if (changes < 0) return;
    const teaches = this.ctx.classroom?.teaches;
    this.#ask(teaches ? 'class_internet_board' : 'class_device');
  }

  /** @param {string} name @param {Record<string, any>} [what] */
  async #ask(name, what) {
    const { classroom, link } = this.ctx;
    if (!classroom) return;
    /** @type {any} */ const answer = await busyWith(classroom.ask(name, what));
    if (!answer.ok) link.say(answer.error ?? { key: 'ui.error.refused' });
    else if ('machines' in answer) this.board = answer;
    else if ('roles' in answer) this.device = answer;
  }

  /** @param {CustomEvent<{name: string, what: Record<string, any>}>} event */
  #onAsk = ({ detail: { name, what } }) => this.#ask(name, what);

  render() {
    const { classroom } = this.ctx;
    if (!classroom) return this.#noClass();
    if (classroom.state && !this.#played) return this.#over(classroom.seat.code);
    if (this.board)
      return html`<ct-internet-board .told=${this.board} @ask=${this.#onAsk}></ct-internet-board>`;
    return html`<ct-internet-device .told=${this.device} @ask=${this.#onAsk}
      ></ct-internet-device>`;
  }

  #noClass() {
    return html`<div class="ct-in"><h1>${this.t('ui.internet.name')}</h1>
      <p>${this.t('ui.class.no_class')} <a class="ct-link" href="/clase"
      >${this.t('ui.more.class')}</a></p></div>`;
  }

  /** @param {string} code */
  #over(code) {
    return html`<div class="ct-in"><h1>${this.t('ui.internet.name')}</h1>
      <p>${this.t('internet.over')} <a class="ct-link" href=${`/clase/${code}`}
      >${this.t('ui.class.back')}</a></p></div>`;
  }
}
customElements.define('ct-internet', Internet);
