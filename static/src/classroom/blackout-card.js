/**
 * What a student sees while something is broken in the networks of the class: they say what,
 * where, and which step shows it; and what it was, once it is over.
 */
import { html, nothing } from 'lit';
import { busyWith } from '../core/busy.js';
import { PageElement, watching } from '../core/page-element.js';
import { glyph } from '../drawings/glyphs.js';

/** @typedef {import('../types.d.ts').BlackoutCase} BlackoutCase */
/** @typedef {import('../types.d.ts').ClassBlackout} ClassBlackout */
/** @typedef {import('../types.d.ts').Text} Text */

/** @param {ClassBlackout} blackout */
function titleOf({ over, mystery }) {
  if (over) return mystery ? 'over_mystery' : 'over';
  return mystery ? 'missing' : 'broken';
}
const PARTS = /** @type {const} */ (['cause', 'machine', 'evidence']);

class BlackoutCard extends PageElement {
  static watches = watching('texts', 'classroom', 'playhead', 'store');
  static properties = {
    page: { state: true },
    refused: { state: true },
    cause: { state: true },
    machine: { state: true },
    pinned: { state: true },
  };

  constructor() {
    super();
    /** @type {BlackoutCase | null} */ this.page = null;
    /** why nothing is broken here @type {Text | null} */ this.refused = null;
    this.cause = '';
    this.machine = '';
    /** the event that shows it @type {number | null} */ this.pinned = null;
  }

  /** of which blackout, on which branch, was asked */ #asked = '';

  get #blackout() {
    return this.ctx.classroom?.state?.blackout;
  }

  updated() {
    const blackout = this.#blackout;
    const { branch } = this.store;
    const about = `${blackout?.id} ${branch}`;
    if (!blackout || blackout.over || !branch || about === this.#asked) return;
    if (this.ctx.classroom?.seat.follows) return;
    this.#asked = about;
    this.pinned = null;
    busyWith(this.#ask('class_case'));
  }

  /** @param {string} name @param {Record<string, any>} [what] */
  async #ask(name, what) {
    /** @type {any} */ const answer = await this.ctx.classroom?.ask(name, what);
    this.refused = answer?.ok ? null : (answer?.error ?? { key: 'ui.error.refused' });
    if (answer?.ok && 'causes' in answer) this.page = answer;
  }

  render() {
    const blackout = this.#blackout;
    if (!blackout) return nothing;
    return html`<details class="ct-blackout" open>
      <summary><h2>${this.t(`ui.blackout.${titleOf(blackout)}`)}</h2>
      </summary>${blackout.over ? this.#told(blackout) : this.#going(blackout)}</details>`;
  }

  /** @param {ClassBlackout} blackout */
  #going({ mystery }) {
    if (!mystery) return this.#body();
    return this.ctx.boot.mystery === mystery
      ? html`<p>${this.t('ui.blackout.in_mystery')}</p>`
      : html`<a class="ct-button ct-go" href=${`/misterio/${mystery}`}
        >${this.t('ui.blackout.to_mystery')}</a>`;
  }

  /** @param {ClassBlackout} blackout */
  #told({ cause, machine }) {
    return html`<p role="status">${this.t('ui.blackout.was', {
      cause: this.t(`mystery.cause.${cause}`),
      machine: this.hostName(machine),
    })}</p>`;
  }

  #body() {
    if (this.ctx.classroom?.seat.follows) return html`<p>${this.t('ui.blackout.follows')}</p>`;
    if (!this.page)
      return html`<p role="status">${this.refused ? this.say(this.refused) : nothing}</p>`;
    const { page } = this;
    if (page.solved)
      return html`<p role="status">${glyph.done} ${this.t('ui.blackout.solved', {
        n: page.tries,
      })}</p>`;
    return html`<form @submit=${this.#diagnose}>
      ${this.#choice('cause', page.causes, (id) => this.t(`mystery.cause.${id}`))}
      ${this.#choice('machine', page.machines, (id) => this.hostName(id))}
      <p class="ct-blackout-pin"><button type="button" class="ct-button ct-small"
        ?disabled=${!this.#canPin} @click=${this.#pin}>${this.t('ui.blackout.pin')}</button>
        <span>${this.#evidence()}</span></p>
      <button class="ct-button ct-go" ?disabled=${!this.#whole}
        >${this.t('ui.blackout.say')}</button>
      </form>${this.#verdict(page)}`;
  }

  get #whole() {
    return Boolean(this.cause && this.machine) && this.pinned !== null;
  }

  /** @param {'cause' | 'machine'} name @param {readonly string[]} ids
   * @param {(id: string) => string} words */
  #choice(name, ids, words) {
    return html`<label class="ct-t-field"><span>${this.t(`ui.mystery.${name}`)}</span>
      <select name=${name} @change=${(/** @type {any} */ event) => {
        this[name] = event.target.value;
      }}><option value="">${this.t('ui.mystery.choose')}</option>${ids.map(
        (id) => html`<option value=${id} .selected=${id === this[name]}>${words(id)}</option>`,
      )}</select></label>`;
  }

  get #canPin() {
    return (this.playhead.step?.seq ?? -1) > (this.page?.since ?? 0);
  }

  #pin = () => {
    this.pinned = this.playhead.step?.seq ?? null;
  };

  #evidence() {
    if (this.pinned === null)
      return this.t(this.#canPin ? 'ui.blackout.no_pin' : 'ui.blackout.try');
    const at = this.store.stepAt(this.pinned);
    const step = this.store.steps[at];
    return html`<b>${this.t('ui.mystery.goto', { n: at + 1 })}</b> ${
      step ? this.say(step.say) : nothing
    }`;
  }

  /** @param {SubmitEvent} event */
  #diagnose = (event) => {
    event.preventDefault();
    const { cause, machine, pinned: seq } = this;
    busyWith(this.#ask('class_diagnose', { cause, machine, seq }));
  };

  /** What is right of what was just said. @param {BlackoutCase} page */
  #verdict(page) {
    if (this.refused) return html`<p role="status">${this.say(this.refused)}</p>`;
    if (page.cause_right === undefined) return html`<div role="status"></div>`;
    return html`<ul role="status" class="ct-blackout-said">${PARTS.map((part) => {
      const right = Boolean(page[`${part}_right`]);
      return html`<li data-right=${right}>${right ? glyph.done : glyph.missing}
        ${this.t(`ui.blackout.part.${part}`)}: ${this.t(
          right ? 'ui.mystery.right' : 'ui.mystery.wrong',
        )}</li>`;
    })}<li>${this.t('ui.mystery.attempts', { n: page.tries })}</li></ul>`;
  }
}
customElements.define('ct-blackout-card', BlackoutCard);
