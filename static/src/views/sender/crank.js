/**
 * SPF as a machine one cranks: the check of a trial step by step, forwards and back, and its
 * fields to change and run again. Python evaluates; the page shows the steps it answers.
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
import { TrialSteps } from './trial-steps.js';

/** @typedef {import('../../types.d.ts').SpfTrial} Trial */
/** @typedef {import('../../types.d.ts').SpfPlayed} Played */
/** @typedef {{lookups_max: number, void_lookups_max: number}} Limits */
/**
 * @typedef {object} Offer  a trial to begin with
 * @property {string} id
 * @property {string} name in the page's language
 * @property {string} [group] what it stands under
 * @property {Trial} trial
 */

const SLIDE_MS = 320;
/** Who types there, or chooses, wants to stay there. */
const FIELDS = 'input:not([type=range]), textarea, select';

class SpfCrank extends PageElement {
  static watches = watching('texts');
  static properties = {
    offers: { attribute: false },
    given: { attribute: false },
    limits: { attribute: false },
    about: { attribute: false },
    chosen: { state: true },
    trial: { state: true },
    played: { state: true },
    lost: { state: true },
  };

  constructor() {
    super();
    /** @type {readonly Offer[]} */ this.offers = [];
    /** an offer to begin with, by its id */ this.given = '';
    /** @type {Limits} */ this.limits = { lookups_max: 0, void_lookups_max: 0 };
    /** what to say of an offer; '' until its result is on show
     * @type {(id: string, result: string) => unknown} */ this.about = () => nothing;
    /** id of the offer begun with */ this.chosen = '';
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
  #moved = false;
  #redraw = () => {
    this.#moved = true;
    this.requestUpdate();
  };
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
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#head.pause();
    this.#head.removeEventListener('change', this.#redraw);
    this.#giveBack();
  }

  /** Another offer is named from outside, or none has been begun with. */
  willUpdate() {
    if (!this.offers.length || (this.trial && this.#from === this.given)) return;
    this.#from = this.given;
    const found = this.offers.find(({ id }) => id === this.given);
    if (found || !this.trial) this.#start(found ?? this.offers[0]);
  }

  /** @param {Offer} offer */
  #start({ id, trial }) {
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

  updated() {
    this.#slide();
    if (this.#moved && !document.activeElement?.matches(FIELDS))
      this.#client?.scrollIntoView({ block: 'nearest' });
    this.#moved = false;
  }

  /** The address goes from where it stood to where it stands. */
  #slide() {
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
    const { t, say, trial, played } = this;
    if (!trial) return nothing;
    return html`<label class="ct-sender-choose"><span>${t('ui.sender.examples')}</span>
        <select @change=${(/** @type {any} */ event) => this.#choose(event.target.value)}
          >${this.#options()}</select></label>
      ${this.about(this.chosen, this.#head.atEnd ? (played?.result ?? '') : '')}
      ${
        this.lost
          ? html`<p role="alert">${t('ui.sender.lost')} <button class="ct-button"
            @click=${() => this.#latest.want({ trial, begin: true })}
            >${t('ui.lazy.again')}</button></p>`
          : nothing
      }
      <div class="ct-sender-both">
        <section class="ct-card ct-sender-machine" aria-label=${t('ui.sender.machine')}>
          ${played ? this.#machine(played, this.limits) : nothing}</section>
        ${drawTrial({ trial, played, t, say, change: this.#change })}</div>
      ${played?.steps?.length ? this.#everyStep(played) : nothing}`;
  }

  /** The offers, under their headings where they have any. */
  #options() {
    const groups = [...new Set(this.offers.map(({ group = '' }) => group))];
    return groups.map((group) => {
      const options = this.offers
        .filter((each) => (each.group ?? '') === group)
        .map(
          ({ id, name }) => html`<option value=${id} ?selected=${id === this.chosen}
          >${name}</option>`,
        );
      return group ? html`<optgroup label=${group}>${options}</optgroup>` : options;
    });
  }

  /** @param {string} id */
  #choose(id) {
    const found = this.offers.find((each) => each.id === id);
    if (found) this.#start(found);
  }

  /** @param {Played} played @param {Limits} limits */
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
customElements.define('ct-spf-crank', SpfCrank);
