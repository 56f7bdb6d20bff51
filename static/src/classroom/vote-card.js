/**
 * A question to the class: students choose, whoever presents closes, asks again and says what
 * was right, or steps on: the reply that comes says it. Digits choose where nothing else takes
 * them.
 */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../core/page-element.js';
import { askedWords, optionWords } from './ballot.js';
import { replyOnShow } from './reply-on-show.js';
import './tallies.js';

/** @typedef {import('../types.d.ts').ClassBallot} ClassBallot */
/** @typedef {import('../core/context.js').Classroom} Classroom */

class VoteCard extends PageElement {
  static watches = watching('texts', 'classroom', 'playhead');
  static properties = { choosing: { state: true } };

  constructor() {
    super();
    /** the presenter says which was right */ this.choosing = false;
  }

  #giveBack = () => {};
  /** ballot whose right option was told from here */ #told = '';
  /** the focus is in it, before it is drawn */ #held = false;

  connectedCallback() {
    super.connectedCallback();
    this.#giveBack = this.ctx.keys.claim((event) => this.#onKey(event));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#giveBack();
  }

  get #classroom() {
    return /** @type {Classroom} */ (this.ctx.classroom);
  }

  get #votes() {
    const { teaches, presents } = this.#classroom;
    return !teaches && !presents;
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const ballot = this.#classroom.state?.ballot;
    const option = Number(event.key) - 1;
    const plain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.repeat;
    if (!this.ctx.prefs.values.keys) return false;
    if (!plain || !ballot?.open || !this.#votes || !/^[1-6]$/.test(event.key)) return false;
    if (option >= ballot.options.length) return false;
    this.#cast(option);
    return true;
  }

  willUpdate() {
    this.#held = this.contains(document.activeElement);
  }

  /** The button that had the focus may be gone. */
  updated() {
    this.#tellSeen();
    if (!this.#held || document.activeElement !== document.body) return;
    /** @type {HTMLElement | null} */ (
      this.querySelector('.ct-vote-options button, .ct-vote-acts button')
    )?.focus();
  }

  /** The reply that was voted on is on the presenter's screen. */
  #tellSeen() {
    const { state, presents } = this.#classroom;
    const ballot = state?.ballot;
    if (!presents || !ballot?.at || ballot.right !== undefined || ballot.id === this.#told) return;
    const right = ballot.options.indexOf(replyOnShow(ballot.at, this));
    if (right < 0) return;
    this.#told = ballot.id;
    this.#do('reveal', { right })();
  }

  render() {
    const { state, presents } = this.#classroom;
    const ballot = state?.ballot;
    if (!ballot) return nothing;
    return html`<details class="ct-vote" open>
      <summary><h2 id="ct-vote-asked">${askedWords(ballot, this)}</h2></summary>
      ${ballot.open && this.#votes ? this.#choices(ballot) : nothing}
      ${ballot.open && !this.#votes ? this.#options(ballot) : nothing}
      ${ballot.open ? nothing : this.#counted(ballot)}
      <div class="ct-vote-foot"><p role="status">${this.#said(ballot)}</p>
      ${presents ? this.#buttons(ballot) : nothing}</div></details>`;
  }

  /** @param {ClassBallot} ballot */
  #choices(ballot) {
    const { vote } = this.#classroom;
    return html`<div class="ct-vote-options" role="radiogroup" aria-labelledby="ct-vote-asked"
      >${ballot.options.map(
        (_, option) => html`<label><input type="radio" name="ct-vote" .checked=${vote === option}
        @change=${() => this.#cast(option)}><kbd class="ct-key" aria-hidden="true"
        >${option + 1}</kbd><span>${optionWords(ballot, option, this)}</span></label>`,
      )}</div>`;
  }

  /** @param {ClassBallot} ballot */
  #options(ballot) {
    return html`<ol class="ct-vote-list">${ballot.options.map(
      (_, option) => html`<li>${optionWords(ballot, option, this)}</li>`,
    )}</ol>`;
  }

  /** @param {ClassBallot} ballot */
  #counted(ballot) {
    if (this.choosing && this.#classroom.presents) return this.#rightChoice(ballot);
    const { vote } = this.#classroom;
    return html`<ct-tallies .ballot=${ballot} .mine=${vote}></ct-tallies>`;
  }

  /** @param {ClassBallot} ballot */
  #rightChoice(ballot) {
    return html`<div class="ct-vote-options" role="group" aria-label=${this.t('ui.class.which')}
      >${ballot.options.map(
        (_, option) => html`<button class="ct-button"
        @click=${() => this.#reveal(option)}>${optionWords(ballot, option, this)}</button>`,
      )}</div>`;
  }

  /** @param {ClassBallot} ballot */
  #said({ open, turn, voted, tallies, right }) {
    const { state, vote } = this.#classroom;
    if (right !== undefined) return this.t('ui.class.ballot.told');
    if (!open) return this.t(`ui.class.ballot.closed_${tallies.length}`);
    if (!this.#votes) {
      return this.t('ui.class.ballot.voted', { n: voted, present: state?.present ?? 0 });
    }
    return this.t(vote === null ? `ui.class.ballot.vote_${turn}` : 'ui.class.ballot.done');
  }

  /** @param {ClassBallot} ballot */
  #buttons({ open, tallies, right, kind }) {
    const tell = kind === 'lesson' ? this.#do('reveal') : this.#onChoose;
    const button = (/** @type {string} */ what, /** @type {() => void} */ act) =>
      html`<button class="ct-button" @click=${act}>${this.t(`ui.class.ballot.${what}`)}</button>`;
    if (open) return html`<p class="ct-vote-acts">${button('close', this.#do('close'))}</p>`;
    return html`<p class="ct-vote-acts">
      ${tallies.length < 2 && right === undefined ? button('again', this.#do('again')) : nothing}
      ${right === undefined && !this.choosing ? button('right', tell) : nothing}
      ${button('away', this.#do('done'))}</p>`;
  }

  #onChoose = () => {
    this.choosing = true;
  };

  /** @param {string} what @param {Record<string, any>} [more] */
  #do(what, more = {}) {
    return async () => {
      const { id = '', turn = 1 } = this.#classroom.state?.ballot ?? {};
      this.choosing = false;
      this.#tell(await this.#classroom.ask('class_ballot', { ballot: id, turn, what, ...more }));
    };
  }

  /** @param {number} right */
  #reveal(right) {
    this.#do('reveal', { right })();
  }

  /** @param {number} option */
  async #cast(option) {
    this.#tell(await this.#classroom.cast(option));
  }

  /** @param {import('../core/channel.js').Answer} answer */
  #tell({ ok, error }) {
    if (!ok) this.ctx.link.say(error ?? { key: 'ui.error.refused' });
  }
}
customElements.define('ct-vote-card', VoteCard);
