/**
 * «Guardar y llevarse»: everything that has happened in this lab as a file, by what one
 * wants it for. The files are the server's (`simulator/web/export_routes.py`), of the branch on
 * show and in the language of the page; this only asks in plain words.
 */
import { html, nothing } from 'lit';
import { ui } from '../../drawings/icons.js';
import { lazy, Piece } from '../../core/lazy-piece.js';
import { PageElement, watching } from '../../core/page-element.js';
import { subjectLine } from '../../drawings/quoted.js';
import { lettersOf } from './savable-messages.js';

const LAB_FILE = new Piece(() => import('./lab-file.js'));

class Save extends PageElement {
  static watches = watching('texts', 'store');
  static properties = { at: { state: true } };

  constructor() {
    super();
    /** where a capture is taken: a machine, or '' for the whole network */ this.at = '';
  }

  /** @param {string} file @param {Record<string, string>} [more] */
  #address(file, more = {}) {
    const asked = new URLSearchParams({
      branch: this.store.branch,
      lang: this.ctx.texts.lang,
      ...more,
    });
    return `/lab/${encodeURIComponent(this.ctx.boot.lab)}/${file}?${asked}`;
  }

  render() {
    return html`<div class="ct-save"><p class="ct-save-lead">${this.t('ui.save.lead')}</p>
      <div class="ct-save-ways">
        ${this.#way('report', 'sheet', this.#open('report', 'memoria'))}
        ${this.#way('transcript', 'text', this.#file('transcript', 'transcript.txt'))}
        ${this.#way(
          'ladder',
          'stage',
          html`${this.#file('ladder', 'ladder.svg')}
          ${this.#open('look', 'ladder.html')}`,
        )}
        ${this.#way('replay', 'play', this.#file('replay', 'replay.html'))}
        ${this.#way('capture', 'plug', this.#capture())}
        ${this.#way('journal', 'book', this.#file('journal', 'journal.jsonl'))}
        ${
          this.store.events.some(({ fact }) => fact.kind === 'dmarc.result_stored')
            ? this.#way('dmarc', 'sheet', this.#open('dmarc', 'dmarc.html'))
            : nothing
        }
        ${this.#way('letter', 'sheet', this.#letters())}
        ${this.ctx.boot.alone ? lazy(LAB_FILE, () => html`<ct-lab-file></ct-lab-file>`) : nothing}
      </div></div>`;
  }

  /** @param {string} name @param {string} icon @param {unknown} body */
  #way(name, icon, body) {
    return html`<section class="ct-card"><h2>${ui[icon] ?? nothing}${this.t(`ui.save.${name}`)}</h2>
      <p>${this.t(`ui.save.${name}.about`)}</p><div class="ct-save-do">${body}</div></section>`;
  }

  /** @param {string} name @param {string} file @param {Record<string, string>} [more] */
  #file(name, file, more) {
    return html`<a class="ct-button" href=${this.#address(file, more)} download>${ui.save}<span
      >${this.t(`ui.save.${name}.do`)}</span></a>`;
  }

  /** @param {string} name @param {string} page */
  #open(name, page) {
    const said = name === 'look' ? 'ui.save.look' : `ui.save.${name}.do`;
    return html`<a class="ct-button" href=${this.#address(page)} target="_blank"
      >${this.t(said)}</a>`;
  }

  #letters() {
    const letters = lettersOf(this.store.events);
    if (!letters.length) return html`<p class="ct-hint">${this.t('ui.save.letter.none')}</p>`;
    return html`<ul>${letters.map(
      ({ message, how, host, mailbox, subject }) => html`<li>
      <a href=${this.#address(`letter/${encodeURIComponent(message)}.eml`)} download>${ui.save}<span
        ><b>${subjectLine(subject, this.t)}</b>
        <span>${this.t(`ui.save.letter.${how}`, { host, mailbox })}</span></span></a></li>`,
    )}</ul>`;
  }

  #capture() {
    const hosts = Object.keys(this.model.hosts);
    const at = hosts.includes(this.at) ? this.at : '';
    return html`<label>${this.t('ui.save.capture.at')}
        <select @change=${(/** @type {Event} */ event) => {
          this.at = /** @type {HTMLSelectElement} */ (event.target).value;
        }}><option value="">${this.t('ui.save.capture.everywhere')}</option>
          ${hosts.map(
            (host) => html`<option value=${host} ?selected=${host === at}
            >${this.hostName(host)}</option>`,
          )}</select></label>
      ${this.#file('capture', 'capture.pcap', at ? { at } : {})}`;
  }
}
customElements.define('ct-save', Save);
