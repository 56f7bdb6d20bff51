/** Which mystery: a level, and a number that a teacher may give. */
import { html } from 'lit';
import { ui } from '../../drawings/icons.js';
import { PageElement, watching } from '../../core/page-element.js';
import { anySeed, codeOf, LEVELS, SEED_MAX } from '../../questions/mystery-code.js';

class ChooseMystery extends PageElement {
  static watches = watching('texts');

  render() {
    return html`<div class="ct-mystery-choose"><h2>${this.t('ui.mystery.title')}</h2>
      <p>${this.t('ui.mystery.lead')}</p>
      <form @submit=${this.#go}>
        <fieldset><legend class="ct-vh">${this.t('ui.mystery.levels')}</legend>${LEVELS.map(
          (n) => html`<label><input type="radio" name="level" value=${n} ?checked=${n === 1}
          ><span><b>${this.t('ui.mystery.level', { n })}</b>
          ${this.t(`ui.mystery.level.${n}`)}</span></label>`,
        )}</fieldset>
        <label class="ct-t-field"><span>${this.t('ui.mystery.number')}</span>
          <input name="seed" type="number" min="0" max=${SEED_MAX} required
            .value=${String(anySeed())}></label>
        <p class="ct-hint">${this.t('ui.mystery.number.about')}</p>
        <button class="ct-button ct-go">${ui.play}<span>${this.t('ui.mystery.start')}</span
          ></button>
      </form></div>`;
  }

  #go = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const code = codeOf(form.get('level'), Number(form.get('seed')));
    this.ctx.route.visit(`/misterio/${code}?lang=${this.ctx.texts.lang}`);
  };
}
customElements.define('ct-choose-mystery', ChooseMystery);
