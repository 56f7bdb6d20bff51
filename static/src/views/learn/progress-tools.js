/**
 * Whose progress this is, and how to take it to another browser: a name or an animal, a file
 * to keep and to bring back. There are no accounts, and nothing leaves the browser.
 */
import { html, nothing } from 'lit';
import { fileName, joined, readFile, written } from '../../model/progress-file.js';
import { NAME_MAX } from '../../model/course-progress.js';
import { keepScenes, seenScenes } from '../../model/seen-scenes.js';
import { PageElement, watching } from '../../core/page-element.js';
import { storage } from '../../core/prefs.js';
import { jsonFile, saveFile } from '../../drawings/save-file.js';
import { ui } from '../../drawings/icons.js';

class ProgressTools extends PageElement {
  static watches = watching('texts');
  static properties = {
    progress: { attribute: false },
    review: { attribute: false },
    said: { state: true },
  };

  constructor() {
    super();
    /** @type {import('../../model/course-progress.js').Progress} */ this.progress =
      /** @type {any} */ (undefined);
    /** @type {import('../../model/review.js').Review} */ this.review = /** @type {any} */ (
      undefined
    );
    /** what became of the last file @type {import('../../types.d.ts').Text | null} */ this.said =
      null;
  }

  render() {
    return html`<section class="ct-me" aria-labelledby="ct-me"><h2 id="ct-me"
      >${this.t('ui.me.title')}</h2>
      <p>${this.t('ui.learn.private')} ${this.t('ui.me.carry')}</p>
      <p class="ct-me-row"><label>${this.t('ui.me.name')}
        <input maxlength=${NAME_MAX} autocomplete="off" spellcheck="false"
          .value=${this.progress.name} @change=${this.#named}></label>
        <button class="ct-button" @click=${this.#animal}>${this.t('ui.me.animal')}</button></p>
      <p class="ct-me-row"><button class="ct-button" @click=${this.#take}>${ui.save}<span
        >${this.t('ui.me.take')}</span></button>
        <label class="ct-button ct-me-file">${this.t('ui.me.bring')}<input type="file"
          accept=".json,application/json" @change=${this.#bring}></label>
        <button class="ct-link" @click=${() => this.#changed('forget')}
          >${this.t('ui.learn.forget')}</button></p>
      <p class="ct-t-hint">${this.t('ui.me.rule')}</p>
      <p role="status">${this.said ? this.say(this.said) : nothing}</p></section>`;
  }

  #named = (/** @type {Event} */ { target }) => {
    this.progress.keepName(/** @type {HTMLInputElement} */ (target).value);
    this.requestUpdate();
  };

  /** Another animal than the one on show. */
  #animal = () => {
    const all = this.t('ui.me.animals').split(', ');
    const others = all.filter((each) => each !== this.progress.name);
    this.progress.keepName(others[Math.floor(Math.random() * others.length)]);
    this.requestUpdate();
  };

  get #carried() {
    const scenes = [...seenScenes(storage('localStorage'))];
    return { progress: this.progress.kept, review: this.review.kept, scenes };
  }

  #take = () => {
    const now = new Date();
    saveFile(fileName(this.progress.name, now), jsonFile(written(this.#carried, now)));
  };

  #bring = async (/** @type {Event} */ { target }) => {
    const field = /** @type {HTMLInputElement} */ (target);
    const text = await field.files?.[0]?.text();
    field.value = '';
    if (text === undefined) return;
    const found = readFile(text);
    if (!('carried' in found)) {
      this.said = { key: found.problem, params: {} };
      return;
    }
    const all = joined(this.#carried, found.carried);
    this.progress.keepAll(all.progress);
    this.review.keepAll(all.review);
    keepScenes(storage('localStorage'), all.scenes);
    const n = Object.keys(found.carried.progress.lessons).length;
    this.said = { key: 'ui.me.brought', params: { n } };
    this.#changed('brought');
  };

  /** @param {'forget' | 'brought'} what */
  #changed(what) {
    this.dispatchEvent(new CustomEvent(what, { bubbles: true }));
  }
}
customElements.define('ct-me', ProgressTools);
