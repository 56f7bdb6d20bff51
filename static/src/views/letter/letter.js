/**
 * Carta: one letter laid open. Above, its way, stop by stop; the chosen stop is what is
 * shown below, with what that stop added marked: as its reader sees it, field by field,
 * part by part, and octet by octet. Beside it the envelope it had there.
 */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../../core/page-element.js';
import { walkTabs } from '../../drawings/walk-tabs.js';
import { withTerms } from '../../drawings/terms.js';
import { Piece, lazy } from '../../core/lazy-piece.js';
import { answerTo } from './answer.js';
import { fetchLetter, fetchLetters } from '../../core/fetch-letters.js';
import { subjectLine } from '../../drawings/quoted.js';
import './way.js';
import './as-read.js';
import '../../letters/fields.js';
import '../../letters/parts.js';
import './octets.js';

/** @typedef {import('../../machines/compose.js').Answering} Answering */
/** @typedef {import('../../types.d.ts').TravelledMessage} ListedLetter */
/** @typedef {import('../../types.d.ts').OpenMessage} OpenLetter */
/** @typedef {import('../../types.d.ts').Stop} Stop */

const COMPOSE = new Piece(() => import('../../machines/compose.js'), 'compose');
const SEALS = new Piece(() => import('./seals.js'), 'seals');
const TABS = ['read', 'fields', 'parts', 'octets', 'seals'];
/** Fields that say something of who a letter is from. */
const SEALING = ['field.dkim-signature', 'field.authentication-results', 'field.received-spf'];

class Letter extends PageElement {
  static watches = watching('store', 'playhead', 'texts', 'link');
  static properties = {
    rest: { attribute: false },
    tab: { state: true },
    list: { state: true },
    letter: { state: true },
    lost: { state: true },
    answering: { state: true },
  };

  constructor() {
    super();
    /** part of the address, `NAME/TAB`: no name is the newest letter, no tab the one that is
     * open */ this.rest = '';
    this.tab = 'read';
    /** @type {ListedLetter[] | null} */ this.list = null;
    /** @type {OpenLetter | null} */ this.letter = null;
    this.lost = false;
    /** the letter being answered @type {Answering | null} */
    this.answering = null;
  }

  #asked = '';

  /** The name of a stored letter, or '' for the newest. */
  get #name() {
    return this.rest.split('/')[0];
  }

  /**
   * The letters change with the playhead: ask again when it stands elsewhere.
   * @param {Map<string, unknown>} changed
   */
  willUpdate(changed) {
    const tab = this.rest.split('/')[1];
    if (changed.has('rest') && TABS.includes(tab)) this.tab = tab;
    const { branch, at, epoch } = this.store;
    const key = `${epoch} ${branch} ${at} ${this.#name}`;
    if (key === this.#asked || at < 0) return;
    this.#asked = key;
    this.#fetch(key, at);
  }

  /** @param {string} key @param {number} until */
  async #fetch(key, until) {
    try {
      const list = await fetchLetters(until);
      const chosen = this.#name || newest(list);
      const letter =
        chosen && list.some((each) => has(each, chosen)) ? await fetchLetter(chosen, until) : null;
      if (key !== this.#asked) return;
      Object.assign(this, { list, letter, lost: false });
    } catch {
      if (key === this.#asked) {
        this.#asked = '';
        this.lost = true;
      }
    }
  }

  /**
   * On a phone the list is one line: the letter that is open stands in sight.
   * @param {Map<string, unknown>} changed
   */
  updated(changed) {
    if (!changed.has('letter')) return;
    this.querySelector('.ct-lt-list [aria-current]')?.scrollIntoView({
      block: 'nearest',
      inline: 'nearest',
    });
  }

  render() {
    if (this.lost && !this.list)
      return html`<p class="ct-lt-none" role="alert">${this.t('ui.letter.lost')}</p>`;
    if (!this.list) return html`<p class="ct-lt-none">${this.t('ui.lazy.slow')}</p>`;
    return html`<div class="ct-lt">
      <nav class="ct-lt-list" aria-label=${this.t('ui.letter.list')}>
        <h2>${this.t('ui.letter.list')}</h2>
        ${
          this.list.length
            ? html`<ul>${this.list.map((each) => this.#listed(each))}</ul>`
            : html`<p
          class="ct-hint">${this.t('ui.letter.none')}</p>`
        }
        <p class="ct-hint">${this.t('ui.letter.until', { step: this.playhead.index + 1 })}</p>
        <p><a class="ct-link" href=${this.ctx.route.href('own-letter')}
          >${this.t('ui.own_letter.link')}</a></p>
      </nav>
      <section class="ct-lt-open" aria-label=${this.t('ui.letter.name')}>${this.#open()}</section
        ></div>`;
  }

  /** @param {ListedLetter} each */
  #listed(each) {
    const open = this.letter?.message && has(each, this.letter.message);
    return html`<li style=${`--depth:${Math.min(each.depth, 6)}`}><a
      href=${this.ctx.route.href('letter', each.message)} aria-current=${open ? 'true' : nothing}>
      <b>${subjectLine(each.subject, this.t)}</b>
      <span translate="no">${each.from}</span>
      ${
        each.depth || each.missing
          ? html`<small
        >${this.t(each.missing ? 'ui.letter.answers_missing' : 'ui.letter.answers')}</small
        >`
          : nothing
      }
      ${each.because ? html`<small>${this.t('ui.letter.because')}</small>` : nothing}</a></li>`;
  }

  #open() {
    const { letter } = this;
    if (!letter?.message)
      return html`<p class="ct-lt-none"
        >${this.t(this.#name ? 'ui.letter.not_yet' : 'ui.letter.none')}</p>`;
    const stop = this.#stop();
    const subject = letter.fields.find((field) => field.key === 'field.subject')?.value;
    const answer = answerTo(letter, this.model);
    return html`
      <header class="ct-lt-head"><h2>${subjectLine(subject ?? '', this.t)}</h2>
        ${
          answer && this.ctx.link.mayAct
            ? html`<button class="ct-button ct-small" @click=${() => {
                this.answering = answer;
              }}>${this.t('ui.compose.answer')}</button>`
            : nothing
        }
        <a class="ct-link" download href=${this.#file(letter.message)}
          >${this.t('ui.letter.save')}</a></header>
      ${this.#because(letter)}
      <ct-letter-way .journey=${letter.journey ?? []} .message=${letter.message}></ct-letter-way>
      ${stop ? this.#envelope(stop) : nothing}
      <div class="ct-lt-tabs" role="tablist"
        aria-label=${this.t('ui.letter.tabs')}>${this.#tabs.map(
          (tab) => html`<button role="tab" id=${`ct-lt-tab-${tab}`}
        aria-selected=${this.#shown === tab} aria-controls="ct-lt-panel"
        tabindex=${this.#shown === tab ? 0 : -1}
        @click=${() => {
          this.tab = tab;
        }} @keydown=${this.#onTabKey}>${this.t(`ui.letter.tab.${tab}`)}</button>`,
        )}</div>
      <div class="ct-lt-panel" id="ct-lt-panel" role="tabpanel" tabindex="0"
        aria-labelledby=${`ct-lt-tab-${this.#shown}`}>${this.#panel(letter, stop)}</div>
      ${
        this.answering
          ? lazy(
              COMPOSE,
              () =>
                html`<ct-compose .answering=${this.answering} @closed=${() => {
                  this.answering = null;
                }}></ct-compose>`,
            )
          : nothing
      }`;
  }

  /** Seals only where the letter has something to check. */
  get #tabs() {
    const sealed = this.letter?.fields.some(({ key }) => SEALING.includes(key));
    return sealed ? TABS : TABS.filter((tab) => tab !== 'seals');
  }

  get #shown() {
    return this.#tabs.includes(this.tab) ? this.tab : 'read';
  }

  /** A notice leads to the letter it is about. @param {OpenLetter} letter */
  #because(letter) {
    const other = letter.because && this.list?.find((each) => has(each, letter.because ?? ''));
    if (!other) return nothing;
    const subject = other.subject || this.t('ui.mailbox.no_subject');
    return html`<p><a class="ct-link" href=${this.ctx.route.href('letter', letter.because)}
      >${this.t('ui.letter.of.other', { subject })}</a></p>`;
  }

  /** @param {string} message */
  #file(message) {
    return `/lab/${this.ctx.boot.lab}/letter/${message}.eml?branch=${encodeURIComponent(
      this.store.branch,
    )}`;
  }

  /** Where the letter on show lies: the last stop that stored it under this name. */
  #stop() {
    return this.letter?.journey?.find(
      (each) => each.message === this.letter?.message && each.kind !== 'collected',
    );
  }

  /** @param {OpenLetter} letter @param {Stop | undefined} stop */
  #panel(letter, stop) {
    switch (this.#shown) {
      case 'seals':
        return lazy(
          SEALS,
          () => html`<ct-letter-seals .letter=${letter} .until=${this.store.at}></ct-letter-seals>`,
        );
      case 'fields':
        return html`<ct-letter-fields .letter=${letter} .added=${stop?.added ?? 0}
          ></ct-letter-fields>`;
      case 'parts':
        return html`<ct-letter-parts .letter=${letter}></ct-letter-parts>`;
      case 'octets':
        return html`<ct-letter-octets .letter=${letter} .wire=${stop?.wire ?? null}
          .added=${stop?.added ?? 0}></ct-letter-octets>`;
      default:
        return html`<ct-letter-read .letter=${letter}></ct-letter-read>`;
    }
  }

  /** The envelope at this stop, or that there is none any more. @param {Stop} stop */
  #envelope(stop) {
    const fact = this.store.events[stop.seq - this.store.base]?.fact;
    if (stop.kind === 'delivered') {
      return html`<div class="ct-lt-envelope ct-lt-gone"><p
        >${withTerms(
          this.t('ui.letter.no_envelope', { path: fact?.reverse_path ?? '' }),
          this,
        )}</p></div>`;
    }
    if (!fact) return nothing;
    return html`<div class="ct-lt-envelope"><h3>${this.t('ui.letter.envelope')}</h3>
      <dl><dt>${this.t('ui.envelope.from')}</dt><dd translate="no">&lt;${fact.reverse_path}&gt;</dd>
        <dt>${this.t('ui.envelope.to')}</dt><dd translate="no"
          >${fact.forward_paths.map(
            (/** @type {string} */ path) => html`<span>&lt;${path}&gt;</span
            > `,
          )}</dd></dl></div>`;
  }

  #onTabKey = (/** @type {KeyboardEvent} */ event) =>
    walkTabs(
      this,
      this.#tabs,
      () => this.#shown,
      (tab) => {
        this.tab = tab;
      },
    )(event);
}
customElements.define('ct-letter', Letter);

/** @param {ListedLetter} each @param {string} message */
const has = (each, message) => each.stops.some((stop) => stop.message === message);

/** The copy that travelled furthest of the letter that moved last. @param {ListedLetter[]} list */
function newest(list) {
  const last = (/** @type {ListedLetter} */ each) => each.stops[each.stops.length - 1].seq;
  return [...list].sort((a, b) => last(b) - last(a))[0]?.message ?? '';
}
