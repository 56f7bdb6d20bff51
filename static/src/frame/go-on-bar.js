/**
 * Leads from a saved session to the static edition that stands beside it: to the same story, at
 * the step on show. Whether one does, a picture says that only it has: a page from a disk may
 * look for nothing else.
 */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../core/page-element.js';

/** Where the edition may be, seen from the file: in the same folder, or as it was built. */
const FOLDERS = ['', 'static/', 'cartero/'];
const MARK = 'beside.svg';

/** @param {string} folder @returns {Promise<boolean>} */
const standsIn = (folder) =>
  new Promise((done) => {
    const mark = new Image();
    mark.onload = () => done(true);
    mark.onerror = () => done(false);
    mark.src = folder + MARK;
  });

class GoOnBar extends PageElement {
  static watches = watching('texts', 'playhead');
  static properties = { permalink: {}, folder: { state: true } };

  constructor() {
    super();
    /** of the last moment of the session */ this.permalink = '';
    /** @type {string | null} */ this.folder = null;
  }

  async firstUpdated() {
    for (const folder of FOLDERS) {
      if (await standsIn(folder)) {
        this.folder = folder;
        return;
      }
    }
  }

  render() {
    if (this.folder === null) return nothing;
    const { step } = this.ctx.playhead;
    const query = `?lang=${this.ctx.texts.lang}`;
    const at = `/enlace/${this.permalink}/${step?.seq ?? 0}${query}`;
    return html`<p class="ct-notice" role="status">${this.t('ui.saved.beside')}
      <a class="ct-button ct-small" href="${this.folder}index.html#${at}"
        >${this.t('ui.saved.go_on')}</a></p>`;
  }
}
customElements.define('ct-go-on-bar', GoOnBar);
