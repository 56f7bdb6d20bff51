/**
 * Letters that wait until whoever teaches lets them out, and whether they do. What is in one is
 * covered until it is opened: this page is on the projector.
 */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../core/page-element.js';
import { subjectLine } from '../drawings/quoted.js';

/** @typedef {import('../types.d.ts').ClassHeldLetter} Held */

/** Who is asked, by what the class shares. */
const ASKED = { network: 'class_letters', internet: 'class_internet_letters' };

class HeldLetters extends PageElement {
  static watches = watching('texts', 'classroom');
  static properties = { of: {} };

  constructor() {
    super();
    /** @type {Held['of']} */ this.of = 'network';
  }

  render() {
    const { classroom } = this.ctx;
    const shared = classroom?.state?.[this.of];
    if (!classroom?.teaches || !shared) return nothing;
    const held = classroom.held.filter(({ of }) => of === this.of);
    return html`<p><button class="ct-button ct-small" aria-pressed=${shared.holds}
      @click=${() => this.#ask(shared.holds ? 'pass' : 'hold')}
      >${this.t('ui.network.hold')}</button></p>
      ${
        held.length
          ? html`<h2>${this.t('ui.network.held', { n: held.length })}</h2>
        <ul class="ct-nw-held">${held.map((each) => this.#letter(each))}</ul>`
          : nothing
      }`;
  }

  /** @param {Held} letter */
  #letter({ id, name, to, subject, body }) {
    return html`<li><details><summary><bdi>${name}</bdi> <span aria-hidden="true">→</span>
        <span class="ct-vh">${this.t('ui.network.to')}</span> <bdi>${to}</bdi></summary>
        <p><b>${subjectLine(subject, this.t)}</b></p><p class="ct-nw-body">${body}</p></details>
      <button class="ct-button ct-small" @click=${() => this.#ask('release', id)}
        >${this.t('ui.network.release')}</button>
      <button class="ct-button ct-small" @click=${() => this.#ask('drop', id)}
        >${this.t('ui.network.drop')}</button></li>`;
  }

  /** @param {string} what @param {string} [letter] */
  async #ask(what, letter = '') {
    const answer = await this.ctx.classroom?.ask(ASKED[this.of], { what, letter });
    if (!answer?.ok) this.ctx.link.say(answer?.error ?? { key: 'ui.error.refused' });
  }
}
customElements.define('ct-held-letters', HeldLetters);
