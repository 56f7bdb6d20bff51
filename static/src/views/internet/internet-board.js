/**
 * The internet of a class on the projector: every machine and who it is, where each letter is, and
 * whose turn it is. What is in a letter is not told here.
 */
import { html, nothing } from 'lit';
import '../../classroom/held-letters.js';
import { PageElement, watching } from '../../core/page-element.js';
import { glyph } from '../../drawings/glyphs.js';
import { askClass, pictures } from './roles.js';

/** @typedef {import('../../types.d.ts').InternetBoard} Board */
/** @typedef {import('../../types.d.ts').BoardMachine} Machine */
/** @typedef {import('../../types.d.ts').BoardLetter} Letter */

/** In the order of a letter's way. */
const ROLES = Object.keys(pictures);

class InternetBoard extends PageElement {
  static watches = watching('texts', 'route');
  static properties = { told: { attribute: false }, focused: { state: true } };

  constructor() {
    super();
    /** @type {Board | null} */ this.told = null;
    /** the letter whose way is marked, or '' */ this.focused = '';
  }

  render() {
    const { machines = [], letters = [], starttls = true } = this.told ?? {};
    const placed = machines.toSorted((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role));
    const domains = [...new Set(machines.map(({ domain }) => domain))];
    return html`<div class="ct-in-board"><div class="ct-in-map" tabindex="0" role="group"
        aria-labelledby="ct-in-name"><div class="ct-in-top"><h1 id="ct-in-name">${this.t(
          'ui.internet.name',
        )}</h1><p>${this.t(starttls ? 'ui.internet.with_tls' : 'ui.internet.without_tls')}</p></div>
        <div class="ct-in-domains" data-many=${domains.length > 1}
          >${domains.map((each) => this.#domain(each, placed))}</div></div>
      <aside class="ct-in-side" tabindex="0" aria-labelledby="ct-in-letters"><h2 id="ct-in-letters"
        >${this.t('ui.network.letters', { n: letters.length })}</h2>
        <ct-held-letters of="internet"></ct-held-letters>
        ${this.#whole(letters)}<ol>${[
          ...letters.filter(({ outcome }) => outcome === 'on_its_way'),
          ...letters.filter(({ outcome }) => outcome !== 'on_its_way'),
        ].map((each) => this.#letter(each))}</ol></aside></div>`;
  }

  /** @param {string} domain @param {readonly Machine[]} machines */
  #domain(domain, machines) {
    const own = machines.filter((each) => each.domain === domain);
    return html`<section class="ct-in-domain" aria-label=${domain}><h2 translate="no">${domain}</h2>
      <ul>${own.map((each) => this.#machine(each))}</ul></section>`;
  }

  /** @param {Machine} machine */
  #machine({ role, host, who }) {
    const { letters = [] } = this.told ?? {};
    const focused = letters.find(({ id }) => id === this.focused);
    const passed = role !== 'spy' && Boolean(focused?.passed.includes(host));
    const looked = focused ? [focused] : letters;
    const astray =
      role !== 'spy' && looked.some((each) => each.astray?.hosts.includes(host) ?? false);
    const here = letters.filter((each) => each.host === host && each.role === role);
    return html`<li data-role=${role} data-now=${here.length > 0} data-way=${passed}
      data-astray=${astray}>${pictures[role]}<div><b>${this.t(`ui.internet.role.${role}`)}</b>
      <bdi>${who || this.t('ui.internet.by_itself')}</bdi></div>${here
        .toReversed()
        .map(({ number }) => this.#chip(number))}</li>`;
  }

  /** The letter of that number is here. @param {number} n */
  #chip(n) {
    return html`<i><span class="ct-vh">${this.t('ui.internet.letter', { n })}</span>
      <span aria-hidden="true">${n}</span></i>`;
  }

  /** @param {Letter} letter */
  #letter(letter) {
    const { id, number, sender, recipient, outcome, decided, decisions } = letter;
    const focused = id === this.focused;
    return html`<li data-outcome=${outcome}><button class="ct-in-way" aria-pressed=${focused}
      @click=${() => {
        this.focused = focused ? '' : id;
      }}><b>${this.t('ui.internet.letter', { n: number })}</b> <bdi translate="no">${sender}</bdi>
      <span aria-hidden="true">→</span><span class="ct-vh">${this.t('ui.network.to')}</span>
      <bdi translate="no">${recipient}</bdi></button>
      <p>${outcome === 'on_its_way' ? this.#turn(letter) : this.#end(letter)}
        <small>${this.t('ui.internet.progress', {
          n: decided,
          total: decisions,
        })}</small></p></li>`;
  }

  /** @param {Letter} letter */
  #turn(letter) {
    const { id, role, who, decided } = letter;
    const name = who || this.t('ui.internet.by_itself');
    return html`${this.#astray(letter)}<strong>${this.t('ui.internet.whose', {
      name,
      role: this.t(`ui.internet.role.${role}`),
    })}</strong> <button class="ct-button ct-small" @click=${() =>
      askClass(this, 'class_decide', { letter: id, number: decided, choice: null })}
      >${this.t('ui.internet.do_for', { name })}</button>`;
  }

  /** Where a wrong decision leads. @param {Letter} letter */
  #astray({ astray }) {
    if (!astray) return nothing;
    const { shown, outcome } = astray;
    return html`<span class="ct-in-led">${glyph.missing} <span>${this.t(
      'ui.internet.astray.chosen',
    )} <code translate="no">${shown}</code> <b>${this.t(`ui.internet.outcome.${outcome}`)}</b>
      <small>${this.t('ui.internet.astray.again')}</small></span></span>`;
  }

  /** @param {Letter} letter */
  #end({ outcome, by_hand: byHand, wrong }) {
    return html`<strong>${this.t(`ui.internet.outcome.${outcome}`)}</strong>
      <small>${this.t('ui.internet.by_hand', { n: byHand })}
      ${wrong ? this.t('ui.internet.taken_back', { n: wrong }) : nothing}</small>`;
  }

  /** Once nothing is to be guessed any more, every step may be looked at.
   * @param {readonly Letter[]} letters */
  #whole(letters) {
    if (!letters.length) return html`<p class="ct-hint">${this.t('ui.network.no_letters')}</p>`;
    if (letters.some(({ outcome }) => outcome === 'on_its_way')) return nothing;
    return html`<p><a class="ct-button ct-primary" href=${this.ctx.route.href('watch')}
      >${this.t('ui.internet.steps')}</a></p>`;
  }
}
customElements.define('ct-internet-board', InternetBoard);
