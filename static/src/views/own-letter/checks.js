/**
 * What can be checked of a message with records at hand: who brought it, the records, and each
 * check step by step. What is lacking is told with the commands that ask for it.
 */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../../core/page-element.js';
import { inSight } from '../../letters/in-sight.js';
import { momentWords } from './time.js';

/** @typedef {import('../../types.d.ts').CheckShown} CheckShown */
/** @typedef {import('../../types.d.ts').OwnLetterPage} OwnLetterPage */

const CLIENT = /** @type {const} */ (['address', 'helo', 'mail_from']);
/** Who checks, in sentences (`HERE` of simulator/hosting/mail_check). */
const HERE = 'mail_check.here';

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

  /** @param {CheckShown} check */
  #check({ check, state, result, domain, fields = [], signed_at_s: at, steps = [] }) {
    const unsigned = check === 'dkim' && !domain;
    const said = state === 'checked' ? result : this.#state(check, state);
    return html`<section class="ct-card ct-ol-check" data-state=${state} data-result=${result}>
      <h3>${
        unsigned
          ? this.t('ui.own_letter.check.dkim.none')
          : this.t(`ui.own_letter.check.${check}`, { domain: inSight(domain) || '?' })
      } <span class="ct-ol-result" translate=${state === 'checked' ? 'no' : nothing}
        >${said}</span></h3>
      ${fields.length ? html`<p>${this.#signed(fields)}</p>` : nothing}
      ${
        at === undefined
          ? nothing
          : html`<p>${this.t('ui.own_letter.signed_at', {
              date: momentWords(at, this.ctx.texts.lang),
            })}</p>`
      }
      ${steps.length ? this.#steps(steps) : nothing}</section>`;
  }

  /** @param {string} check @param {string} state */
  #state(check, state) {
    return this.t(
      state === 'no_records'
        ? `ui.own_letter.state.${check}.no_records`
        : `ui.own_letter.state.${state}`,
    );
  }

  /** @param {readonly string[]} fields */
  #signed(fields) {
    return this.t('ui.own_letter.signed', { fields: inSight([...new Set(fields)].join(', ')) });
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
      <pre class="ct-ow-raw" translate="no">${wanted
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
