/**
 * Drills without end: one question after another, each made of a seed by the server, which
 * plays the answers in its engines. By keys 1 to 9 and Enter, or by touch; nothing is kept.
 */
import { html, nothing } from 'lit';
import { fetchJson } from '../../core/fetch-json.js';
import { PageElement, watching } from '../../core/page-element.js';
import { glyph } from '../../drawings/glyphs.js';
import { chanceOf } from './chance.js';

const KINDS = /** @type {const} */ (['next-command', 'which-code', 'blank-line']);
const MIXED = 'mixed';
const SEED_MAX = 999_999;

/** @typedef {import('../../types.d.ts').DrillPage} DrillPage */
/** @typedef {import('../../types.d.ts').DrillAnswer} DrillAnswer */
/** @typedef {import('../../types.d.ts').DrillOutcome} Outcome */

/** Text key of a kind, whose name has a hyphen. @param {string} kind */
const keyOf = (kind) => kind.replace('-', '_');

class Drills extends PageElement {
  static watches = watching('texts');
  static properties = {
    wanted: { state: true },
    drill: { state: true },
    answer: { state: true },
    chosen: { state: true },
    lost: { state: true },
    right: { state: true },
    done: { state: true },
    streak: { state: true },
  };

  constructor() {
    super();
    /** @type {string} */ this.wanted = MIXED;
    /** @type {DrillPage | null} */ this.drill = null;
    /** @type {DrillAnswer | null} */ this.answer = null;
    /** index of the option chosen; -1: none yet */ this.chosen = -1;
    this.lost = false;
    /** answered right at once */ this.right = 0;
    this.done = 0;
    /** right in a row */ this.streak = 0;
  }

  #lang = '';
  #chance = chanceOf(this.ctx.route.query);
  #giveBack = () => {};

  connectedCallback() {
    super.connectedCallback();
    this.#giveBack = this.ctx.keys.claim((event) => this.#onKey(event));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#giveBack();
  }

  willUpdate() {
    const { lang } = this.ctx.texts;
    if (lang === this.#lang) return;
    this.#lang = lang;
    if (this.drill) this.#fetch(this.drill.kind, this.drill.seed);
    else this.#another();
  }

  #another() {
    const kinds = KINDS.filter((kind) => this.wanted === MIXED || this.wanted === kind);
    const kind = kinds[Math.floor(this.#chance() * kinds.length)];
    return this.#fetch(kind, Math.floor(this.#chance() * (SEED_MAX + 1)));
  }

  /** @param {string} kind @param {number} seed */
  async #fetch(kind, seed) {
    try {
      const drill = await fetchJson(`/drill/${kind}/${seed}.json?lang=${this.#lang}`);
      this.answer = null;
      this.chosen = -1;
      this.drill = drill;
      this.lost = false;
    } catch {
      this.lost = true;
    }
    await this.updateComplete;
    const lines = this.querySelector('.ct-drill-lines');
    if (lines && kind !== 'blank-line') lines.scrollTop = lines.scrollHeight;
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const n = Number(event.key);
    if (!Number.isInteger(n) || n < 1 || !this.drill || this.answer) return false;
    if (n > this.drill.options.length) return false;
    this.#choose(n - 1);
    return true;
  }

  /** @param {number} index */
  async #choose(index) {
    if (this.chosen >= 0 || !this.drill) return;
    this.chosen = index;
    const { kind, seed } = this.drill;
    try {
      /** @type {DrillAnswer} */ const answer = await fetchJson(
        `/drill/${kind}/${seed}/answer.json?lang=${this.#lang}`,
      );
      const right = answer.right === index;
      this.done += 1;
      this.right += right ? 1 : 0;
      this.streak = right ? this.streak + 1 : 0;
      this.answer = answer;
    } catch {
      this.chosen = -1;
      this.lost = true;
    }
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector('.ct-drill-next'))?.focus();
  }

  /** @param {string} kind */
  #want(kind) {
    this.wanted = kind;
    this.#another();
  }

  render() {
    return html`<div class="ct-drills"><h1>${this.t('ui.drills.name')}</h1>
      <div class="ct-drill-kinds" role="group" aria-label=${this.t('ui.drills.kinds')}>${[
        MIXED,
        ...KINDS,
      ].map(
        (kind) => html`<button class="ct-button ct-small" aria-pressed=${kind === this.wanted}
        @click=${() => this.#want(kind)}>${this.t(`ui.drills.${keyOf(kind)}`)}</button>`,
      )}</div>
      ${
        this.lost
          ? html`<p>${this.t('ui.drills.lost')} <button class="ct-button"
            @click=${() => this.#another()}>${this.t('ui.lazy.again')}</button></p>`
          : nothing
      }
      ${this.drill ? this.#asked(this.drill) : nothing}
      <p class="ct-hint">${this.t('ui.drills.score', {
        right: this.right,
        of: this.done,
        streak: this.streak,
      })}</p></div>`;
  }

  /** @param {DrillPage} drill */
  #asked(drill) {
    const blank = drill.kind === 'blank-line';
    return html`<section aria-labelledby="ct-drill-q" class="ct-drill" data-kind=${drill.kind}>
      <h2 id="ct-drill-q">${this.t(`ui.drills.ask.${keyOf(drill.kind)}`)}</h2>
      ${blank ? this.#message(drill) : this.#dialogue(drill)}
      <div role="status">${this.answer ? this.#verdict(this.answer) : nothing}</div>
      ${
        this.answer
          ? html`<button class="ct-button ct-go ct-drill-next" @click=${() => this.#another()}
            >${this.t('ui.drills.next')}</button>
          ${this.#why(this.answer)}`
          : nothing
      }</section>`;
  }

  /** @param {DrillPage} drill */
  #dialogue({ lines, options }) {
    return html`<ol class="ct-drill-lines" tabindex="0" translate="no"
      aria-labelledby="ct-drill-q">${lines.map(
        ({ who, text }) => html`<li data-who=${who}><b>${who}:</b> <code>${text}</code></li>`,
      )}</ol>
      <ol class="ct-drill-options">${options.map(
        (option, i) =>
          html`<li>${this.#option(html`<code translate="no">${option}</code>`, i)}</li>`,
      )}</ol>`;
  }

  /** Each line but the last may be the one after which the blank line comes.
   * @param {DrillPage} drill */
  #message({ lines }) {
    return html`<ol class="ct-drill-message" translate="no">${lines.map(
      ({ text }, i) =>
        html`<li>${
          i < lines.length - 1
            ? this.#option(html`<code>${text}</code>`, i)
            : html`<code>${text}</code>`
        }</li>`,
    )}</ol>`;
  }

  /** @param {unknown} words @param {number} i */
  #option(words, i) {
    const { answer, chosen } = this;
    const mark = answer && (i === answer.right ? 'right' : i === chosen ? 'wrong' : '');
    return html`<button class="ct-drill-option" data-mark=${mark || nothing}
      aria-pressed=${i === chosen} ?disabled=${chosen >= 0} @click=${() => this.#choose(i)}
      ><kbd class="ct-key">${i + 1}</kbd> ${words} ${
        mark === 'right' ? glyph.done : mark === 'wrong' ? glyph.missing : nothing
      }</button>`;
  }

  /** @param {DrillAnswer} answer */
  #verdict({ right }) {
    const drill = /** @type {DrillPage} */ (this.drill);
    const good = right === this.chosen;
    const said = drill.kind === 'blank-line' ? String(right + 1) : drill.options[right];
    return html`<p class="ct-drill-verdict" data-right=${good}
      >${good ? glyph.done : glyph.missing}
      <b>${this.t(good ? 'ui.drills.right' : 'ui.drills.wrong')}</b>
      ${good ? nothing : this.#was(said)}</p>`;
  }

  /** @param {string} said */
  #was(said) {
    return html`<span>${this.t('ui.drills.was')} <code translate="no">${said}</code></span>`;
  }

  /** @param {DrillAnswer} answer */
  #why({ outcomes, rfc }) {
    const { kind } = /** @type {DrillPage} */ (this.drill);
    return html`<div class="ct-drill-why">
      ${kind === 'blank-line' ? html`<p>${this.t('ui.drills.why.blank_line')}</p>` : nothing}
      ${outcomes.map((outcome) => this.#outcome(outcome))}
      <p class="ct-hint">${rfc.map(
        ({ label, title, link }, i) => html`${i ? ' · ' : ''}<a class="ct-link" href=${link}
          title=${title} target="_blank" rel="noopener noreferrer">${label}</a>`,
      )}</p></div>`;
  }

  /** @param {Outcome} outcome */
  #outcome({ said, replies, rfc }) {
    return html`<article class="ct-card"><p translate="no"><code>C: ${said}</code></p>
      ${replies.map(
        ({ lines, why }) =>
          html`<p translate="no">${lines.map(
            (line) => html`<code>S: ${line}</code><br>`,
          )}</p>${why ? html`<p>${this.say(why)}</p>` : nothing}`,
      )}
      <p class="ct-hint">${rfc.map(
        ({ label }, i) => html`${i ? ' · ' : ''}${label}`,
      )}</p></article>`;
  }
}
customElements.define('ct-drills', Drills);
