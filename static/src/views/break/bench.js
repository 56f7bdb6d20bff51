/**
 * The bench: what is broken now, what can be broken at one machine, letters to see what
 * comes of it, and the queues. Every button is one act; the stage and the sentence tell it.
 *
 * It refuses to know what follows from a fault: that is in the journal.
 */
import { html, nothing } from 'lit';
import { actNow } from '../../stage/act-at-shown-step.js';
import { benchOf, brokenIn } from './possible-faults.js';
import { MAGIC, readerFor, writerOf } from './ready-messages.js';
import { ui } from '../../drawings/icons.js';
import { activeFaults } from '../../model/active-faults.js';
import { lazy, Piece } from '../../core/lazy-piece.js';
import { PageElement, watching } from '../../core/page-element.js';
import { glyph } from '../../drawings/glyphs.js';
import './queues.js';
import '../../inspector/lens.js';

/** @typedef {import('./possible-faults.js').Fault} Fault */

const COMPOSE = new Piece(() => import('../../machines/compose.js'), 'compose');

class Bench extends PageElement {
  static watches = watching('store', 'playhead', 'texts', 'link');
  static late = 20;
  static properties = { host: {}, composing: { state: true } };

  constructor() {
    super();
    /** the machine on it */ this.host = '';
    this.composing = false;
    /** how much of a fault is wanted, by its id @type {Record<string, number>} */ this.chosen = {};
  }

  /** The machine chosen, or the one where most goes wrong in mail: the last server. */
  get #machine() {
    const { order, hosts } = this.model;
    if (hosts[this.host]) return this.host;
    return [...order].reverse().find((id) => hosts[id].mailboxes.length) ?? order[0] ?? '';
  }

  render() {
    const { link } = this.ctx;
    const host = this.#machine;
    if (!host) return nothing;
    return html`<div class="ct-bench">
      ${
        link.state === 'live' && !link.mayAct
          ? html`<p class="ct-term-bar"
        role="note">${this.t('ui.break.watch_only')}</p>`
          : nothing
      }
      ${
        link.mayAct && !this.playhead.atEnd
          ? html`<p class="ct-term-bar"
        >${this.t('ui.break.moment')}</p>`
          : nothing
      }
      ${this.#broken()}
      <section class="ct-card"><h2>${this.t('ui.break.machine')}</h2>
        <div class="ct-bench-hosts" role="group" aria-label=${this.t('ui.break.machine')}
          >${this.model.order.map(
            (id) => html`<button
          class="ct-button ct-small" aria-pressed=${id === host} @click=${() => this.#choose(id)}
          >${activeFaults(this.model, id).length ? ui.warn : nothing}${this.hostName(id)}</button>`,
          )}</div>
        ${benchOf(this.model, host).map(
          ({ name, faults }) => html`<h3>${this.t(`ui.break.group.${name}`)}</h3>
          <ul class="ct-faults">${faults.map((fault) => this.#fault(host, fault))}</ul>`,
        )}</section>
      ${this.#letters()}
      <ct-bench-queue></ct-bench-queue>
      <section class="ct-card"><h2>${this.t('ui.break.drop')}</h2><p
        >${this.t('ui.break.drop.about')}</p><ct-lens></ct-lens></section>
      ${
        this.composing
          ? lazy(
              COMPOSE,
              () =>
                html`<ct-compose @closed=${() => {
                  this.composing = false;
                }}></ct-compose>`,
            )
          : nothing
      }
    </div>`;
  }

  /** What is broken now, wherever it is. */
  #broken() {
    const broken = brokenIn(this.model);
    return html`<section class="ct-card ct-bench-now"><h2>${this.t('ui.break.now')}</h2>
      ${
        broken.length
          ? html`<ul class="ct-faults">${broken.map(
              ({ host, fault }) => html`<li class="ct-broken">
        <div>${ui.warn}<b>${this.hostName(host)}</b><p>${this.t(fault.key, fault.params)}</p></div>
        ${
          fault.repair
            ? this.#button(
                `${fault.key}.repair`,
                fault.repair,
                glyph.repair,
                `${this.t(fault.key, fault.params)}, ${this.hostName(host)}`,
              )
            : nothing
        }</li>`,
            )}</ul>`
          : html`<p>${this.t('ui.break.whole')}</p>`
      }</section>`;
  }

  /** @param {string} host @param {Fault} fault */
  #fault(host, fault) {
    const { id, key, params, broken, act, repair } = fault;
    const choice = this.#chosen(host, fault);
    const words = this.t(key, params);
    const off = broken && id === 'crash' && !this.model.hosts[host].crashed;
    return html`<li class=${broken ? 'ct-broken' : ''} data-fault=${id}><div
      >${broken ? ui.warn : nothing}<b>${words}</b>
        <p>${this.t(off ? 'ui.break.off' : `${key}.about`, params)}</p></div>
      <span class="ct-fault-do">${broken ? nothing : this.#choice(host, fault, choice?.n)}
      ${
        broken
          ? repair && this.#button(`${key}.repair`, repair, glyph.repair, words)
          : this.#button(`${key}.do`, choice?.act ?? act, nothing, words)
      }</span></li>`;
  }

  /** How much of it is wanted. @param {string} host @param {Fault} fault */
  #chosen(host, { id, choices }) {
    return choices.find(({ n }) => n === this.chosen[`${host} ${id}`]) ?? choices[0];
  }

  /** How much of it. @param {string} host @param {Fault} fault @param {number} [chosen] */
  #choice(host, { id, key, params, choices }, chosen) {
    if (!choices.length) return nothing;
    const onChange = (/** @type {any} */ event) => {
      this.chosen[`${host} ${id}`] = Number(event.target.value);
      this.requestUpdate();
    };
    return html`<select aria-label=${this.t(key, params)} @change=${onChange}>${choices.map(
      ({ n }) =>
        html`<option value=${n} ?selected=${n === chosen}>${this.#amount(key, n)}</option>`,
    )}</select>`;
  }

  /** @param {string} key @param {number} n */
  #amount(key, n) {
    return this.t(`${key}.choice`, {
      n: key === 'ui.break.slow' ? (n / 1000).toLocaleString(this.ctx.texts.lang) : n,
    });
  }

  /**
   * @param {string} key
   * @param {Record<string, any>} act
   * @param {unknown} icon
   * @param {string} about whose button it is
   */
  #button(key, act, icon, about) {
    return html`<button class="ct-button ct-small" ?disabled=${!this.ctx.link.mayAct}
      @click=${() => actNow(this, act)}
      >${icon}<span>${this.t(key)}<span class="ct-vh"> ${about}</span></span></button>`;
  }

  /** Something must travel, or nothing is seen to break. */
  #letters() {
    const host = writerOf(this.model);
    const to = host && readerFor(this.model, host);
    const domain = to?.split('@')[1] ?? '';
    return html`<section class="ct-card ct-bench-letters"><h2>${this.t('ui.break.letters')}</h2>
      ${
        host && to
          ? html`<div class="ct-bench-hosts"
            >${this.#send(host, to, this.t('ui.break.send', { host, to }), 'ct-button ct-go')}
        <button class="ct-button ct-small" ?disabled=${!this.ctx.link.mayAct} @click=${() => {
          this.composing = true;
        }}
          >${glyph.letter}${this.t('ui.world.compose')}</button></div>
      <details><summary>${this.t('ui.break.magic')}</summary><p>${this.t('ui.break.magic.about')}</p
        >
        <ul class="ct-faults">${MAGIC.map(
          (local) => html`<li><div><b translate="no">${local}@${domain}</b>
          <p>${this.t(`ui.break.magic.${local}`)}</p></div
            >${this.#send(
              host,
              `${local}@${domain}`,
              this.t('ui.break.magic.send'),
              'ct-button ct-small',
            )}</li>`,
        )}</ul></details>`
          : html`<p>${this.t('ui.break.nobody')}</p>`
      }</section>`;
  }

  /** @param {string} host @param {string} to @param {string} words @param {string} look */
  #send(host, to, words, look) {
    const act = {
      act: 'send',
      host,
      to,
      subject: this.t('ui.break.subject'),
      body: this.t('ui.break.body'),
    };
    return html`<button class=${look} ?disabled=${!this.ctx.link.mayAct}
      @click=${() => this.ctx.link.act(act)}
      >${glyph.letter}<span>${words}${
        words.includes(to)
          ? nothing
          : html`<span class="ct-vh">
        ${to}</span>`
      }</span></button>`;
  }

  /** @param {string} id */
  #choose(id) {
    this.dispatchEvent(new CustomEvent('ct-host', { detail: id }));
  }
}
customElements.define('ct-bench', Bench);
