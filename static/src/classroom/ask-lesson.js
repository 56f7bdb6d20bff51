/**
 * Beside a question of a lesson, for whoever presents: one press puts it to the vote. Answered
 * here, the class is told which was right.
 */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../core/page-element.js';

class AskLesson extends PageElement {
  static watches = watching('texts', 'classroom');
  static properties = { place: { type: String }, answered: { type: Boolean } };

  constructor() {
    super();
    /** lesson and step */ this.place = '';
    /** what is right is on the presenter's screen */ this.answered = false;
  }

  #told = '';

  get #classroom() {
    return /** @type {import('../core/context.js').Classroom} */ (this.ctx.classroom);
  }

  updated() {
    const { state, presents } = this.#classroom;
    const ballot = state?.ballot;
    if (!this.answered || !presents || ballot?.kind !== 'lesson') return;
    if (ballot.asked !== this.place || ballot.right !== undefined || ballot.id === this.#told)
      return;
    this.#told = ballot.id;
    this.#ask('class_ballot', { ballot: ballot.id, turn: ballot.turn, what: 'reveal' });
  }

  render() {
    if (!this.#classroom.presents || this.answered) return nothing;
    return html`<p><button class="ct-button" ?disabled=${Boolean(this.#classroom.state?.ballot)}
      @click=${this.#onAsk}>${this.t('ui.class.ask')}</button></p>`;
  }

  #onAsk = () => {
    const id = crypto.getRandomValues(new Uint32Array(2)).join('-');
    this.#ask('class_ask', { id, kind: 'lesson', asked: this.place });
  };

  /** @param {string} name @param {Record<string, any>} what */
  async #ask(name, what) {
    const { ok, error } = await this.#classroom.ask(name, what);
    if (!ok) this.ctx.link.say(error ?? { key: 'ui.error.refused' });
  }
}
customElements.define('ct-ask-lesson', AskLesson);
