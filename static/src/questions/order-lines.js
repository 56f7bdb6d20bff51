/**
 * Lines to put in order: pressed, a line goes to the end; placed, it moves up, down or out.
 * With buttons and keys (Alt and an arrow move it, Delete takes it out), without dragging.
 *
 * It knows no right order. Who uses it hears `placed` and may draw something beside a line.
 */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { PageElement, watching } from '../core/page-element.js';
import { ui } from '../drawings/icons.js';

/** @typedef {{ id: number, words: unknown, name: string }} Item `words` as drawn, `name` as said */

class OrderLines extends PageElement {
  static watches = watching('texts');
  static properties = {
    items: { attribute: false },
    placed: { attribute: false },
    beside: { attribute: false },
    closed: { type: Boolean },
    made: { type: String },
  };

  constructor() {
    super();
    /** @type {readonly Item[]} */ this.items = [];
    /** ids in their order @type {readonly number[]} */ this.placed = [];
    /** @type {(id: number) => unknown} */ this.beside = () => nothing;
    this.closed = false;
    /** what stands above what was placed */ this.made = '';
  }

  render() {
    const left = this.items.filter(({ id }) => !this.placed.includes(id));
    return html`<div class="ct-order">
      <section ?hidden=${!left.length}><p class="ct-order-head">${this.t('ui.order.left')}</p>
        <ul class="ct-order-left">${repeat(
          left,
          ({ id }) => id,
          (item) => html`<li><button type="button" class="ct-order-pick" ?disabled=${this.closed}
          data-id=${item.id} @click=${() => this.#pick(item.id)}>${item.words}</button></li>`,
        )}</ul></section>
      <section><p class="ct-order-head">${this.made}</p>
        ${this.placed.length ? nothing : html`<p class="ct-t-hint">${this.t('ui.order.empty')}</p>`}
        <ol class="ct-order-made">${repeat(
          this.placed,
          (id) => id,
          (id, at) => this.#line(id, at),
        )}</ol></section>${this.#count()}</div>`;
  }

  /** On a phone, where what was placed may be out of sight. */
  #count() {
    const last = this.items.find(({ id }) => id === this.placed.at(-1));
    return last && !this.closed
      ? html`<p class="ct-order-count" role="status">${this.t('ui.order.count', {
          n: this.placed.length,
          line: last.name,
        })}</p>`
      : nothing;
  }

  /** @param {number} id @param {number} at */
  #line(id, at) {
    const item = this.items.find((each) => each.id === id);
    if (!item) return nothing;
    const last = this.placed.length - 1;
    const press = (/** @type {KeyboardEvent} */ event) => this.#key(event, id);
    return html`<li data-id=${id} @keydown=${press}>
      <div class="ct-order-line"><span>${item.words}</span>${[
        this.#button('up', item, at === 0, () => this.#move(id, -1, 'up')),
        this.#button('down', item, at === last, () => this.#move(id, 1, 'down')),
        this.#button('out', item, false, () => this.#takeOut(id)),
      ]}</div>${this.beside(id)}</li>`;
  }

  /** @param {'up' | 'down' | 'out'} what @param {Item} item @param {boolean} end
   * @param {() => void} press */
  #button(what, { name }, end, press) {
    const words = this.t(`ui.order.${what}`, { line: name });
    return html`<button type="button" class="ct-ghost" data-do=${what} title=${words}
      aria-label=${words} aria-disabled=${end} ?disabled=${this.closed} @click=${press}
      >${what === 'out' ? ui.close : ui.down}</button>`;
  }

  /** @param {KeyboardEvent} event @param {number} id */
  #key(event, id) {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (this.closed || (!by && event.key !== 'Delete')) return;
    event.preventDefault();
    event.stopPropagation();
    if (!by) return this.#takeOut(id);
    if (event.altKey) return this.#move(id, by, '');
    const other = this.placed[this.placed.indexOf(id) + by];
    if (other !== undefined) this.#focus(`li[data-id="${other}"] [data-do="${this.#focused}"]`);
  }

  /** which button of a line has the focus */
  get #focused() {
    const { activeElement } = document;
    return (activeElement instanceof HTMLElement && activeElement.dataset.do) || 'up';
  }

  /** The line goes to the end; the focus to the line after it among those left.
   * @param {number} id */
  #pick(id) {
    const left = this.items.filter((item) => !this.placed.includes(item.id));
    const at = left.findIndex((item) => item.id === id);
    const after = left[at + 1] ?? left[at - 1];
    this.#place([...this.placed, id]);
    this.#focus(
      after ? `.ct-order-pick[data-id="${after.id}"]` : `li[data-id="${id}"] [data-do="up"]`,
    );
  }

  /** @param {number} id @param {number} by @param {string} button that keeps the focus */
  #move(id, by, button) {
    const kept = button || this.#focused;
    const order = [...this.placed];
    const at = order.indexOf(id);
    if (at + by < 0 || at + by >= order.length) return;
    order.splice(at, 1);
    order.splice(at + by, 0, id);
    this.#place(order);
    this.#focus(`li[data-id="${id}"] [data-do="${kept}"]`);
  }

  /** @param {number} id */
  #takeOut(id) {
    this.#place(this.placed.filter((each) => each !== id));
    this.#focus(`.ct-order-pick[data-id="${id}"]`);
  }

  /** @param {readonly number[]} placed */
  #place(placed) {
    this.placed = placed;
    this.dispatchEvent(new CustomEvent('placed', { detail: placed }));
  }

  /** @param {string} selector */
  async #focus(selector) {
    await this.updateComplete;
    const found = this.querySelector(selector);
    if (found instanceof HTMLElement) found.focus();
  }
}
customElements.define('ct-order', OrderLines);
