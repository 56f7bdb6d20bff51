/**
 * What the teacher sent to this student: cards that stay until they are closed. A place is
 * opened by its button; at once only when the teacher says so and nothing would be lost.
 */
import { html, nothing } from 'lit';
import { TYPING } from '../core/keys.js';
import { PageElement, watching } from '../core/page-element.js';
import { hintButton } from '../drawings/goals.js';
import { ui } from '../drawings/icons.js';

/** @typedef {import('../types.d.ts').ClassPush} ClassPush */

/** Pages whose work would be left. */
const BUSY_PAGES = ['exam'];

/** Something was typed that is kept nowhere else. */
const hasTyped = () =>
  [...document.querySelectorAll(TYPING)].some(
    (field) =>
      (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) &&
      field.value !== field.defaultValue,
  );

class PushCards extends PageElement {
  static watches = watching('texts', 'classroom', 'route');
  static properties = { none: { state: true } };

  constructor() {
    super();
    /** the hint asked for is not here */ this.none = '';
  }

  get #classroom() {
    return /** @type {import('../core/context.js').Classroom} */ (this.ctx.classroom);
  }

  connectedCallback() {
    super.connectedCallback();
    this.#classroom.addEventListener('open-now', this.#onOpenNow);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#classroom.removeEventListener('open-now', this.#onOpenNow);
  }

  #onOpenNow = (/** @type {Event} */ event) => {
    const { detail } = /** @type {CustomEvent<ClassPush>} */ (event);
    const busy = BUSY_PAGES.includes(this.ctx.route.place.id) || this.#classroom.presents;
    const dialog = document.querySelector('dialog:modal:not(.ct-halt)');
    if (!busy && !dialog && !hasTyped()) this.#open(detail);
  };

  render() {
    return html`<div class="ct-pushed" role="status">${this.#classroom.pushed.map((push) =>
      this.#card(push),
    )}</div>`;
  }

  /** @param {ClassPush} push */
  #card(push) {
    const { id, kind, words, title = {} } = push;
    const named = title[this.ctx.texts.lang] ?? Object.values(title)[0];
    return html`<article class="ct-push">
      <header><h2>${this.t(`ui.class.push.from_${kind}`)}</h2>
        <button class="ct-ghost" aria-label=${this.t('ui.close')}
          @click=${() => this.#read(id)}>${ui.close}</button></header>
      ${named ? html`<p class="ct-push-title">${named}</p>` : nothing}
      ${words ? html`<p class="ct-push-words">${words}</p>` : nothing}
      ${this.none === id ? html`<p>${this.t('ui.class.push.no_hint')}</p>` : nothing}
      ${this.#act(push)}</article>`;
  }

  /** @param {ClassPush} push */
  #act(push) {
    if (push.address) return this.#button('open', () => this.#open(push));
    if (push.kind === 'hint' && !push.words)
      return this.#button('see_hint', () => this.#hint(push.id));
    return nothing;
  }

  /** @param {string} what @param {() => void} act */
  #button(what, act) {
    return html`<button class="ct-button ct-go" @click=${act}>${this.t(
      `ui.class.push.${what}`,
    )}</button>`;
  }

  /** @param {ClassPush} push */
  async #open({ id, address = '' }) {
    await this.#read(id);
    location.assign(address);
  }

  /** The lesson opens its next one, if it has any. @param {string} id */
  #hint(id) {
    const more = hintButton();
    if (!more) {
      this.none = id;
      return;
    }
    more.click();
    this.#read(id);
  }

  /** @param {string} id */
  async #read(id) {
    const { ok, error } = await this.#classroom.read(id);
    if (!ok) this.ctx.link.say(error ?? { key: 'ui.error.refused' });
  }
}
customElements.define('ct-push-cards', PushCards);
