/**
 * While a lesson plays, each reply is covered until the learner says how it begins; then it is
 * uncovered, and the story goes on to the next. It keeps no score but its own.
 */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../../core/page-element.js';
import { glyph } from '../../drawings/glyphs.js';

/** What a reply may begin with, by protocol. @type {Record<string, readonly string[]>} */
const MARKS = { smtp: ['2', '3', '4', '5'], pop3: ['+', '-'] };
/** How the marks of POP3 are written. @type {Record<string, string>} */
const WRITTEN = { '+': '+OK', '-': '-ERR' };

class Commit extends PageElement {
  static watches = watching('playhead', 'texts');
  static properties = { said: { state: true } };

  constructor() {
    super();
    /** by step: what was said, and what it was
     * @type {Map<number, { guess: string, mark: string, head: string }>} */
    this.said = new Map();
  }

  connectedCallback() {
    super.connectedCallback();
    this.playhead.setAsking(true);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.playhead.setAsking(false);
  }

  render() {
    return html`<div class="ct-commit">${
      this.playhead.covered ? this.#choices() : this.#told()
    }</div>`;
  }

  #choices() {
    const { beat } = /** @type {import('../../types.d.ts').Step} */ (this.playhead.step);
    const marks = MARKS[beat.protocol];
    if (!marks) return nothing;
    return html`<p>${this.t('ui.reply.commit')}</p>
      <div role="group" aria-label=${this.t('ui.reply.commit')}>${marks.map(
        (mark) =>
          html`<button class="ct-button" @click=${() => this.#say(mark)}>${
            WRITTEN[mark] ?? this.t(`ui.reply.class_${mark}`)
          }</button>`,
      )}</div>`;
  }

  /** What came of the last one, and of all. */
  #told() {
    const all = [...this.said.values()];
    const last = all.at(-1);
    if (!last) return html`<p>${this.t('ui.reply.commit_about')}</p>`;
    const right = last.guess === last.mark;
    const n = all.filter(({ guess, mark }) => guess === mark).length;
    return html`<p role="status">${right ? glyph.done : glyph.missing}
      ${this.t(right ? 'ui.reply.commit_right' : 'ui.reply.commit_wrong', {
        guess: WRITTEN[last.guess] ?? last.guess,
        code: last.head,
      })} ${this.t('ui.reply.commit_score', { n, of: all.length })}</p>`;
  }

  /** @param {string} guess */
  #say(guess) {
    const { index, step } = this.playhead;
    if (!step) return;
    const { mark, head } = step.beat;
    this.said = new Map(this.said).set(index, { guess, mark, head });
    this.playhead.play();
  }
}
customElements.define('ct-commit', Commit);
