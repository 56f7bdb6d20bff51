/**
 * The lines of the story as tabs, the attempts folded away, and undo, redo, restart.
 *
 * A line begins where somebody stepped back on purpose and acted. It refuses to decide
 * when: that is the link's; here one only looks from one line to another.
 */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../core/page-element.js';
import { tabAfter, tabsOf } from './branch-tabs.js';
import { glyph } from '../drawings/glyphs.js';
import { stayPut } from '../drawings/stay-put.js';

/** @typedef {import('../types.d.ts').ServedBranch} Branch */

class Branches extends PageElement {
  static watches = watching('store', 'playhead', 'texts', 'link');
  static properties = { travel: { type: Boolean }, busy: { state: true } };

  constructor() {
    super();
    /** with undo, redo and restart */ this.travel = false;
    this.busy = false;
  }

  render() {
    const { branches, branch } = this.store;
    const { tabs, folded } = tabsOf(branches, branch);
    if (!this.travel && branches.length < 2) return nothing;
    return html`<div class="ct-branches">
      ${branches.length > 1 ? this.#tabs(tabs, branch) : nothing}
      ${folded.length ? this.#folded(folded) : nothing}
      ${
        this.travel
          ? html`<div class="ct-travel" role="group" aria-label=${this.t('ui.branch.travel')}>
        ${this.#button('undo')}${this.#button('redo')}${this.#button('restart')}</div>`
          : nothing
      }
    </div>`;
  }

  /** @param {Branch[]} tabs @param {string} current */
  #tabs(tabs, current) {
    return html`<div class="ct-branch-tabs" role="tablist" aria-label=${this.t('ui.branch.tabs')}
      @keydown=${this.#onKey}>
      ${tabs.map(
        (tab) => html`<button role="tab" class="ct-branch-tab" data-branch=${tab.id}
        aria-selected=${tab.id === current} tabindex=${tab.id === current ? 0 : -1}
        @click=${() => this.#show(tab.id)}>${glyph.branch}${this.say(tab.label)}</button>`,
      )}</div>`;
  }

  /** @param {Branch[]} folded */
  #folded(folded) {
    return html`<details class="ct-attempts"><summary
      >${this.t('ui.branch.attempts', { n: folded.length })}</summary>
      <ul>${folded.map(
        (
          branch,
        ) => html`<li><button class="ct-button ct-small" @click=${() => this.#show(branch.id)}
        >${this.say(branch.label)}</button></li>`,
      )}</ul></details>`;
  }

  /** @param {'undo' | 'redo' | 'restart'} what */
  #button(what) {
    return html`<button class="ct-button ct-small" @mousedown=${stayPut}
      ?disabled=${this.busy || !this.ctx.link.mayAct} @click=${() => this.#go(what)}
      >${glyph[what]}<span>${this.t(`ui.branch.${what}`)}</span
      ></button>`;
  }

  /** @param {'undo' | 'redo' | 'restart'} what */
  async #go(what) {
    this.busy = true;
    const { ok } = await this.ctx.link.travel(what);
    if (ok && what === 'restart' && this.ctx.boot.lesson)
      this.ctx.link.say({ key: 'ui.lesson.restarted' });
    this.busy = false;
  }

  /** @param {string} id */
  #show(id) {
    if (id === this.store.branch) return;
    this.ctx.link.switchTo(id);
    this.playhead.follow('now');
  }

  #onKey = async (/** @type {KeyboardEvent} */ event) => {
    const tabs = [...this.querySelectorAll('[role=tab]')];
    const to = tabAfter(
      event.key,
      tabs.indexOf(/** @type {Element} */ (event.target)),
      tabs.length,
    );
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation();
    const tab = /** @type {HTMLElement} */ (tabs[to]);
    this.#show(tab.dataset.branch ?? '');
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (
      this.querySelector(`[data-branch="${tab.dataset.branch}"]`)
    )?.focus();
  };
}
customElements.define('ct-branches', Branches);
