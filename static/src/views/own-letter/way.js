/**
 * The way of a message by its Received lines, step by step: an envelope goes from machine to
 * machine, and below stands what that line says, who wrote it, and what is odd about it. Where
 * the envelope is follows from the step alone.
 */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../../core/page-element.js';
import { ui } from '../../drawings/icons.js';
import { inSight } from '../../letters/in-sight.js';
import { delayWords, momentWords, timeWords } from './time.js';

/** @typedef {import('../../types.d.ts').Hop} Hop */
/** @typedef {import('../../types.d.ts').OwnLetterPage} OwnLetterPage */

const STEP_MS = 1800;
const PRESSABLE = 'button, a, summary, input, [role=tab]';
const FORGED = ['unchained', 'backwards', 'future'];

/** @param {Hop} hop */
const isSuspect = (hop) =>
  hop.trust !== 'proven' && (hop.marks ?? []).some((mark) => FORGED.includes(mark));

class OwnWay extends PageElement {
  static watches = watching('texts');
  static properties = {
    page: { attribute: false },
    at: { state: true },
    playing: { state: true },
  };

  constructor() {
    super();
    /** @type {OwnLetterPage | null} */ this.page = null;
    /** 0: the author; then each line */ this.at = 0;
    this.playing = false;
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */ #turn;
  #giveBack = () => {};
  #resized = new ResizeObserver(() => this.#place());

  connectedCallback() {
    super.connectedCallback();
    this.#giveBack = this.ctx.keys.claim((event) => this.#onKey(event));
    this.#resized.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#giveBack();
    this.#resized.disconnect();
    clearTimeout(this.#turn);
    this.playing = false;
  }

  get #hops() {
    return this.page?.hops ?? [];
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const { key, target } = event;
    if (key === ' ' && target instanceof Element && target.closest(PRESSABLE)) return false;
    const last = this.#hops.length;
    /** @type {Record<string, () => void>} */
    const moves = {
      ' ': () => this.#toggle(),
      '.': () => this.#toggle(),
      ArrowRight: () => this.#go(this.at + 1),
      ArrowLeft: () => this.#go(this.at - 1),
      PageDown: () => this.#go(this.at + 1),
      PageUp: () => this.#go(this.at - 1),
      Home: () => this.#go(0),
      End: () => this.#go(last),
    };
    if (!Object.hasOwn(moves, key)) return false;
    moves[key]();
    return true;
  }

  /** @param {number} to @param {boolean} [alone] by itself, not by a person */
  #go(to, alone = false) {
    this.at = Math.max(0, Math.min(to, this.#hops.length));
    if (!alone) this.#stop();
  }

  #stop() {
    clearTimeout(this.#turn);
    this.playing = false;
  }

  #toggle() {
    if (this.playing) {
      this.#stop();
      return;
    }
    if (this.at === this.#hops.length) this.at = 0;
    this.playing = true;
    this.#later();
  }

  #later() {
    this.#turn = setTimeout(() => {
      this.#go(this.at + 1, true);
      if (this.at < this.#hops.length) this.#later();
      else this.#stop();
    }, STEP_MS);
  }

  updated() {
    this.#place();
  }

  /** The envelope lies over the machine of the step, which is brought in sight. */
  #place() {
    const row = /** @type {HTMLElement | null} */ (this.querySelector('.ct-ow-row'));
    const here = /** @type {HTMLElement | null} */ (
      row?.querySelector('[aria-current]')?.closest('li')
    );
    const envelope = /** @type {HTMLElement | null} */ (row?.querySelector('.ct-ow-envelope'));
    if (!row || !here || !envelope) return;
    const left = here.offsetLeft + here.offsetWidth - envelope.offsetWidth;
    envelope.style.transform = `translate(${left}px, ${here.offsetTop}px)`;
    row.scrollLeft = here.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
  }

  render() {
    if (!this.page) return nothing;
    if (!this.#hops.length) return html`<p>${this.t('ui.own_letter.way.none')}</p>`;
    return html`<p class="ct-hint">${this.t('ui.own_letter.way.about')}</p>
      <ol class="ct-ow-row" tabindex="0" aria-label=${this.t('ui.own_letter.way')}>
        <li class="ct-ow-envelope" aria-hidden="true">${ui.sheet}</li>
        ${this.#origin()}${this.#hops.map((hop, i) => this.#station(hop, i + 1))}</ol>
      ${this.#controls()}
      <div class="ct-ow-told" role="status"><p>${this.#sentence()}</p></div>
      ${this.at ? this.#line(this.#hops[this.at - 1]) : nothing}
      <p class="ct-ow-total">${this.#total()}</p>`;
  }

  #origin() {
    return html`<li><button class="ct-ow-at" data-trust="claimed"
      aria-current=${this.at === 0 ? 'step' : nothing} @click=${() => this.#go(0)}>
      <b>${this.t('ui.own_letter.origin')}</b>
      <span class="ct-ow-trust">${this.t('ui.own_letter.trust.claimed')}</span>
      <small>Date</small></button></li>`;
  }

  /** @param {Hop} hop @param {number} index */
  #station(hop, index) {
    const suspect = isSuspect(hop);
    return html`<li><button class="ct-ow-at" data-trust=${hop.trust} data-suspect=${suspect}
      aria-current=${this.at === index ? 'step' : nothing} @click=${() => this.#go(index)}>
      ${
        hop.by
          ? html`<b translate="no">${inSight(hop.by)}</b>`
          : html`<b>${this.t('ui.own_letter.unnamed')}</b>`
      }
      <span class="ct-ow-trust">${this.t(`ui.own_letter.trust.${hop.trust}`)}${
        suspect ? html` · <em>${this.t('ui.own_letter.suspect')}</em>` : nothing
      }</span>
      <small>${delayWords(hop.delay_s, this.t)}</small></button></li>`;
  }

  #controls() {
    const total = this.#hops.length;
    const { at } = this;
    const press = (
      /** @type {string} */ name,
      /** @type {unknown} */ icon,
      /** @type {boolean} */ off,
      /** @type {() => void} */ act,
    ) => html`<button class=${`ct-button ct-small ct-ow-${name}`}
      aria-label=${this.t(`ui.own_letter.${name}`)}
      ?disabled=${off} @click=${act}>${icon}</button>`;
    return html`<div class="ct-ow-controls">
      ${press('first', ui.first, at === 0, () => this.#go(0))}
      ${press('back', ui.prev, at === 0, () => this.#go(at - 1))}
      ${press(this.playing ? 'pause' : 'play', this.playing ? ui.pause : ui.play, false, () =>
        this.#toggle(),
      )}
      ${press('next', ui.next, at === total, () => this.#go(at + 1))}
      <span>${this.t('ui.own_letter.step', { n: at + 1, total: total + 1 })}</span>
      <small class="ct-hint ct-ow-keys">${this.t('ui.own_letter.keys')}</small></div>`;
  }

  #sentence() {
    const page = /** @type {OwnLetterPage} */ (this.page);
    if (this.at === 0) {
      return page.date_s === undefined
        ? this.t('ui.own_letter.say.undated')
        : this.t('ui.own_letter.say.origin', {
            date: momentWords(page.date_s, this.ctx.texts.lang),
          });
    }
    const hop = this.#hops[this.at - 1];
    const { trust, address } = hop;
    if (trust === 'unknown') return this.t('ui.own_letter.say.unknown');
    const [by, helo] = [inSight(hop.by), inSight(hop.helo)];
    const named = address && helo ? '' : '.no_address';
    return this.t(`ui.own_letter.say.${trust}${named}`, { by, address, helo });
  }

  /** What the line says, word by word. @param {Hop} hop */
  #line(hop) {
    const own = hop.line <= (this.page?.border ?? 0);
    const row = (
      /** @type {string} */ value,
      /** @type {string} */ about,
      /** @type {string} */ trust,
    ) =>
      value
        ? html`<div data-trust=${trust}><dt translate="no">${inSight(value)}</dt>
          <dd>${about} · ${this.t(`ui.own_letter.trust.${trust}`)}</dd></div>`
        : nothing;
    const by = inSight(hop.by);
    const line = this.t('ui.own_letter.line', { n: hop.line });
    return html`<section class="ct-ow-line" data-trust=${hop.trust}>
      <h3>${line} ·
        ${this.t(`ui.own_letter.trust.${hop.trust}`)}</h3>
      <p>${this.t(`ui.own_letter.trust.${hop.trust}.about`)}</p>
      <label class="ct-ow-border"><input type="checkbox" .checked=${own}
        @change=${() => this.#draw(own ? hop.line - 1 : hop.line)}>
        ${this.t('ui.own_letter.border')}</label>
      <dl>${row(hop.helo, this.t('ui.own_letter.said'), 'claimed')}
        ${row(hop.address, this.t('ui.own_letter.seen', { by }), hop.trust)}
        ${row(hop.reverse, this.t('ui.own_letter.reverse'), hop.trust)}</dl>
      ${(hop.marks ?? []).map(
        (mark) => html`<p class="ct-lt-warning">${this.t(`ui.own_letter.mark.${mark}`)}</p>`,
      )}
      <pre class="ct-ow-raw" translate="no" role="group" tabindex="0"
        aria-label=${line}>Received: ${inSight(hop.written)}</pre></section>`;
  }

  /** @param {number} border */
  #draw(border) {
    this.dispatchEvent(new CustomEvent('border', { detail: border }));
  }

  #total() {
    const total = this.page?.total_s;
    return total === undefined || total < 0
      ? this.t('ui.own_letter.total.none')
      : this.t('ui.own_letter.total', { time: timeWords(total, this.t) });
  }
}
customElements.define('ct-own-way', OwnWay);
