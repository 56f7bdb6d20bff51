/**
 * «SPF y DMARC, paso a paso»: who may send for a domain, tried out with whatever one types.
 * Python evaluates; the page hands it what was typed, and shows the steps it answers.
 */
import { html, nothing } from 'lit';
import { fetchJson } from '../../core/fetch-json.js';
import { PageElement, watching } from '../../core/page-element.js';
import { citeLink } from '../../drawings/cite.js';
import { withTerms } from '../../drawings/terms.js';
import { drawControls } from './controls.js';
import { drawMachine } from './draw-machine.js';
import { drawTrial } from './draw-trial.js';
import { Latest } from './latest.js';
import { fromRest } from './terms-of.js';
import { TrialSteps } from './trial-steps.js';

/** @typedef {import('../../types.d.ts').SpfTrial} Trial */
/** @typedef {import('../../types.d.ts').SpfPlayed} Played */
/** @typedef {import('../../types.d.ts').SenderExamples} Examples */

const SLIDE_MS = 320;
const GIVEN = 'given';

class Sender extends PageElement {
  static watches = watching('texts');
  static properties = {
    rest: {},
    examples: { state: true },
    chosen: { state: true },
    trial: { state: true },
    played: { state: true },
    lost: { state: true },
  };

  constructor() {
    super();
    /** place within the page, from the address */ this.rest = '';
    /** @type {Examples | null} */ this.examples = null;
    /** id of the example begun with */ this.chosen = '';
    /** @type {Trial | null} */ this.trial = null;
    /** @type {Played | null} */ this.played = null;
    this.lost = false;
  }

  #steps = new TrialSteps();
  #head = this.ctx.playhead.twin(
    /** @type {any} */ (this.#steps),
    (step, reading) => this.say(step.say).length * (reading ? 65 : 9),
  );
  #giveBack = () => {};
  #redraw = () => this.requestUpdate();
  #from = '';
  /** @type {DOMRect | undefined} where the client's address stood */ #stood;
  /** @type {Latest<{trial: Trial, begin: boolean}, Played>} */ #latest = new Latest(
    ({ trial }) => fetchJson('/check/spf.json', { method: 'POST', body: JSON.stringify(trial) }),
    (played, { begin }) => this.#got(played, begin),
  );

  connectedCallback() {
    super.connectedCallback();
    this.#giveBack = this.ctx.keys.lead(this.#head);
    this.#head.addEventListener('change', this.#redraw);
    this.#begin();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#head.pause();
    this.#head.removeEventListener('change', this.#redraw);
    this.#giveBack();
  }

  async #begin() {
    try {
      this.examples ??= await fetchJson('/check/examples.json');
      this.lost = false;
    } catch {
      this.lost = true;
    }
  }

  willUpdate() {
    if (!this.examples || (this.trial && this.#from === this.rest)) return;
    this.#from = this.rest;
    const given = fromRest(this.rest.replace(/^spf\/?/, ''));
    if (given) this.#start(GIVEN, given);
    else if (!this.trial) this.#start(this.examples.spf[0].id, this.examples.spf[0].trial);
  }

  /** @param {string} id @param {Trial} trial */
  #start(id, trial) {
    this.chosen = id;
    this.trial = trial;
    this.#latest.want({ trial, begin: true });
  }

  #change = (/** @type {Partial<Trial>} */ changed) => {
    this.trial = /** @type {Trial} */ ({ ...this.trial, ...changed });
    this.#latest.want({ trial: this.trial, begin: false });
  };

  /** @param {Played | null} played @param {boolean} begin */
  #got(played, begin) {
    this.lost = !played;
    if (!played) return;
    this.played = played;
    if (played.problem) return;
    const steps = played.steps ?? [];
    this.#steps.put(steps);
    const read = steps.findIndex(({ fact }) => fact.kind === 'spf.record_selected');
    if (!begin && read > 0) this.#head.seek(read);
  }

  /** Before it is drawn again. */
  get #client() {
    return this.querySelector('.ct-sender-client');
  }

  update(/** @type {any} */ changed) {
    this.#stood = this.#client?.getBoundingClientRect();
    super.update(changed);
  }

  /** The address slides from where it stood to where it stands. */
  updated() {
    const client = this.#client;
    if (!client || !this.#stood || this.#head.still) return;
    const stands = client.getBoundingClientRect();
    const x = this.#stood.x - stands.x;
    const y = this.#stood.y - stands.y;
    if (!x && !y) return;
    client.animate([{ translate: `${x}px ${y}px` }, { translate: '0 0' }], {
      duration: SLIDE_MS,
      easing: 'cubic-bezier(.2, 0, 0, 1)',
    });
  }

  render() {
    return html`<div class="ct-sender"><h1>${this.t('ui.sender.name')}</h1>
      ${
        this.lost
          ? html`<p role="alert">${this.t('ui.sender.lost')} <button class="ct-button"
            @click=${() => this.#again()}>${this.t('ui.lazy.again')}</button></p>`
          : nothing
      }
      ${this.examples && this.trial ? this.#spf(this.examples, this.trial) : nothing}</div>`;
  }

  #again() {
    if (this.examples && this.trial) this.#latest.want({ trial: this.trial, begin: true });
    else this.#begin();
  }

  /** @param {Examples} examples @param {Trial} trial */
  #spf(examples, trial) {
    const { t, say, played } = this;
    return html`<p class="ct-sender-lead">${t('ui.sender.spf.lead')}</p>
      <label class="ct-sender-choose"><span>${t('ui.sender.examples')}</span>
        <select @change=${(/** @type {any} */ event) => this.#choose(event.target.value)}
          >${[...(this.chosen === GIVEN ? [{ id: GIVEN }] : []), ...examples.spf].map(
            ({ id }) => html`<option value=${id} ?selected=${id === this.chosen}
          >${t(`ui.sender.example.${id}`)}</option>`,
          )}</select></label>
      <div class="ct-sender-both">
        <section class="ct-card ct-sender-machine" aria-label=${t('ui.sender.machine')}>
          ${played ? this.#machine(played, examples) : nothing}</section>
        ${drawTrial({ trial, played, t, say, change: this.#change })}</div>
      ${played?.steps?.length ? this.#everyStep(played) : nothing}`;
  }

  /** @param {string} id */
  #choose(id) {
    const found = this.examples?.spf.find((each) => each.id === id);
    if (found) this.#start(id, found.trial);
  }

  /** @param {Played} played @param {Examples} limits */
  #machine(played, limits) {
    const head = this.#head;
    const { step } = head;
    if (!step) return nothing;
    const said = this.say(step.say);
    const { mark, rfc } = step.beat;
    return html`<p class="ct-sender-says" role="status" aria-live="polite"
        data-mark=${head.atEnd ? mark : nothing}>${withTerms(said, this)}</p>
      ${drawMachine(played, head.index, this.t, limits)}
      ${this.#compared(step)}
      <div class="ct-sender-why">${[step.why, ...(step.notes ?? [])].map((text) =>
        text ? html`<p>${withTerms(this.say(text), this)}</p>` : nothing,
      )}<p class="ct-hint">${rfc.map((place, i) => html`${i ? ' · ' : ''}${citeLink(place)}`)}</p>
      </div>
      ${drawControls(head, this.t, said)}`;
  }

  /** What the step compared the client with, or made of a macro. @param {any} step */
  #compared({ fact }) {
    if (fact.kind === 'spf.macro_expanded')
      return html`<p class="ct-sender-macro" translate="no"><code>${fact.text}</code> →
        <code>${fact.expanded}</code></p>`;
    if (fact.kind !== 'spf.term_evaluated' || !fact.compared?.length) return nothing;
    return html`<p class="ct-sender-macro" translate="no"><code>${fact.address}</code> ${
      fact.matched ? '=' : '≠'
    } ${fact.compared.map((/** @type {string} */ each) => html`<code>${each}</code> `)}</p>`;
  }

  /** The story in words, each step to go to. @param {Played} played */
  #everyStep({ steps = [], left_out: leftOut = 0 }) {
    return html`<details class="ct-sender-steps"><summary>${this.t('ui.sender.all_steps')}</summary>
      ${leftOut ? html`<p>${this.t('ui.sender.left_out', { n: leftOut })}</p>` : nothing}
      <ol>${steps.map(
        (step, i) => html`<li><button aria-current=${i === this.#head.index ? 'step' : nothing}
          @click=${() => this.#head.seek(i)}>${this.say(step.say)}</button></li>`,
      )}</ol></details>`;
  }
}
customElements.define('ct-sender', Sender);
