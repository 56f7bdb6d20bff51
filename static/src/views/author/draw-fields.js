/** What is written of a lesson as a whole: its title, its aim, a question, where to go on. */
import { html, nothing } from 'lit';

/** @typedef {import('../../types.d.ts').LessonDraft} Draft */
/** @typedef {import('../../types.d.ts').DraftQuestion} Question */
/** @typedef {import('../../core/page-element.js').PageElement} View */
/** @typedef {(change: Partial<Draft>) => void} Change */

const ANSWERS_MAX = 4;

/**
 * A field with its label.
 * @param {string} label @param {string | undefined} value @param {(words: string) => void} write
 * @param {{rows?: number, hint?: string}} [how]
 */
export function field(label, value, write, { rows = 0, hint = '' } = {}) {
  const change = (/** @type {Event} */ event) =>
    write(/** @type {HTMLInputElement} */ (event.target).value);
  return html`<label class="ct-t-field ct-author-field"><span>${label}</span>${
    rows
      ? html`<textarea rows=${rows} maxlength="3000" placeholder=${hint} .value=${value ?? ''}
    @change=${change}></textarea>`
      : html`<input maxlength="300" placeholder=${hint} .value=${value ?? ''} @change=${change}>`
  }</label>`;
}

/** @param {View} view @param {Draft} draft @param {Change} change */
export function drawFields(view, draft, change) {
  const { t } = view;
  const number = (/** @type {'minutes' | 'number'} */ name, /** @type {number} */ usual) =>
    html`<label class="ct-t-field"><span>${t(`ui.author.${name}`)}</span><input type="number"
      min="1" max=${name === 'minutes' ? 60 : 99} .value=${String(draft[name] ?? usual)}
      @change=${(/** @type {Event} */ event) => {
        const input = /** @type {HTMLInputElement} */ (event.target);
        if (input.validity.valid && input.value) change({ [name]: Number(input.value) });
      }}></label>`;
  return html`<section class="ct-card"><h2>${t('ui.author.lesson')}</h2>
    ${field(t('ui.author.name_of_it'), draft.title, (title) => change({ title }))}
    ${field(t('ui.author.aim'), draft.aim, (aim) => change({ aim }))}
    <div class="ct-author-ways">${number('minutes', 10)}${number('number', 1)}</div>
    <p class="ct-hint">${t('ui.author.code')}</p></section>`;
}

/** What comes after the steps. @param {View} view @param {Draft} draft @param {Change} change */
export function drawEnd(view, draft, change) {
  return html`${drawQuestion(view, draft, change)}<section class="ct-card">
    ${field(view.t('ui.author.beyond'), draft.beyond, (beyond) => change({ beyond }), { rows: 2 })}
    </section>`;
}

/** @param {View} view @param {Draft} draft @param {Change} change */
function drawQuestion(view, draft, change) {
  const { t } = view;
  const { question } = draft;
  if (!question)
    return html`<p><button class="ct-button" @click=${() =>
      change({ question: { wrong: [{}] } })}>${t('ui.author.question.add')}</button></p>`;
  const set = (/** @type {Partial<Question>} */ more) =>
    change({ question: { ...question, ...more } });
  const wrong = question.wrong ?? [];
  const answer = (/** @type {number} */ at, /** @type {Record<string, string>} */ more) =>
    set({ wrong: wrong.map((each, n) => (n === at ? { ...each, ...more } : each)) });
  return html`<section class="ct-card"><h2>${t('ui.author.question')}</h2>
    ${field(t('ui.author.question.words'), question.words, (words) => set({ words }))}
    ${field(t('ui.author.question.right'), question.right, (right) => set({ right }))}
    ${wrong.map(
      (each, at) => html`<div class="ct-author-answer">
      ${field(t('ui.author.question.wrong', { n: at + 1 }), each.words, (words) =>
        answer(at, { words }),
      )}
      ${field(t('ui.author.question.remark'), each.remark, (remark) => answer(at, { remark }))}
      </div>`,
    )}
    ${
      wrong.length < ANSWERS_MAX
        ? html`<button class="ct-button ct-small" @click=${() => set({ wrong: [...wrong, {}] })}
      >${t('ui.author.question.more')}</button>`
        : nothing
    }
    ${field(t('ui.author.question.because'), question.because, (because) => set({ because }), {
      rows: 2,
    })}
    <button class="ct-button ct-small" @click=${() => change({ question: undefined })}
      >${t('ui.author.question.drop')}</button></section>`;
}
