/**
 * One machine of the internet of a class, or several: what it is, what it has to decide, and what
 * crossed its own wires. On a phone, in a hand.
 */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../../core/page-element.js';
import { citeLink } from '../../drawings/cite.js';
import { glyph } from '../../drawings/glyphs.js';
import { askClass, pictures } from './roles.js';
import './internet-write.js';
import './wire-letter.js';

/** @typedef {import('../../types.d.ts').InternetDevice} Device */
/** @typedef {import('../../types.d.ts').DeviceRole} Role */
/** @typedef {import('../../types.d.ts').DeviceLetter} Letter */
/** @typedef {import('../../types.d.ts').DeviceDecision} Decision */
/** @typedef {import('../../types.d.ts').DeviceChoice} Choice */

class InternetDevice extends PageElement {
  static watches = watching('texts');
  static properties = { told: { attribute: false } };

  constructor() {
    super();
    /** @type {Device | null} */ this.told = null;
  }

  render() {
    const name = html`<h1 id="ct-in-name">${this.t('ui.internet.own')}</h1>`;
    const { told } = this;
    if (!told) return html`<div class="ct-in">${name}</div>`;
    const { roles, letters } = told;
    const hosts = roles.filter(({ role }) => role !== 'spy').map(({ host }) => host);
    const own = html`<ul class="ct-in-roles">${roles.map((each) => this.#role(each))}</ul>`;
    const turn = hosts.length ? this.#turn(letters) : nothing;
    const waits = letters.some(({ decision }) => decision);
    return html`<div class="ct-in" tabindex="0" role="group" aria-labelledby="ct-in-name">${name}
      ${waits ? [turn, own] : [own, turn]}
      ${told.address ? html`<ct-internet-write .told=${told}></ct-internet-write>` : nothing}
      <section aria-labelledby="ct-in-wire"><h2 id="ct-in-wire">${this.t('ui.internet.wire')}</h2>
        ${letters.length ? nothing : html`<p class="ct-hint">${this.t('ui.internet.nothing')}</p>`}
        ${letters.map(
          (each, at) => html`<ct-wire-letter .letter=${each} .hosts=${hosts} .first=${at === 0}
          ></ct-wire-letter>`,
        )}</section></div>`;
  }

  /** @param {Role} role */
  #role({ role, host, domain }) {
    return html`<li>${pictures[role]}<div><b>${this.t(`ui.internet.role.${role}`)}</b>
      <span translate="no">${role === 'spy' ? nothing : host}</span>
      <p>${this.t(`ui.internet.does.${role}`, { host, domain })}</p></div></li>`;
  }

  /** What waits for longest comes first. @param {readonly Letter[]} letters */
  #turn(letters) {
    const waiting = letters.filter(({ decision }) => decision).toReversed();
    const [letter] = waiting;
    const said = letter
      ? this.t('ui.internet.turn', { n: letter.number })
      : this.t('ui.internet.no_turn');
    return html`<section class="ct-in-turn" data-decision=${letter?.decision?.number ?? nothing}
      aria-labelledby="ct-in-turn"><h2 id="ct-in-turn"><span role="status">${said}</span></h2>
      ${letter?.decision ? this.#decision(letter, letter.decision) : this.#decided(letters)}
      ${
        waiting.length > 1
          ? html`<p class="ct-hint">${this.t('ui.internet.more', { n: waiting.length - 1 })}</p>`
          : nothing
      }</section>`;
  }

  /** @param {Letter} letter @param {Decision} decision */
  #decision({ id }, { number, asked, role, choices }) {
    const decide = (/** @type {number | null} */ choice) =>
      askClass(this, 'class_decide', { letter: id, number, choice });
    return html`<p class="ct-in-asked">${pictures[role]} <span>${this.say(asked)}</span></p>
      <ul class="ct-in-choices">${choices.map(
        (each, at) => html`<li><button class="ct-button" ?disabled=${Boolean(each.said)}
        translate="no" @click=${() => decide(at)}>${each.shown}</button></li>`,
      )}</ul>
      <div role="status">${choices.map((each) => this.#mistake(each))}</div>
      <p><button class="ct-button ct-small" @click=${() => decide(null)}
        >${this.t('ui.internet.do')}</button></p>`;
  }

  /** @param {Choice} choice */
  #mistake({ shown, said, rfc }) {
    if (!said) return nothing;
    return html`<p class="ct-in-said" data-right="false">${glyph.missing} <span><b
      translate="no">${shown}</b> ${this.say(said)} ${rfc ? citeLink(rfc) : nothing}</span></p>`;
  }

  /** What it decided last. @param {readonly Letter[]} letters */
  #decided(letters) {
    const decided = letters.find((each) => each.decided)?.decided;
    if (!decided) return nothing;
    const { shown, said, rfc, by_hand: byHand } = decided;
    return html`<p class="ct-in-said" data-right="true">${glyph.done} <span><b
      translate="no">${shown}</b> ${this.say(said)} ${citeLink(rfc)}
      ${byHand ? nothing : html`<small>${this.t('ui.internet.done_for')}</small>`}</span></p>`;
  }
}
customElements.define('ct-internet-device', InternetDevice);
