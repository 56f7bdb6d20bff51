/**
 * DMARC as a triangle: the domain people read, and those that SPF and DKIM spoke about. Each is
 * edited in its corner; Python says which edges hold, and what is asked for. Nothing is decided
 * here.
 */
import { html, nothing } from 'lit';
import { fetchJson } from '../../core/fetch-json.js';
import { PageElement, watching } from '../../core/page-element.js';
import { citeLink } from '../../drawings/cite.js';
import { withTerms } from '../../drawings/terms.js';
import { edgesOf, lineOf, trialOf } from './edges.js';
import { Latest } from './latest.js';

/** @typedef {import('../../types.d.ts').DmarcTrial} Trial */
/** @typedef {import('../../types.d.ts').DmarcPlayed} Played */
/** @typedef {import('../../types.d.ts').DmarcPolicy} Policy */
/** @typedef {import('./edges.js').Edge} Edge */

const RESULTS = ['pass', 'fail', 'softfail', 'neutral', 'none', 'temperror', 'permerror'];
/** Of a signature there is no softfail. */
const SIGNED = [...RESULTS.filter((each) => each !== 'softfail'), 'policy'];
const GIVEN = 'given';
const SIGNATURES_MAX = 5;
const POLICIES_MAX = 10;

class Triangle extends PageElement {
  static watches = watching('texts');
  static properties = {
    examples: { attribute: false },
    given: {},
    chosen: { state: true },
    trial: { state: true },
    played: { state: true },
    lost: { state: true },
  };

  constructor() {
    super();
    /** @type {readonly import('../../types.d.ts').DmarcExample[]} */ this.examples = [];
    /** a trial to begin with, as an address has it */ this.given = '';
    this.chosen = '';
    /** @type {Trial | null} */ this.trial = null;
    /** @type {Played | null} */ this.played = null;
    this.lost = false;
  }

  /** @type {Latest<Trial, Played>} */ #latest = new Latest(
    (trial) => fetchJson('/check/dmarc.json', { method: 'POST', body: JSON.stringify(trial) }),
    (played) => {
      this.lost = !played;
      this.played = played ?? this.played;
    },
  );

  #from = '';

  /** Another trial is handed on from outside, or none has been begun with. */
  willUpdate() {
    if (this.trial && this.#from === this.given) return;
    this.#from = this.given;
    const given = trialOf(this.given);
    this.chosen = given ? GIVEN : this.chosen;
    if (given) this.#start(given);
    else if (!this.trial && this.examples.length) this.#choose(this.examples[0].id);
  }

  /** @param {string} id */
  #choose(id) {
    const found = this.examples.find((each) => each.id === id);
    if (!found) return;
    this.chosen = id;
    this.#start(found.trial);
  }

  /** @param {Trial} trial */
  #start(trial) {
    this.trial = trial;
    this.#latest.want(trial);
  }

  /** @param {Partial<Trial>} changed */
  #change(changed) {
    this.#start(/** @type {Trial} */ ({ ...this.trial, ...changed }));
  }

  render() {
    const { t, trial } = this;
    if (!trial) return nothing;
    return html`<div class="ct-dmarc"><p class="ct-sender-lead">${t('ui.sender.dmarc.lead')}</p>
      <label class="ct-sender-choose"><span>${t('ui.sender.examples')}</span>
        <select @change=${(/** @type {any} */ event) => this.#choose(event.target.value)}
          >${[...(this.chosen === GIVEN ? [{ id: GIVEN }] : []), ...this.examples].map(
            ({ id }) => html`<option value=${id} ?selected=${id === this.chosen}
          >${t(`ui.sender.triangle.${id}`)}</option>`,
          )}</select></label>
      ${
        this.lost
          ? html`<p role="alert">${t('ui.sender.lost')} <button class="ct-button"
            @click=${() => this.#latest.want(trial)}>${t('ui.lazy.again')}</button></p>`
          : nothing
      }
      <div class="ct-sender-both">
        <section class="ct-card ct-dmarc-figure" aria-label=${t('ui.sender.part.dmarc')}>
          ${this.#figure(trial)}${this.#verdict()}</section>
        ${this.#records(trial)}</div>
      ${this.#steps()}</div>`;
  }

  // --- the three corners ---

  /** @param {Trial} trial */
  #figure(trial) {
    const { t } = this;
    const edges = edgesOf(trial, this.played);
    const [spf, ...dkim] = edges;
    return html`<div class="ct-dmarc-triangle">
      <div class="ct-dmarc-corner" data-corner="from"><h2>From</h2>
        ${this.#domain('author', trial.author, t('ui.sender.corner.from'), (author) =>
          this.#change({ author }),
        )}${this.#problem('author')}</div>
      <div class="ct-dmarc-edges">
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          <line x1="50" y1="0" x2="18" y2="100" data-edge=${lineOf([spf])}></line>
          <line x1="50" y1="0" x2="82" y2="100" data-edge=${lineOf(dkim)}></line></svg>
        <ul>${this.#edge(spf, 'SPF')}</ul>
        <ul>${dkim.map((edge) => this.#edge(edge, 'DKIM'))}</ul></div>
      <div class="ct-dmarc-corner" data-corner="spf"><h2>SPF</h2>
        ${this.#domain('spf', trial.spf_domain ?? '', t('ui.sender.corner.spf'), (domain) =>
          this.#change({ spf_domain: domain }),
        )}
        ${this.#result(trial.spf_result ?? 'pass', 'SPF', RESULTS, (result) =>
          this.#change({ spf_result: /** @type {any} */ (result) }),
        )}</div>
      <div class="ct-dmarc-corner" data-corner="dkim"><h2>DKIM</h2>${this.#signatures(trial)}</div>
    </div>`;
  }

  /** @param {Edge | undefined} edge @param {string} name */
  #edge(edge, name) {
    if (!edge) return nothing;
    const words = this.t(`ui.sender.edge.${edge.standing}`, { name, domain: edge.domain });
    return html`<li data-edge=${edge.standing}>${words}${
      edge.mode ? html`<small>${this.t(`ui.sender.mode.${edge.mode}`)}</small>` : nothing
    }</li>`;
  }

  /** @param {Trial} trial */
  #signatures({ signatures = [] }) {
    const { t } = this;
    /** @param {number} at @param {object} changed */
    const put = (at, changed) =>
      this.#change({
        signatures: signatures.map((each, i) => (i === at ? { ...each, ...changed } : each)),
      });
    return html`${signatures.map(
      ({ domain, result = 'pass' }, i) => html`<div class="ct-dmarc-signature">
        ${this.#domain(`dkim-${i}`, domain, t('ui.sender.corner.dkim'), (value) =>
          put(i, { domain: value }),
        )}
        ${this.#result(result, 'DKIM', SIGNED, (value) => put(i, { result: value }))}
        <button class="ct-button ct-small" @click=${() =>
          this.#change({ signatures: signatures.filter((_, other) => other !== i) })}
          >${t('ui.sender.signature.remove')}</button></div>`,
    )}
      ${
        signatures.length < SIGNATURES_MAX
          ? html`<button class="ct-button ct-small" @click=${() =>
              this.#change({ signatures: [...signatures, { domain: '', result: 'pass' }] })}
            >${t('ui.sender.signature.add')}</button>`
          : nothing
      }`;
  }

  /** @param {string} name @param {string} value @param {string} label
   * @param {(value: string) => void} change */
  #domain(name, value, label, change) {
    const wrong = name === 'author' && this.played?.problem?.field === 'author';
    return html`<label class="ct-sender-field"><span>${label}</span>
      <input name=${name} .value=${value} maxlength="300" autocomplete="off" autocapitalize="off"
        spellcheck="false" translate="no" aria-invalid=${wrong}
        @input=${(/** @type {any} */ event) => change(event.target.value)}></label>`;
  }

  /** @param {string} value @param {string} name @param {string[]} results
   * @param {(value: string) => void} change */
  #result(value, name, results, change) {
    return html`<label class="ct-sender-field"><span>${this.t('ui.sender.corner.result', {
      name,
    })}</span><select translate="no" @change=${(/** @type {any} */ event) =>
      change(event.target.value)}>${results.map(
      (each) => html`<option ?selected=${each === value}>${each}</option>`,
    )}</select></label>`;
  }

  /** @param {string} field */
  #problem(field) {
    const found = this.played?.problem;
    return found?.field === field
      ? html`<p class="ct-sender-wrong" role="status">${this.say(found.text)}</p>`
      : nothing;
  }

  // --- what comes of it ---

  #verdict() {
    const { played, t } = this;
    const last = played?.steps?.at(-1);
    if (!played || !last) return nothing;
    const policy = played.policy_domain
      ? html`<p class="ct-dmarc-asks">${t('ui.sender.asks', {
          domain: played.policy_domain,
          tag: `${played.tag}=${played.policy}`,
        })} ${played.testing ? t('ui.sender.testing') : nothing}
        <b data-disposition=${played.disposition ?? ''}>${t(
          `ui.sender.disposition.${played.result === 'pass' ? 'passed' : played.disposition}`,
        )}</b></p>`
      : nothing;
    return html`<div class="ct-dmarc-verdict">
      <p class="ct-sender-says" role="status" aria-live="polite" data-mark=${last.beat.mark}
        >${withTerms(this.say(last.say), this)}</p>${policy}
      ${last.why ? html`<p>${withTerms(this.say(last.why), this)}</p>` : nothing}</div>`;
  }

  #steps() {
    const steps = this.played?.steps ?? [];
    return html`<section class="ct-dmarc-steps" aria-labelledby="ct-dmarc-steps">
      <h2 id="ct-dmarc-steps">${this.t('ui.sender.all_steps')}</h2><ol>${steps.map(
        ({ fact, say, why, notes, beat }) => html`<li data-found=${fact.result ?? nothing}>
        <b>${this.say(say)}</b> ${
          fact.octets ? html`<code translate="no">${fact.octets}</code>` : nothing
        }
        ${[why, ...(notes ?? [])].map((text) => (text ? html`<p>${this.say(text)}</p>` : nothing))}
        <p class="ct-hint">${beat.rfc.map(
          (place, i) => html`${i ? ' · ' : ''}${citeLink(place)}`,
        )}</p></li>`,
      )}</ol></section>`;
  }

  // --- what DNS has ---

  /** @param {Trial} trial */
  #records({ policies = [], zone = '' }) {
    const { t } = this;
    return html`<form class="ct-sender-trial" @submit=${(/** @type {Event} */ event) =>
      event.preventDefault()}><fieldset><legend>${t('ui.sender.field.dns')}</legend>
      ${policies.map((policy, i) => this.#policy(policies, policy, i))}
      ${this.#problem('domain')}
      ${
        policies.length < POLICIES_MAX
          ? html`<button type="button" class="ct-button ct-small" @click=${() =>
              this.#change({ policies: [...policies, { domain: '', record: '' }] })}
            >${t('ui.sender.policy.add')}</button>`
          : nothing
      }
      <details ?open=${Boolean(zone)}><summary>${t('ui.sender.field.zone')}</summary>
        <label class="ct-sender-field"><span class="ct-vh">${t('ui.sender.field.zone')}</span>
        <textarea name="zone" rows="4" .value=${zone} maxlength="20000" autocapitalize="off"
          spellcheck="false" translate="no" @input=${(/** @type {any} */ event) =>
            this.#change({ zone: event.target.value })}></textarea></label>
        <p class="ct-hint">${t('ui.sender.dmarc.zone')}</p></details>
      ${this.#problem('zone')}</fieldset></form>`;
  }

  /** @param {readonly Policy[]} policies @param {Policy} policy @param {number} at */
  #policy(policies, policy, at) {
    const { t } = this;
    /** @param {Partial<Policy>} changed */
    const put = (changed) =>
      this.#change({
        policies: policies.map((each, i) => (i === at ? { ...each, ...changed } : each)),
      });
    const wrong = (this.played?.mistakes ?? []).filter((each) => each.policy === at);
    return html`<div class="ct-dmarc-policy">
      ${this.#domain(`policy-${at}`, policy.domain, t('ui.sender.policy.domain'), (domain) =>
        put({ domain }),
      )}
      <label class="ct-sender-field"><span>${t('ui.sender.policy.record')}</span>
        <textarea name="policy" rows="2" .value=${policy.record} maxlength="4000"
          autocapitalize="off" spellcheck="false" translate="no"
          @input=${(/** @type {any} */ event) => put({ record: event.target.value })}
          ></textarea></label>
      <div role="status">${wrong.map(
        ({ text }) => html`<p class="ct-sender-wrong">${this.say(text)}</p>`,
      )}</div>
      ${
        policies.length > 1
          ? html`<button type="button" class="ct-button ct-small" @click=${() =>
              this.#change({ policies: policies.filter((_, i) => i !== at) })}
            >${t('ui.sender.policy.remove')}</button>`
          : nothing
      }</div>`;
  }
}
customElements.define('ct-dmarc-triangle', Triangle);
