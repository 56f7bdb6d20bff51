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
  }

  #giveBack = () => {};
  #branch = '';
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
    if (!this.store.branch || this.store.branch === this.#branch) return;
    this.#branch = this.store.branch;
    this.#fetch(true).finally(this.#done);
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
        ({ cause: this.cause, machine: this.machine } = page.said);
        this.pins = [...page.said.pins];
      }
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
      ${judged ? this.#judgement(this.page) : this.#kept(this.page)}
      ${told ? this.#told(this.page) : nothing}
      ${this.#accusation(this.page)}
      ${judged ? this.#ways(this.page) : nothing}`;
  }

  /** In an exam: that the answer is there, not whether it is right. @param {MysteryPage} page */
  #kept({ accusations }) {
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
    const ready = this.cause && this.machine && this.pins.length === PINS && !this.sending;
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
      <div class="ct-case-ways">
        <button class="ct-button ct-go" ?disabled=${!ready || !this.ctx.link.mayAct}
          >${this.t(judged ? 'ui.mystery.judge' : 'ui.mystery.keep')}</button>
        ${
          told || !judged
            ? nothing
            : html`<button type="button" class="ct-link" ?disabled=${!this.ctx.link.mayAct}
          @click=${() => this.#send('told')}>${this.t('ui.mystery.give_up')}</button>`
        }</div></form>`;
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
    this.#send([this.cause, this.machine, ...this.pins].join(' '));
  };

  /** @param {string} value */
  async #send(value) {
    this.sending = true;
    const act = { act: 'answer', question: 'mystery', value };
    const answer = await this.ctx.link.act(act, { quiet: true });
    if (answer.ok) await this.#fetch();
    this.sending = false;
    await this.updateComplete;
    this.scrollIntoView({ block: 'start' });
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
      ${said.proven ? nothing : html`<p>${this.t(`ui.mystery.${why(said)}`)}</p>`}
      <p class="ct-hint">${this.t('ui.mystery.attempts', { n: accusations })}</p></div>`;
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

/** What is missing of the proof. @param {MysteryAnswer} said */
function why({ pins_right: [one, other] }) {
  if (one && other) return 'same';
  return one || other ? 'half' : 'none';
}

customElements.define('ct-case', Case);
