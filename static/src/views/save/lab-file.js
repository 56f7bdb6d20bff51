/**
 * The lab as a file, for another browser, and one brought back: where there is no server, a lab
 * is in this browser alone.
 */
import { html, nothing } from 'lit';
import { fetchJson } from '../../core/fetch-json.js';
import { PageElement, watching } from '../../core/page-element.js';
import { ui } from '../../drawings/icons.js';

class LabFile extends PageElement {
  static watches = watching('texts');
  static properties = { wrong: { state: true } };

  constructor() {
    super();
    /** the last file was no lab */ this.wrong = false;
  }

  render() {
    return html`<section class="ct-card"><h2>${ui.again}${this.t('ui.alone.lab.name')}</h2>
      <p>${this.t('ui.alone.lab.about')}</p><div class="ct-save-do">
        <a class="ct-button" href=${`/lab/${this.ctx.boot.lab}/lab.json`} download>${ui.save}<span
          >${this.t('ui.alone.lab.take')}</span></a>
        <label class="ct-button ct-me-file">${this.t('ui.alone.lab.bring')}<input type="file"
          accept=".json,application/json" @change=${this.#bring}></label></div>
      <p role="status">${this.wrong ? this.t('error.lab_file') : nothing}</p></section>`;
  }

  #bring = async (/** @type {Event} */ { target }) => {
    const field = /** @type {HTMLInputElement} */ (target);
    const body = field.files?.[0];
    if (!body) return;
    const taken = await fetchJson('/lab.json', { method: 'POST', body }).catch(() => null);
    field.value = '';
    this.wrong = !taken;
    if (taken) this.ctx.route.visit(taken.path);
  };
}
customElements.define('ct-lab-file', LabFile);
