/**
 * The ready experiments: first the class predicts, then it plays, then the page tells what
 * happened and why. Each has a lab of its own, which its address opens.
 */
import { html, nothing } from 'lit';
import { showFrom } from '../../stage/act-at-shown-step.js';
import { isUsed, questionOf, standingOf } from './experiment-progress.js';
import { citeLink } from '../../drawings/cite.js';
import { ui } from '../../drawings/icons.js';
import { Asked, drawAwaited } from '../../core/asked.js';
import { PageElement, watching } from '../../core/page-element.js';
import { storage } from '../../core/prefs.js';
import { glyph } from '../../drawings/glyphs.js';
import { Progress } from '../../model/course-progress.js';

/** @typedef {import('./experiment-progress.js').Experiment} Experiment */

class Experiments extends PageElement {
  static watches = watching('store', 'playhead', 'texts', 'link');
  static late = 22;
  static properties = {
    fresh: { type: Boolean },
    picked: { state: true },
    busy: { state: true },
  };

  constructor() {
    super();
    /** begin again, if something happened here already */ this.fresh = false;
    /** @type {Asked<Experiment[]>} */ this.asked = new Asked(this, () => '/experiments.json');
    /** the option chosen and not yet kept */ this.picked = -1;
    this.busy = false;
    this.progress = new Progress(storage('localStorage'));
  }

  /** @param {Record<string, string>} words by language */
  #say(words) {
    return words[this.ctx.texts.lang];
  }

  updated() {
    const { link, route, boot } = this.ctx;
    if (boot.experiment && this.#isOver(boot.experiment) && !this.#seen(boot.experiment)) {
      this.progress.keepExperiment(boot.experiment);
      this.requestUpdate();
    }
    this.#greet();
    if (!this.fresh || !link.mayAct || !this.store.events.length) return;
    this.fresh = false;
    if (isUsed(this.store.events)) link.travel('restart');
    location.replace(route.href('break'));
  }

  #greeted = false;
  /** A page just opened has the focus nowhere: the keyboard begins at the first answer. */
  #greet() {
    /** @type {HTMLElement | null} */
    const first = this.querySelector('.ct-experiment input:enabled');
    if (!first || this.#greeted) return;
    this.#greeted = true;
    if (document.activeElement === document.body) first.focus({ preventScroll: true });
  }

  render() {
    const { boot } = this.ctx;
    const { value: all } = this.asked;
    if (!all) return drawAwaited(this.t, this.asked);
    const here = all.find(({ slug }) => slug === boot.experiment);
    return html`<div class="ct-experiments">
      ${here ? this.#experiment(here) : html`<p>${this.t('ui.experiment.lead')}</p>`}
      <section class="ct-card"><h2>${this.t(
        here ? 'ui.experiment.others' : 'ui.experiment.all',
      )}</h2>
        <ul class="ct-experiment-list">${all.map(
          ({ slug, title }) => html`<li><a
          href=${`/experimento/${slug}?lang=${this.ctx.texts.lang}#/break/new`}
          aria-current=${slug === here?.slug ? 'page' : nothing}
          >${this.#say(title)}${
            this.#seen(slug)
              ? html`<span class="ct-experiment-seen">${glyph.done}<span class="ct-vh"
          >(${this.t('ui.lesson.solved')})</span></span>`
              : nothing
          }</a></li>`,
        )}</ul></section></div>`;
  }

  /** It happened, and was on show to its end. @param {string} slug */
  #isOver(slug) {
    const { atEnd, arrived, playing } = this.playhead;
    return standingOf(this.store.events, slug).ran && !this.busy && atEnd && arrived && !playing;
  }

  /** @param {string} slug */
  #seen(slug) {
    return this.progress.experiments.includes(slug);
  }

  /** @param {Experiment} experiment */
  #experiment(experiment) {
    const { at, predicted, ran } = standingOf(this.store.events, experiment.slug);
    const over = this.#isOver(experiment.slug);
    return html`<section class="ct-card ct-experiment"><h2>${this.#say(experiment.title)}</h2>
      ${this.#prediction(experiment, predicted, over)}
      ${
        at >= 0 && !over
          ? html`<div class="ct-experiment-look"
        role="note">${ui.look}<p><b>${this.t('ui.experiment.look')}</b>
        ${this.#say(experiment.look)}</p></div>`
          : nothing
      }
      ${
        at >= 0 && !ran
          ? html`<button class="ct-button ct-go" ?disabled=${this.busy || !this.ctx.link.mayAct}
        @click=${() => this.#run(experiment)}>${ui.play}<span>${this.t('ui.experiment.run')}</span
        ></button>`
          : nothing
      }
      ${over ? this.#told(experiment, predicted) : nothing}</section>`;
  }

  /** @param {Experiment} experiment @param {number} predicted @param {boolean} over */
  #prediction({ slug, question, options }, predicted, over) {
    const open = predicted < 0;
    return html`<form @submit=${this.#keep} @keydown=${keepArrows}><fieldset
      ?disabled=${!open || this.busy || !this.ctx.link.mayAct}>
      <legend><span>${this.t('ui.experiment.predict')}</span> ${this.#say(question)}</legend>
      <ul class="ct-l-options">${options.map(
        (
          option,
          i,
        ) => html`<li data-right=${over && option.right}><label><input type="radio" name=${slug}
          value=${i}
        .checked=${(open ? this.picked : predicted) === i} @change=${() => {
          this.picked = i;
        }}><span>${this.#say(option.says)}</span></label></li>`,
      )}</ul>
      ${
        open
          ? html`<button class="ct-button ct-go" ?disabled=${this.picked < 0 || this.busy}
        >${ui.play}<span>${this.t('ui.experiment.start')}</span></button>`
          : nothing
      }
    </fieldset></form>`;
  }

  /** @param {Experiment} experiment @param {number} predicted */
  #told({ options, told, cites }, predicted) {
    const right = options[predicted]?.right ?? false;
    return html`<div class="ct-experiment-told" role="status">
      <p class="ct-l-verdict" data-right=${right}>${right ? glyph.done : glyph.missing}<b
        >${this.t(right ? 'ui.experiment.right' : 'ui.experiment.wrong')}</b></p>
      <h3>${this.t('ui.experiment.told')}</h3><p>${this.#say(told)}</p>
      <p>${this.t('ui.experiment.read')}
        ${cites.map((cited, i) => html`${i ? ' · ' : nothing}${citeLink(cited)}`)}</p>
      <div class="ct-bench-hosts"><button class="ct-button ct-small"
        @click=${this.#again}>${glyph.restart}<span>${this.t('ui.experiment.again')}</span></button>
        <button class="ct-button ct-small"
          @click=${() => this.dispatchEvent(new CustomEvent('ct-bench'))}>${ui.bolt}<span
          >${this.t('ui.experiment.on')}</span></button></div></div>`;
  }

  #keep = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const experiment = this.asked.value?.find(({ slug }) => slug === this.ctx.boot.experiment);
    if (!experiment || this.picked < 0) return;
    this.busy = true;
    const act = {
      act: 'answer',
      question: questionOf(experiment.slug),
      value: String(this.picked),
    };
    const answer = await this.ctx.link.act(act, { quiet: true });
    if (answer.ok) await this.arrived(answer.seq ?? 0);
    this.busy = false;
    if (answer.ok) await this.#run(experiment);
  };

  /** Plays from the prediction on, whatever branch it ends on. @param {Experiment} experiment */
  async #run(experiment) {
    this.busy = true;
    const { playhead, store, ctx } = this;
    playhead.seek(playhead.last);
    const answer = await ctx.link.experiment(experiment.slug);
    if (answer.ok) {
      await this.arrived(answer.seq ?? 0);
      await showFrom(this, answer.seq ?? 0, standingOf(store.events, experiment.slug).at);
    }
    this.busy = false;
  }

  #again = async () => {
    this.busy = true;
    await this.ctx.link.travel('restart');
    this.picked = -1;
    this.busy = false;
  };
}

/**
 * Arrow keys choose among the options here; they do not move the stage.
 * @param {KeyboardEvent} event
 */
function keepArrows(event) {
  if (
    event.target instanceof HTMLInputElement &&
    (event.key.startsWith('Arrow') || event.key === ' ')
  )
    event.stopPropagation();
}

customElements.define('ct-experiments', Experiments);
