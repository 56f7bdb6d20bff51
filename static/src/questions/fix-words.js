/**
 * A sentence with something wrong in it, perhaps: the words that fail are marked, and a
 * correction is chosen for them. Once all is over, what the slides say of it stands below.
 *
 * It knows no right answer. Who uses it hears `fixed` with `word=option`, `ok`, or "" while
 * the answer is not complete.
 */
import { html, nothing } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { fetchJson } from '../core/fetch-json.js';
import { PageElement, watching } from '../core/page-element.js';
import { drawTruth, drawVerdict } from '../drawings/claim.js';
import { AS_IT_IS, markOf, plain } from './parts.js';

/** @typedef {import('../types.d.ts').ClaimPage} Claim */

/** @type {Promise<Claim[]> | null} */
let coming = null;

/** Every claim of the slides, fetched once; none when the link is gone. */
const claims = () =>
  (coming ??= fetchJson('/slides.json').then(
    (/** @type {import('../types.d.ts').SlidePage[]} */ slides) =>
      slides.flatMap((slide) => slide.claims),
    () => {
      coming = null;
      return [];
    },
  ));

class FixWords extends PageElement {
  static watches = watching('texts');
  static properties = {
    name: { type: String },
    label: { type: String },
    options: { attribute: false },
    value: { type: String },
    claim: { type: String },
    closed: { type: Boolean },
    marked: { state: true },
    told: { state: true },
  };

  constructor() {
    super();
    this.name = '';
    /** safe HTML, with words to mark */ this.label = '';
    /** corrections @type {import('../types.d.ts').AnswerOption[]} */ this.options = [];
    this.value = '';
    /** id of the claim of the slides that it is, or "" */ this.claim = '';
    this.closed = false;
    /** what is marked while there is no correction */ this.marked = '';
    /** @type {Claim | undefined} */ this.told = undefined;
  }

  get #mark() {
    return this.value ? markOf(this.value) : { word: this.marked, option: '' };
  }

  render() {
    const { word, option } = this.#mark;
    const how = word === AS_IT_IS ? nothing : word ? this.#correction(option) : nothing;
    return html`<div class="ct-fix" role="group" aria-labelledby="ct-fix-${this.name}">
      <p class="ct-fix-says" id="ct-fix-${this.name}" @click=${this.#onWord}
        >${unsafeHTML(this.label)}</p>
      <div class="ct-fix-how"><button type="button" class="ct-fix-ok"
        aria-pressed=${word === AS_IT_IS} @click=${() => this.#set(AS_IT_IS)}
        >${this.t('ui.fix.as_it_is')}</button>${how}</div>
      ${this.told && this.closed ? this.#claim(this.told) : nothing}</div>`;
  }

  /** @param {string} chosen */
  #correction(chosen) {
    const onChange = (/** @type {any} */ event) => this.#set(this.#mark.word, event.target.value);
    return html`<label class="ct-t-field"><span>${this.t('ui.fix.instead')}</span>
      <select @change=${onChange}><option value="" ?selected=${!chosen} disabled
        >${this.t('ui.question.choose')}</option>${this.options.map(
          ({ value, label }) => html`<option value=${value} ?selected=${value === chosen}
          >${plain(label)}</option>`,
        )}</select></label>`;
  }

  /** @param {Claim} claim */
  #claim(claim) {
    return html`<div class="ct-fix-claim">${drawVerdict(claim.verdict, this)}${drawTruth(
      claim,
      this,
      false,
    )}</div>`;
  }

  updated() {
    const { word } = this.#mark;
    for (const each of this.querySelectorAll('[data-word]'))
      each.setAttribute('aria-pressed', String(each.getAttribute('data-word') === word));
    if (this.closed && this.claim && !this.told)
      claims().then((all) => {
        this.told = all.find(({ id }) => id === this.claim);
      });
  }

  #onWord = (/** @type {MouseEvent} */ { target }) => {
    const pressed = target instanceof Element && target.closest('[data-word]');
    const word = pressed && pressed.getAttribute('data-word');
    if (word) this.#set(word === this.#mark.word ? '' : word, this.#mark.option);
  };

  /** @param {string} word @param {string} [option] */
  #set(word, option = '') {
    const whole = word === AS_IT_IS || (word && option);
    this.marked = word;
    this.value = word === AS_IT_IS ? word : whole ? `${word}=${option}` : '';
    this.dispatchEvent(new CustomEvent('fixed', { detail: this.value }));
  }
}
customElements.define('ct-fix', FixWords);
