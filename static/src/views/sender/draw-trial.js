/** The fields of a trial of SPF, and what is wrong with them. */
import { html, nothing } from 'lit';

/** @typedef {import('../../types.d.ts').SpfTrial} Trial */
/** @typedef {import('../../types.d.ts').SpfPlayed} Played */
/** @typedef {(key: string, params?: Record<string, any>) => string} Words */

/**
 * @typedef {object} Fields
 * @property {Trial} trial
 * @property {Played | null} played  what came of it
 * @property {Words} t
 * @property {(text: any) => string} say
 * @property {(changed: Partial<Trial>) => void} change
 */

const stay = (/** @type {Event} */ event) => event.preventDefault();

/** @param {Fields} fields */
export function drawTrial(fields) {
  const { trial, t, change } = fields;
  return html`<form class="ct-sender-trial" @submit=${stay}>
    <fieldset><legend>${t('ui.sender.field.call')}</legend>
      ${line(fields, 'address')}${line(fields, 'sender')}${line(fields, 'helo')}</fieldset>
    <fieldset><legend>${t('ui.sender.field.dns')}</legend>
      ${line(fields, 'domain')}${area(fields, 'record', 3)}${mistake(fields)}
      <details ?open=${Boolean(trial.zone)}><summary>${t('ui.sender.field.zone')}</summary>
        ${area(fields, 'zone', 6)}</details>
      <details ?open=${Boolean(trial.silent?.length)}
        ><summary>${t('ui.sender.field.silent')}</summary>
        <input aria-label=${t('ui.sender.field.silent')} .value=${(trial.silent ?? []).join(' ')}
          maxlength="300" autocapitalize="off" spellcheck="false" translate="no"
          @change=${(/** @type {any} */ event) =>
            change({ silent: event.target.value.split(/\s+/).filter(Boolean).slice(0, 10) })}>
        <p class="ct-hint">${t('ui.sender.field.silent_help')}</p></details></fieldset></form>`;
}

/** What is wrong with a field, for who sees it and who hears it. @param {Fields} fields
 * @param {string} name */
function problem({ played, say }, name) {
  const found = played?.problem;
  return found?.field === name
    ? html`<p class="ct-sender-wrong" id=${`ct-wrong-${name}`} role="status">${say(found.text)}</p>`
    : nothing;
}

/** @param {Fields} fields @param {'address' | 'sender' | 'helo' | 'domain'} name */
function line(fields, name) {
  const { trial, t, change, played } = fields;
  const wrong = played?.problem?.field === name;
  return html`<label class="ct-sender-field"><span>${t(`ui.sender.field.${name}`)}</span>
    <input name=${name} .value=${trial[name] ?? ''} maxlength="300" autocomplete="off"
      autocapitalize="off" spellcheck="false" translate="no" aria-invalid=${wrong}
      aria-describedby=${wrong ? `ct-wrong-${name}` : nothing}
      @input=${(/** @type {any} */ event) => change({ [name]: event.target.value })}></label>
    ${problem(fields, name)}`;
}

/** @param {Fields} fields @param {'record' | 'zone'} name @param {number} rows */
function area(fields, name, rows) {
  const { trial, t, change } = fields;
  const max = name === 'record' ? 4000 : 20000;
  return html`<label class="ct-sender-field"><span class=${name === 'zone' ? 'ct-vh' : ''}
      >${t(`ui.sender.field.${name}`)}</span>
    <textarea name=${name} rows=${rows} .value=${trial[name] ?? ''} maxlength=${max}
      autocapitalize="off" spellcheck="false" translate="no"
      @input=${(/** @type {any} */ event) => change({ [name]: event.target.value })}
      ></textarea></label>${problem(fields, name)}`;
}

/** Where the record as it is typed is wrong, and why. @param {Fields} fields */
function mistake({ trial, played, t, say }) {
  const found = played?.mistake;
  const record = trial.record ?? '';
  return html`<div role="status" class="ct-sender-mistake">${
    found
      ? html`<p><b>${t('ui.sender.mistake')}</b> ${say(found.text)}</p>
        <p translate="no"><code>${record.slice(0, found.start)}<mark>${
          record.slice(found.start, found.end) || '…'
        }</mark>${record.slice(found.end)}</code></p>`
      : nothing
  }</div>`;
}
