/**
 * What can be checked of a message with records at hand: who brought it, the records, and each
 * check step by step. What is lacking is told with the commands that ask for it.
 */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../../core/page-element.js';
import { drawSeal } from '../../authenticity/seals.js';
import { signedBody, signedFields } from '../../authenticity/signed-fields.js';
import { inSight } from '../../letters/in-sight.js';
import { spfTrial } from './spf-trial.js';
import { momentWords } from './time.js';

/** @typedef {import('../../types.d.ts').CheckShown} CheckShown */
/** @typedef {import('../../types.d.ts').OwnLetterPage} OwnLetterPage */

const CLIENT = /** @type {const} */ (['address', 'helo', 'mail_from']);
/** Who checks, in sentences (`HERE` of simulator/hosting/mail_check). */
const HERE = 'mail_check.here';
/** Characters of a field's value that are shown beside its name. */
const VALUE_MAX = 200;

class OwnChecks extends PageElement {
  static watches = watching('texts');
  static properties = { page: { attribute: false }, asked: { attribute: false } };

  constructor() {
    super();
    /** @type {OwnLetterPage | null} */ this.page = null;
    /** @type {import('./ask-letter.js').Question} */ this.asked = {};
  }

  render() {
    if (!this.page) return nothing;
    const { checks = [], problem } = this.page;
    return html`<p class="ct-hint">${this.t('ui.own_letter.checks.about')}</p>
      ${problem ? html`<p class="ct-lt-warning" role="alert">${this.say(problem)}</p>` : nothing}
      ${checks.map((check) => this.#check(check))}
      ${this.#wanted()}${this.#form()}`;
  }

  /** @param {CheckShown} shown */
  #check(shown) {
    const { check, state, result, steps = [] } = shown;
    return html`<section class="ct-card ct-ol-check" data-state=${state} data-result=${result}>
      ${this.#head(shown)}
      ${steps.length ? this.#steps(steps) : nothing}
      ${shown.signature ? this.#covered(shown.signature) : nothing}
      ${check === 'spf' && state === 'checked' ? this.#crank() : nothing}</section>`;
  }

  /** Whose it is, and what it came to. @param {CheckShown} shown */
  #head({ check, state, result, domain, signed_at_s: at }) {
    const unsigned = check === 'dkim' && !domain;
    const seal = state === 'checked' && !unsigned ? { result, domain } : undefined;
    const key = unsigned ? 'dkim.none' : check;
    return html`<h3>${this.t(`ui.own_letter.check.${key}`, { domain: inSight(domain) || '?' })}</h3>
      <ul class="ct-seal-list">${drawSeal(check, seal, this)}</ul>
      ${state === 'checked' ? nothing : html`<p><b>${this.#state(check, state)}</b></p>`}
      ${at === undefined ? nothing : html`<p>${this.#signedAt(at)}</p>`}`;
  }

  /** @param {number} at */
  #signedAt(at) {
    const date = momentWords(at, this.ctx.texts.lang);
    return this.t('ui.own_letter.signed_at', { date });
  }

  /** What a signature covers, and the hash of the body where there is one.
   * @param {NonNullable<CheckShown['signature']>} signature */
  #covered({ names, header, body }) {
    const fields = this.page?.letter?.fields ?? [];
    const valueOf = (/** @type {{start: number}} */ { start }) =>
      inSight(fields.find((field) => field.start === start)?.value.slice(0, VALUE_MAX) ?? '');
    return html`<details><summary>${this.t('ui.own_letter.covered')}</summary>
      <div class="ct-signature">${signedFields(names, valueOf, header, this.t)}
      ${body ? signedBody(body, this.t) : nothing}</div></details>`;
  }

  /** The page where SPF is evaluated term by term, with this record and client. */
  #crank() {
    const { client, checks = [] } = /** @type {OwnLetterPage} */ (this.page);
    const domain = checks.find(({ check }) => check === 'spf')?.domain ?? '';
    const trial = spfTrial(this.asked.records ?? '', domain, client);
    if (!trial) return nothing;
    const address = this.ctx.route.href('sender', `spf/${new URLSearchParams(trial)}`);
    return html`<p><a class="ct-link" href=${address}>${this.t('ui.own_letter.crank')}</a></p>`;
  }

  /** @param {string} check @param {string} state */
  #state(check, state) {
    return this.t(
      state === 'no_records'
        ? `ui.own_letter.state.${check}.no_records`
        : `ui.own_letter.state.${state}`,
    );
  }

  /** @param {NonNullable<CheckShown['steps']>} steps */
  #steps(steps) {
    return html`<details><summary>${this.t('ui.own_letter.steps')}</summary>
      <ol class="ct-ol-steps">${steps.map(
        ({ say, why = [] }) =>
          html`<li><b>${this.#told(say)}</b>${why.map(
            (each) => html`<p>${this.#told(each)}</p>`,
          )}</li>`,
      )}</ol></details>`;
  }

  /** @param {import('../../types.d.ts').Text} text */
  #told(text) {
    const params = { ...text.params };
    if (params.server === 'here') params.server = this.t(HERE);
    return inSight(this.t(text.key, params));
  }

  #wanted() {
    const wanted = this.page?.wanted ?? [];
    if (!wanted.length) return nothing;
    return html`<section class="ct-card"><h3>${this.t('ui.own_letter.wanted')}</h3>
      <p>${this.t('ui.own_letter.wanted.about')}</p>
      <pre class="ct-ow-raw" translate="no" role="group" tabindex="0"
        aria-label=${this.t('ui.own_letter.wanted')}>${wanted
          .map(({ name, type }) => `dig +noall +answer ${inSight(name)} ${type}`)
          .join('\n')}</pre></section>`;
  }

  #form() {
    const client = this.page?.client;
    return html`<form class="ct-card ct-ol-form" @submit=${this.#submit}>
      <label>${this.t('ui.own_letter.records')}
        <small class="ct-hint">${this.t('ui.own_letter.records.about')}</small>
        <textarea name="records" rows="5" spellcheck="false" .value=${this.asked.records ?? ''}
          translate="no"></textarea></label>
      <label class="ct-ow-border"><input type="checkbox" name="whole"
        .checked=${this.asked.whole ?? false}> ${this.t('ui.own_letter.whole')}</label>
      <fieldset><legend>${this.t('ui.own_letter.client')}</legend>
        <p class="ct-hint">${this.t('ui.own_letter.client.about')}</p>
        ${CLIENT.map(
          (name) =>
            html`<label>${this.t(`ui.own_letter.client.${name}`)}
              <input name=${name} .value=${client?.[name] ?? ''} autocomplete="off"
                spellcheck="false" translate="no"></label>`,
        )}</fieldset>
      <button class="ct-button ct-go">${this.t('ui.own_letter.check')}</button></form>`;
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    event.preventDefault();
    const given = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const text = (/** @type {string} */ name) => String(given.get(name) ?? '');
    const said = Object.fromEntries(CLIENT.map((name) => [name, text(name)]));
    const own = CLIENT.some((name) => said[name] !== (this.page?.client?.[name] ?? ''));
    const receiver = this.page?.client?.receiver ?? '';
    this.dispatchEvent(
      new CustomEvent('asked', {
        detail: {
          records: text('records'),
          whole: given.has('whole'),
          ...(own ? { client: { ...said, receiver } } : {}),
        },
      }),
    );
  }
}
customElements.define('ct-own-checks', OwnChecks);
