/** One step of a draft: its words, its moves with the events to mark, and other ways. */
import { html, nothing } from 'lit';
import { ui } from '../../drawings/icons.js';
import { besides, movesOf, withGoal, withStep, withTurn } from '../../model/lesson-draft.js';
import { field } from './draw-fields.js';

/** @typedef {import('../../types.d.ts').LessonDraft} Draft */
/** @typedef {import('../../types.d.ts').AuthoringPage} Page */
/** @typedef {import('../../types.d.ts').ToldMove} Told */
/** @typedef {import('../../core/page-element.js').PageElement} View */
/**
 * @typedef {{keep: (draft: Draft) => void, cut: (move: string) => void,
 *   right: (move: string) => void}} Doing
 */

const HINTS = 3;

/**
 * @param {View} view @param {Draft} draft @param {number} number @param {Page | null} page
 * @param {Doing} doing
 */
export function drawStep(view, draft, number, page, doing) {
  const { t } = view;
  const step = (draft.steps ?? [])[number];
  const set = (/** @type {Partial<typeof step>} */ change) =>
    doing.keep(withStep(draft, number, change));
  const told = new Map((page?.moves ?? []).map((move) => [move.id, move]));
  const hints = [...(step.hints ?? []), '', '', ''].slice(0, HINTS);
  return html`<section class="ct-card ct-author-step" id=${`ct-step-${number}`} tabindex="-1">
    <h2>${t('ui.author.step', { n: number + 1 })}</h2>
    ${field(t('ui.author.step.title'), step.title, (title) => set({ title }))}
    ${field(t('ui.author.step.words'), step.words, (words) => set({ words }), { rows: 3 })}
    <h3>${t('ui.author.moves')}</h3>
    <p class="ct-hint">${t('ui.author.moves.about')}</p>
    <ol class="ct-author-moves">${movesOf(draft, number).map((move, at) =>
      drawMove(view, draft, number, told.get(move), at > 0 || number > 0, doing),
    )}</ol>
    ${
      (step.goals ?? []).length > 1
        ? html`<label class="ct-check"><input type="checkbox"
      .checked=${step.in_order ?? false} @change=${(/** @type {Event} */ event) =>
        set({ in_order: /** @type {HTMLInputElement} */ (event.target).checked })}><span>${t(
        'ui.author.in_order',
      )}</span></label>`
        : nothing
    }
    <h3>${t('ui.author.hints')}</h3>
    ${hints.map((hint, at) =>
      field(t(`ui.author.hint.${at + 1}`), hint, (words) =>
        set({ hints: hints.map((each, n) => (n === at ? words : each)) }),
      ),
    )}
    ${field(t('ui.author.done'), step.done, (done) => set({ done }), { rows: 2 })}
    ${drawTurns(view, draft, number, page, told, doing)}</section>`;
}

/**
 * @param {View} view @param {Draft} draft @param {number} number @param {Told | undefined} move
 * @param {boolean} cuttable @param {Doing} doing
 */
function drawMove(view, draft, number, move, cuttable, doing) {
  if (!move) return nothing;
  const { t } = view;
  const begins = (draft.steps ?? []).some((step) => step.at === move.id);
  return html`<li><div class="ct-author-move"><code>${view.say(move.said)}</code>${
    cuttable
      ? html`<button class="ct-button ct-small" @click=${() => doing.cut(move.id)}>${t(
          begins ? 'ui.author.join' : 'ui.author.cut',
        )}</button>`
      : nothing
  }</div>
    ${move.refused ? html`<p role="note">${view.say(move.refused)}</p>` : nothing}
    <ul>${move.events.map((event, at) => drawEvent(view, draft, number, move.id, event, at, doing))}
    </ul></li>`;
}

/**
 * @param {View} view @param {Draft} draft @param {number} number @param {string} move
 * @param {import('../../types.d.ts').MarkableEvent} event @param {number} at @param {Doing} doing
 */
function drawEvent(view, draft, number, move, event, at, doing) {
  const { t } = view;
  const goals = draft.steps?.[number].goals ?? [];
  const goal = goals.find((each) => each.move === move && each.event === at);
  const which = { move, event: at };
  const set = (/** @type {any} */ change) => doing.keep(withGoal(draft, number, which, change));
  const said = view.say(event.said);
  return html`<li class="ct-author-event" data-marked=${Boolean(goal)}>
    <label class="ct-check"><input type="checkbox" .checked=${Boolean(goal)}
      @change=${(/** @type {Event} */ change) =>
        set(
          /** @type {HTMLInputElement} */ (change.target).checked
            ? { words: said.slice(0, 300) }
            : null,
        )}><span>${said}</span></label>
    ${
      goal
        ? html`<div class="ct-author-goal"><label class="ct-t-field"><span>${t(
            'ui.author.goal.choice',
          )}</span><select .value=${goal.choice ?? 'exact'}
      @change=${(/** @type {Event} */ change) =>
        set({ choice: /** @type {HTMLSelectElement} */ (change.target).value })}>${event.offers.map(
        (offer) => html`<option value=${offer.choice}
      ?selected=${offer.choice === (goal.choice ?? 'exact')}>${view.say(offer.said)}</option>`,
      )}</select></label>
      ${field(t('ui.author.goal.words'), goal.words, (words) => set({ words }))}</div>`
        : nothing
    }</li>`;
}

/**
 * @param {View} view @param {Draft} draft @param {number} number @param {Page | null} page
 * @param {Map<string, Told>} told @param {Doing} doing
 */
function drawTurns(view, draft, number, page, told, doing) {
  const { t } = view;
  const mine = (page?.turns ?? []).filter((turn) => turn.step === number);
  return html`<h3>${t('ui.author.turns')}</h3><p class="ct-hint">${t('ui.author.turns.about')}</p>
    <ul class="ct-author-turns">${mine.map((turn) => {
      const said = draft.turns?.find((each) => each.move === turn.move);
      const moves = besides(draft, turn.move) ?? [];
      const used = said?.used ?? true;
      const write = (/** @type {string} */ words) =>
        doing.keep(withTurn(draft, turn.move, { words }));
      return html`<li data-kind=${turn.kind}>
        <p>${moves.map((move) => html`<code>${view.say(told.get(move)?.said)}</code> `)}</p>
        <p><b>${t(`ui.author.turn.${turn.kind}`)}</b> ${
          turn.fails?.length ? t('ui.author.turn.fails', { what: turn.fails.join('; ') }) : nothing
        }</p>
        ${used ? field(t('ui.author.turn.words'), said?.words, write) : nothing}
        <p class="ct-author-ways"><button class="ct-button ct-small" @click=${() =>
          doing.keep(withTurn(draft, turn.move, { used: !used }))}>${t(
          used ? 'ui.author.turn.drop' : 'ui.author.turn.use',
        )}</button>
        <button class="ct-button ct-small" @click=${() => doing.right(turn.move)}>${ui.play}<span
          >${t('ui.author.turn.right_way')}</span></button></p></li>`;
    })}</ul>`;
}
