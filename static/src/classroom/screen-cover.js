/**
 * Covers a student's whole page while the teacher wants everybody to look up. What lies under
 * it is inert and unchanged; the focus goes back to where it was. The time of an exam stands
 * still.
 */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../core/page-element.js';
import { storage } from '../core/prefs.js';
import { ui } from '../drawings/icons.js';
import { examsStand } from '../model/exam-notes.js';

class ScreenCover extends PageElement {
  static watches = watching('texts');
  static properties = { stopped: { type: Boolean } };

  constructor() {
    super();
    this.stopped = false;
    /** an exam is sat in this browser */ this.exam = false;
  }

  /** @returns {HTMLDialogElement | null} */
  get #dialog() {
    return this.querySelector('dialog');
  }

  /** @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has('stopped'))
      this.exam = examsStand(storage('localStorage'), this.stopped, Date.now());
  }

  updated() {
    const { stopped } = this;
    const dialog = this.#dialog;
    if (!dialog || dialog.open === stopped) return;
    if (!stopped) {
      dialog.close();
      return;
    }
    if (!this.ctx.boot.classroom?.follows) this.playhead.pause();
    dialog.showModal();
  }

  /** A phone's way back closes dialogs whatever the page says. */
  #onClose = () => {
    if (this.stopped) this.#dialog?.showModal();
  };

  render() {
    return html`<dialog class="ct-halt" aria-labelledby="ct-halt-name"
      aria-describedby="ct-halt-about" @close=${this.#onClose} @cancel=${stay}
      @mousedown=${stay} @keydown=${stayOpen}><div tabindex="0" autofocus>
        ${ui.screen}<h2 id="ct-halt-name">${this.t('ui.class.stop.name')}</h2>
        <p id="ct-halt-about">${this.t('ui.class.stop.about')}
        ${this.exam ? this.t('ui.class.stop.exam') : nothing}</p></div></dialog>`;
  }
}

/** A press would take the caret from the field below. @param {Event} event */
const stay = (event) => event.preventDefault();

/** @param {KeyboardEvent} event */
const stayOpen = (event) => {
  if (event.key === 'Escape') event.preventDefault();
};
customElements.define('ct-screen-cover', ScreenCover);
