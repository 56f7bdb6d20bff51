/**
 * A question of a lesson: choose one, name each arrow, write a word, put things in order,
 * sort them into bins or mark the wrong words of sentences. By keyboard alone, without
 * dragging. An answer is an act: it is stored in the journal before anything is run, and the
 * server says whether it is right.
 */
import { html, nothing } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { allAnswered, partsOf, plain } from './parts.js';
import { lazy, Piece } from '../core/lazy-piece.js';
import { PageElement, watching } from '../core/page-element.js';
import { glyph } from '../drawings/glyphs.js';

const ORDER = new Piece(() => import('./order-lines.js'), 'exercise');
const AXIS = new Piece(() => import('./time-axis.js'), 'pieces');
const TREE = new Piece(() => import('./rfc-tree.js'), 'pieces', 'glossary');
const MADE = new Piece(() => import('./made-message.js'), 'pieces');
const THREAD = new Piece(() => import('./made-thread.js'), 'pieces');
const FIX = new Piece(() => import('./fix-words.js'), 'pieces', 'map', 'scene');
const GUESS = new Piece(() => import('./reply-guess.js'), 'type', 'seat');

/** @typedef {import('./parts.js').Asked} Asked */

/** Kinds that are answered once, right or wrong. */
const ONCE = ['predict', 'review'];

/** Kinds whose answers are kept, not checked at once. */
const KEPT = ['predict', 'exam'];

class QuestionView extends PageElement {
  static watches = watching('texts');
  static properties = {
    asked: { attribute: false },
    state: { attribute: false },
    kind: { type: String },
    mayAnswer: { type: Boolean },
    give: { attribute: false },
    picked: { state: true },
    sending: { state: true },
  };

  constructor() {
    super();
    /** @type {Asked} */ this.asked = { id: '', kind: 'choice', prompt: '', options: [] };
    /** @type {import('./parts.js').StepStanding} */ this.state = /** @type {any} */ (undefined);
    this.kind = '';
    this.mayAnswer = false;
    /** takes the new answers, by part @type {(given: Record<string, string>) => Promise<void>} */
    this.give = this.#act;
    /** what is picked and not yet sent, by part @type {Record<string, string>} */ this.picked = {};
    this.sending = false;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    const before = /** @type {Asked | undefined} */ (changed.get('asked'));
    if (before && before.id !== this.asked.id) this.picked = {};
  }

  #asking = false;

  /** The verdict takes the focus: the button that had it is gone. */
  updated() {
    const verdict = /** @type {HTMLElement | null} */ (this.querySelector('.ct-l-verdict'));
    if (!this.#asking || this.sending || !verdict) return;
    this.#asking = false;
    verdict.focus();
  }

  /** A prediction is made once, as in a review; a quiz until it is right; labels until all are. */
  get #closed() {
    if (ONCE.includes(this.kind)) return allAnswered(this.asked, this.state);
    return this.state.solved;
  }

  render() {
    const { asked } = this;
    const closed = this.#closed;
    const parts = partsOf(asked);
    const left = parts.filter(({ id }) => this.#value(id) === '').length;
    const complete = left === 0;
    const changed = parts.some(
      ({ id }) => this.picked[id] && this.picked[id] !== this.state.answers[id]?.value,
    );
    return html`<form class="ct-question" data-kind=${this.kind} @submit=${this.#send}
      @keydown=${keepArrows}>
      <p class="ct-question-kind">${this.t(`ui.question.${this.kind}`)}</p>
      <fieldset ?disabled=${closed || !this.mayAnswer}>
        <legend>${unsafeHTML(asked.prompt)}</legend>
        ${parts.map(
          ({ id, label }) => html`<div class="ct-l-asked">
          ${this.#drawn[asked.kind](id, label)}
          ${this.#verdict(id)}</div>`,
        )}
        ${
          closed
            ? nothing
            : html`<button class="ct-button ct-go"
              ?disabled=${this.sending || !complete || !changed}
          >${this.t(KEPT.includes(this.kind) ? 'ui.question.keep' : 'ui.question.check')}</button>
            ${this.#left(left, parts.length)}`
        }
      </fieldset>${this.#made}${this.#families}</form>`;
  }

  /** Why it cannot be checked yet, once one has begun. @param {number} left @param {number} of */
  #left(left, of) {
    return left > 0 && left < of
      ? html`<small class="ct-t-hint">${this.t('ui.question.left', { n: left })}</small>`
      : nothing;
  }

  /** What lines of a message make: its octets, or the conversation. */
  get #made() {
    const { id, lines = {}, among = {} } = this.asked;
    const parents = Object.entries(this.state.answers).map(([part, { held }]) => [
      part.slice(id.length + 1),
      held[0] ?? '',
    ]);
    if (Object.keys(among).length)
      return parents.length
        ? lazy(
            THREAD,
            () => html`<ct-made-thread .among=${among} .parents=${Object.fromEntries(parents)}
              ></ct-made-thread>`,
          )
        : nothing;
    const put = this.#value(id).split(',').filter(Boolean);
    if (!Object.keys(lines).length || !put.length) return nothing;
    return lazy(
      MADE,
      () => html`<ct-made-message .lines=${put.map((name) => lines[name])}
        .made=${this.#told(id)?.made ?? null}></ct-made-message>`,
    );
  }

  /** Families of RFCs that explain the answer. */
  get #families() {
    const { families } = this.state;
    return families.length
      ? lazy(TREE, () => html`<ct-rfc-tree .families=${families}></ct-rfc-tree>`)
      : nothing;
  }

  /**
   * How each kind is asked.
   * @type {Record<Asked['kind'], (id: string, label: string) => unknown>}
   */
  #drawn = {
    choice: (id) => this.#choice(id),
    text: (id) => this.#text(id),
    label: (id, label) => this.#label(id, label),
    sort: (id, label) => this.#sort(id, label),
    order: (id) => this.#order(id),
    fix: (id, label) => this.#fix(id, label),
    reply: (id) => this.#reply(id),
    serve: () => nothing,
  };

  /** @param {string} id */
  #value(id) {
    return this.picked[id] ?? this.state.answers[id]?.value ?? '';
  }

  /** @param {string} id @param {string} value */
  #pick(id, value) {
    this.picked = { ...this.picked, [id]: value };
  }

  /** @param {string} id */
  #choice(id) {
    const right = this.state.right[id];
    const { options } = this.asked;
    return html`<ul class="ct-l-options">${options.map(
      ({ value, label }) => html`<li data-right=${this.#closed && right === value}>
      <label><input type="radio" name=${id} value=${value} .checked=${this.#value(id) === value}
        @change=${() => this.#pick(id, value)}><span>${unsafeHTML(label)}</span></label></li>`,
    )}</ul>`;
  }

  /** @param {string} id @param {string} label */
  #label(id, label) {
    return html`<label class="ct-t-field ct-l-arrow"><span>${unsafeHTML(label)}</span>
      <select @change=${(/** @type {any} */ event) => this.#pick(id, event.target.value)}>
        <option value="" ?selected=${this.#value(id) === ''} disabled
          >${this.t('ui.question.choose')}</option>
        ${this.asked.options.map(
          (
            option,
          ) => html`<option value=${option.value} ?selected=${this.#value(id) === option.value}
          >${plain(option.label)}</option>`,
        )}</select></label>`;
  }

  /** @param {string} id */
  #text(id) {
    return html`<label class="ct-t-field"><span class="ct-vh">${plain(this.asked.prompt)}</span>
      <input type="text" autocomplete="off" autocapitalize="off" spellcheck="false" translate="no"
        .value=${this.#value(id)}
        @input=${(/** @type {any} */ event) => this.#pick(id, event.target.value)}></label>`;
  }

  /** One thing and the bins it may go into. @param {string} id @param {string} label */
  #sort(id, label) {
    return html`<div class="ct-l-sorted" role="radiogroup" aria-labelledby="ct-of-${id}"
      ><span id="ct-of-${id}">${unsafeHTML(label)}</span>
      <div class="ct-l-options ct-l-bins">${this.asked.options.map(
        (bin) => html`<label><input type="radio" name=${id} value=${bin.value}
        .checked=${this.#value(id) === bin.value} @change=${() => this.#pick(id, bin.value)}><span
        >${unsafeHTML(bin.label)}</span></label>`,
      )}</div></div>`;
  }

  /** The options in order; the answer is their values with commas. @param {string} id */
  #order(id) {
    const { options } = this.asked;
    const { years } = this.state;
    if (Object.keys(years).length)
      return lazy(
        AXIS,
        () => html`<ct-time-axis .options=${options} .years=${years}></ct-time-axis>`,
      );
    const items = options.map(({ label }, n) => ({
      id: n,
      words: unsafeHTML(label),
      name: plain(label),
    }));
    const values = this.#value(id).split(',').filter(Boolean);
    const placed = values.map((value) => options.findIndex((option) => option.value === value));
    const onPlaced = (/** @type {CustomEvent<number[]>} */ { detail }) =>
      this.#pick(id, detail.map((n) => options[n].value).join(','));
    return lazy(
      ORDER,
      () => html`<ct-order .items=${items} .placed=${placed} .closed=${this.#closed}
        .made=${this.t('ui.order.yours')} @placed=${onPlaced}
        .beside=${(/** @type {number} */ n) => this.#inOrder(id, options[n].value)}></ct-order>`,
    );
  }

  /** Beside what stood in its order when it was checked. @param {string} id
   * @param {string} value */
  #inOrder(id, value) {
    const told = this.#told(id);
    return told && !told.right && told.held.includes(value)
      ? html`<p class="ct-order-held">${glyph.done}${this.t('ui.question.in_order')}</p>`
      : nothing;
  }

  /** A sentence with words to mark. @param {string} id @param {string} label */
  #fix(id, label) {
    const { options, claims } = this.asked;
    return lazy(
      FIX,
      () => html`<ct-fix .name=${id} .label=${label} .options=${options} .value=${this.#value(id)}
        .claim=${claims?.[id] ?? ''} .closed=${this.#closed}
        @fixed=${(/** @type {CustomEvent<string>} */ { detail }) => this.#pick(id, detail)}
        ></ct-fix>`,
    );
  }

  /** The answer given, unless another one is picked. @param {string} id */
  #told(id) {
    const given = this.state.answers[id];
    return given && (this.picked[id] ?? given.value) === given.value ? given : undefined;
  }

  /** The code of a reply, which stays covered until then. @param {string} id */
  #reply(id) {
    const guessed = (/** @type {CustomEvent<string>} */ { detail }) => this.#pick(id, detail);
    const { said = '', pop3 = false } = this.asked;
    return lazy(
      GUESS,
      () => html`<ct-reply-guess .name=${id} .said=${said} .value=${this.#value(id)} .pop3=${pop3}
        .heard=${this.state.heard} .closed=${this.#closed || !this.mayAnswer}
        @guessed=${guessed}></ct-reply-guess>`,
    );
  }

  /** What the server said about the answer given. @param {string} id */
  #verdict(id) {
    const given = this.#told(id);
    if (!given) return nothing;
    if (this.kind === 'exam')
      return html`<p class="ct-l-verdict" tabindex="-1">${this.t('ui.question.kept')}</p>`;
    const key = given.right ? 'right' : this.#near(given) ? 'near' : this.#wrong;
    return html`<p class="ct-l-verdict" data-right=${given.right}
      tabindex="-1">${given.right ? glyph.done : glyph.missing}
      <span><b>${this.t(`ui.question.${key}`)}</b> ${this.#half(given)}
      ${unsafeHTML(given.feedback)}</span></p>`;
  }

  get #wrong() {
    return ONCE.includes(this.kind) ? 'surprise' : 'wrong';
  }

  /** A code of the right class. @param {import('../types.d.ts').GivenAnswer} given */
  #near({ value }) {
    return /^[2-5]/.test(value) && this.state.heard?.reply[0][0] === value[0];
  }

  /** What is right of a wrong answer. @param {import('../types.d.ts').GivenAnswer} given */
  #half({ right, held, value }) {
    if (right || Object.keys(this.asked.lines ?? {}).length) return nothing;
    if (this.asked.kind === 'order')
      return this.t('ui.question.held', { n: held.length, of: value.split(',').length });
    return held.length ? this.t('ui.fix.half') : nothing;
  }

  #send = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    this.sending = true;
    const ids = partsOf(this.asked).map(({ id }) => id);
    const changed = ids.filter((id) => this.#value(id) !== this.state.answers[id]?.value);
    await this.give(Object.fromEntries(changed.map((id) => [id, this.#value(id)])));
    this.sending = false;
    this.#asking = true;
  };

  /** An answer in a lesson is an act. @param {Record<string, string>} given */
  async #act(given) {
    for (const [question, value] of Object.entries(given))
      await this.ctx.link.act({ act: 'answer', question, value }, { quiet: true });
  }
}

/**
 * Arrow keys choose among the options here; they do not move the stage.
 * @param {KeyboardEvent} event
 */
function keepArrows(event) {
  const inside =
    event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
  if (inside && (event.key.startsWith('Arrow') || event.key === ' ')) event.stopPropagation();
}

customElements.define('ct-question', QuestionView);
