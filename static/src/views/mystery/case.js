/**
 * The case: what people say, whom one accuses of what, the two steps that prove it, and the
 * judgement. Each accusation is an act, so it stands in the journal; the server judges.
 */
import { html, nothing } from 'lit';
import { busy } from '../../core/busy.js';
import { fetchJson } from '../../core/fetch-json.js';
import { PageElement, watching } from '../../core/page-element.js';
import { glyph } from '../../drawings/glyphs.js';

/** @typedef {import('../../types.d.ts').MysteryPage} MysteryPage */
/** @typedef {import('../../types.d.ts').MysteryAnswer} MysteryAnswer */

const PINS = 2;
/** In an answer: what is not chosen yet. */
const UNSAID = '-';
const PIN_KEY = 'f';

class Case extends PageElement {
  static watches = watching('texts', 'link', 'playhead', 'store');
  static properties = {
    page: { state: true },
    lost: { state: true },
    cause: { state: true },
    machine: { state: true },
    pins: { state: true },
    sending: { state: true },
  };

  constructor() {
    super();
    /** @type {MysteryPage | null} */ this.page = null;
    this.lost = false;
    this.cause = '';
    this.machine = '';
    /** events @type {number[]} */ this.pins = [];
    this.sending = false;
    /** the answer of an exam that is on its way @type {Promise<void> | null} */ this.sent = null;
  }

  #giveBack = () => {};
  #branch = '';
  /** in an exam: the answer kept last */ #kept = '';
  #done = busy();

  connectedCallback() {
    super.connectedCallback();
    this.#giveBack = this.ctx.keys.claim((event) => this.#onKey(event));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#giveBack();
    this.#done();
  }

  updated() {
    this.#keep();
    if (!this.store.branch || this.store.branch === this.#branch) return;
    this.#branch = this.store.branch;
    this.#fetch(true).finally(this.#done);
  }

  /** In an exam every choice is kept at once: what is right of half an answer counts. */
  #keep() {
    if (!this.page || this.page.judged || this.sending || !this.ctx.link.mayAct) return;
    if (this.#value === this.#kept) return;
    this.#kept = this.#value;
    this.sent = this.#send(this.#value);
  }

  get #value() {
    const pins = Array.from({ length: PINS }, (_, i) => this.pins[i] ?? UNSAID);
    return [this.cause || UNSAID, this.machine || UNSAID, ...pins].join(' ');
  }

  /** @param {boolean} [first] what was said before a reload is chosen again */
  async #fetch(first = false) {
    const { lab } = this.ctx.boot;
    try {
      /** @type {MysteryPage} */
      const page = await fetchJson(`/lab/${lab}/mystery.json?branch=${this.#branch}`);
      this.page = page;
      this.lost = false;
      if (first && page.said) {
        const { cause, machine, pins } = page.said;
        [this.cause, this.machine] = [cause, machine].map((said) => (said === UNSAID ? '' : said));
        this.pins = pins.filter((pin) => pin >= 0);
      }
      if (first) this.#kept = this.#value;
    } catch {
      this.lost = true;
    }
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.key.toLowerCase() !== PIN_KEY || !this.ctx.prefs.values.keys) return false;
    this.#pin();
    return true;
  }

  render() {
    if (this.lost)
      return html`<p>${this.t('ui.mystery.lost')}</p><button class="ct-button"
        @click=${() => this.#fetch()}>${this.t('ui.lazy.again')}</button>`;
    if (!this.page) return nothing;
    const { story, level, code, told, judged } = this.page;
    return html`<section class="ct-card"><h2>${this.t('ui.mystery.level', { n: level })}
        <small>${code}</small></h2>
        <p>${this.say(story)}</p></section>
      ${judged ? this.#judgement(this.page) : this.#keptNote(this.page)}
      ${told ? this.#told(this.page) : nothing}
      ${this.#accusation(this.page)}
      ${judged ? this.#ways(this.page) : nothing}`;
  }

  /** In an exam: that the answer is there, not whether it is right. @param {MysteryPage} page */
  #keptNote({ accusations }) {
    return html`<p class="ct-hint" role="status"
      >${accusations ? this.t('ui.mystery.kept') : nothing}</p>`;
  }

  /** @param {MysteryPage} page */
  #ways({ next }) {
    return html`<p class="ct-case-ways">
      <a class="ct-link" href=${this.#address(next)}>${this.t('ui.mystery.next')}</a>
      <a class="ct-link" href=${`/misterio?lang=${this.ctx.texts.lang}`}
      >${this.t('ui.mystery.levels')}</a></p>`;
  }

  /** @param {string} code */
  #address(code) {
    return `/misterio/${code}?lang=${this.ctx.texts.lang}`;
  }

  /** @param {MysteryPage} page */
  #accusation({ causes, machines, told, judged }) {
    return html`<form class="ct-card ct-case" @submit=${this.#accuse}>
      ${this.#choice(
        'cause',
        causes.map((id) => [id, this.t(`mystery.cause.${id}`)]),
      )}
      ${this.#choice(
        'machine',
        machines.map((id) => [id, this.hostName(id)]),
      )}
      <h3>${this.t('ui.mystery.proof')}</h3>
      <p class="ct-hint">${this.t('ui.mystery.proof.about')}</p>
      ${this.#pinned()}
      <button type="button" class="ct-button" ?disabled=${!this.#canPin}
        @click=${() => this.#pin()}>${this.t('ui.mystery.pin')} <kbd class="ct-key">${PIN_KEY}</kbd
        ></button>
      ${judged ? this.#judgeButtons(Boolean(told)) : nothing}</form>`;
  }

  /** @param {boolean} told */
  #judgeButtons(told) {
    const whole = this.cause && this.machine && this.pins.length === PINS;
    const mayAct = this.ctx.link.mayAct && !this.sending;
    return html`${
      whole ? nothing : html`<p class="ct-hint">${this.t('ui.mystery.not_whole')}</p>`
    }<div class="ct-case-ways">
      <button class="ct-button ct-go" ?disabled=${!whole || !mayAct}
        >${this.t('ui.mystery.judge')}</button>
      ${
        told
          ? nothing
          : html`<button type="button" class="ct-link" ?disabled=${!mayAct}
        @click=${() => this.#send('told')}>${this.t('ui.mystery.give_up')}</button>`
      }</div>`;
  }

  /** @param {'cause' | 'machine'} name @param {string[][]} options  value and words */
  #choice(name, options) {
    return html`<label class="ct-t-field"><span>${this.t(`ui.mystery.${name}`)}</span>
      <select name=${name} @change=${(/** @type {any} */ event) => {
        this[name] = event.target.value;
      }}><option value="">${this.t('ui.mystery.choose')}</option>${options.map(
        ([value, words]) =>
          html`<option value=${value} .selected=${value === this[name]}>${words}</option>`,
      )}</select></label>`;
  }

  #pinned() {
    if (!this.pins.length)
      return html`<p class="ct-case-none">${this.t('ui.mystery.nothing_pinned')}</p>`;
    return html`<ul class="ct-case-pins">${this.pins.map(
      (seq) => html`<li>${this.#step(seq)}
      <button type="button" class="ct-ghost" aria-label=${this.t('ui.mystery.unpin', {
        n: this.#numberOf(seq),
      })} @click=${() => {
        this.pins = this.pins.filter((pin) => pin !== seq);
      }}>${glyph.missing}</button></li>`,
    )}</ul>`;
  }

  /** A way to the step, with its sentence. @param {number} seq */
  #step(seq) {
    const step = this.store.steps[this.store.stepAt(seq)];
    return html`<button type="button" class="ct-link" @click=${() =>
      this.playhead.seek(this.store.stepAt(seq))}><b>${this.t('ui.mystery.goto', {
      n: this.#numberOf(seq),
    })}</b> ${step ? this.say(step.say) : nothing}</button>`;
  }

  /** @param {number} seq */
  #numberOf(seq) {
    return this.store.stepAt(seq) + 1;
  }

  get #canPin() {
    const seq = this.playhead.step?.seq ?? -1;
    return this.page !== null && seq >= 0 && seq <= this.page.until && !this.pins.includes(seq);
  }

  /** The step on show is pinned; the older of three goes. */
  #pin() {
    const { step } = this.playhead;
    if (step && this.#canPin) this.pins = [...this.pins, step.seq].slice(-PINS);
  }

  #accuse = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    this.#send(this.#value);
  };

  /** @param {string} value */
  async #send(value) {
    this.sending = true;
    const act = { act: 'answer', question: 'mystery', value };
    const answer = await this.ctx.link.act(act, { quiet: true });
    if (answer.ok) await this.#fetch();
    this.sending = false;
    await this.updateComplete;
    if (this.page?.judged) this.scrollIntoView({ block: 'start' });
  }

  /** @param {MysteryPage} page */
  #judgement({ said, solved, accusations }) {
    if (!said) return html`<div role="status"></div>`;
    const parts = /** @type {[string, boolean][]} */ ([
      ['cause', said.cause_right],
      ['machine', said.machine_right],
      ['proof', said.proven],
    ]);
    return html`<div class="ct-card" role="status">
      <p class="ct-case-verdict" data-right=${solved}>${solved ? glyph.done : glyph.missing}
        <b>${this.t(solved ? 'ui.mystery.solved' : 'ui.mystery.unsolved')}</b></p>
      <ul class="ct-case-parts">${parts.map(
        ([name, right]) => html`<li data-right=${right}>${right ? glyph.done : glyph.missing}
        ${this.t(`ui.mystery.said.${name}`)}: ${this.t(
          right ? 'ui.mystery.right' : 'ui.mystery.wrong',
        )}</li>`,
      )}</ul>
      ${said.proven ? nothing : html`<p>${this.#lacking(said)}</p>`}
      <p class="ct-hint">${this.t('ui.mystery.attempts', { n: accusations })}</p></div>`;
  }

  /** What is missing of the proof. @param {MysteryAnswer} said */
  #lacking({ pins, pins_right: right, lacks }) {
    if (!right.includes(true)) return this.t('ui.mystery.none');
    if (!right.includes(false)) return this.t(`ui.mystery.same.${lacks}`);
    return this.t(`ui.mystery.half.${lacks}`, { n: this.#numberOf(pins[right.indexOf(true)]) });
  }

  /** @param {MysteryPage} page */
  #told({ told, proof }) {
    return html`<section class="ct-card" role="status"><h2>${this.t('ui.mystery.told')}</h2>
      <p>${told ? this.say(told) : nothing}</p>
      ${
        proof
          ? html`<p>${this.t('ui.mystery.told.proof')}</p>
        <ul class="ct-case-pins">${proof.map((seq) => html`<li>${this.#step(seq)}</li>`)}</ul>`
          : nothing
      }</section>`;
  }
}

customElements.define('ct-case', Case);
