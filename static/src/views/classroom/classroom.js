/**
 * The teacher's page of a class: the way in for the back row, who is there, the door, the chalk,
 * and what was asked so far.
 */
import { html, nothing } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { fetchJson } from '../../core/fetch-json.js';
import { lazy, Piece } from '../../core/lazy-piece.js';
import { PageElement, watching } from '../../core/page-element.js';
import '../../classroom/internet-door.js';
import '../../classroom/network-door.js';
import './push-form.js';
import { askedWords, gainOf, optionWords } from '../../classroom/ballot.js';

/** @typedef {import('../../types.d.ts').ClassMember} ClassMember */
/** @typedef {import('../../types.d.ts').ClassBallot} ClassBallot */
/** @typedef {import('../../types.d.ts').ClassAddress} ClassAddress */

/** Its further pages: what each needs, and how it is drawn.
 * @type {Record<string, {piece: Piece, draw: () => unknown}>} */
const PAGES = {
  work: {
    piece: new Piece(() => import('./class-work.js')),
    draw: () => html`<ct-class-work></ct-class-work>`,
  },
  braid: {
    piece: new Piece(() => import('./braid.js'), 'braid'),
    draw: () => html`<ct-braid></ct-braid>`,
  },
  blackout: {
    piece: new Piece(() => import('./blackout.js'), 'blackout'),
    draw: () => html`<ct-blackout></ct-blackout>`,
  },
};

class ClassroomPage extends PageElement {
  static watches = watching('texts', 'classroom');
  static properties = {
    rest: { attribute: false },
    way: { state: true },
    renamed: { state: true },
    out: { state: true },
    secret: { state: true },
  };

  constructor() {
    super();
    /** which of its further pages; '': the door */ this.rest = '';
    /** in @type {ClassAddress | null} */ this.way = null;
    /** the member who gets another name */ this.renamed = '';
    /** of the teacher's new link, until the page is left */ this.secret = '';
    /** the member who is about to be sent out */ this.out = '';
  }

  connectedCallback() {
    super.connectedCallback();
    const { classroom } = this.ctx;
    if (!classroom?.teaches) return;
    fetchJson(`/clase/${classroom.seat.code}/direccion.json`).then(
      (way) => {
        this.way = way;
      },
      () => {},
    );
  }

  render() {
    const { classroom } = this.ctx;
    const name = html`<h1>${this.t('ui.class.desk')}</h1>`;
    if (!classroom?.teaches) {
      return html`<div class="ct-desk">${name}<p>${this.t('ui.class.no_class')}
        <a class="ct-link" href="/clase">${this.t('ui.more.class')}</a></p></div>`;
    }
    const page = PAGES[this.rest];
    return html`<div class="ct-desk" data-wide=${Boolean(page)}><div class="ct-desk-top">${name}
      ${this.#pages()}</div>${
        page ? lazy(page.piece, page.draw) : this.#door(classroom.seat.code)
      }</div>`;
  }

  /** Who is there, and what they do: the first may be projected. */
  #pages() {
    const { route } = this.ctx;
    const link = (/** @type {string} */ rest, /** @type {string} */ words) =>
      html`<a class="ct-button ct-small" href=${route.href('classroom', rest)}
        aria-current=${rest === this.rest ? 'page' : nothing}>${this.t(words)}</a>`;
    return html`<nav class="ct-desk-pages" aria-label=${this.t('ui.class.desk')}
      >${link('', 'ui.work.door')}${Object.keys(PAGES).map((id) =>
        link(id, `ui.${id}.name`),
      )}</nav>`;
  }

  /** @param {string} code */
  #door(code) {
    return html`<section class="ct-desk-way">${this.#way(code)}</section>
      <section aria-labelledby="ct-desk-members">${this.#roster()}</section>
      <section aria-labelledby="ct-desk-network"><ct-network-door></ct-network-door></section>
      <section aria-labelledby="ct-desk-internet"><ct-internet-door></ct-internet-door></section>
      <section aria-labelledby="ct-desk-push"><h2 id="ct-desk-push">${this.t(
        'ui.class.push',
      )}</h2><ct-push-form></ct-push-form></section>
      <section aria-labelledby="ct-desk-asked">${this.#askedSoFar()}</section>
      ${this.#record(code)}`;
  }

  /** What is known of the class: to be read, kept, and erased. @param {string} code */
  #record(code) {
    return html`<p class="ct-desk-door"><a class="ct-link" href="/clase/${code}/resultados"
        >${this.t('ui.class.results')}</a>
      <a class="ct-link" href="/clase/${code}/copia.json"
        download>${this.t('ui.class.save')}</a>
      <a class="ct-link" href="/clase/${code}/borrar">${this.t('ui.class.erase')}</a></p>`;
  }

  /** @param {string} code */
  #way(code) {
    const { way } = this;
    return html`<div><p>${this.t('ui.class.way')}</p>
      ${way ? html`<p class="ct-desk-address" translate="no">${way.address}</p>` : nothing}
      <p class="ct-desk-code" translate="no">${code}</p>
      ${way?.here_only ? html`<p>${this.t('ui.class.here_only')}</p>` : nothing}
      ${this.#locks()}</div>${
        way?.qr
          ? html`<div class="ct-desk-qr" role="img" aria-label=${this.t('page.class.qr', {
              address: way.address,
            })}>${unsafeHTML(way.qr)}</div>`
          : nothing
      }`;
  }

  #locks() {
    const { state, namesHidden } = /** @type {any} */ (this.ctx.classroom);
    const locked = Boolean(state?.locked);
    const set = (/** @type {Record<string, boolean>} */ what) =>
      this.#ask('class_door', { locked, names_hidden: namesHidden, ...what });
    return html`<p class="ct-desk-door"><button class="ct-button" aria-pressed=${locked}
      @click=${() => set({ locked: !locked })}>${this.t('ui.class.door.lock')}</button>
      <button class="ct-button" aria-pressed=${namesHidden}
      @click=${() => set({ names_hidden: !namesHidden })}>${this.t('ui.class.door.names')}</button
      ><button class="ct-button" @click=${this.#onSecret}>${this.t(
        'ui.class.door.secret',
      )}</button></p>
      ${
        this.secret && this.way
          ? html`<p role="status">${this.t('ui.class.door.secret_said')}
        <code class="ct-desk-secret" translate="no"
        >${this.way.address}/docente/${this.secret}</code></p>`
          : nothing
      }`;
  }

  #onSecret = async () => {
    const answer = await this.ctx.classroom?.ask('class_secret');
    if (answer?.ok) this.secret = answer.secret;
    else this.ctx.link.say(answer?.error ?? { key: 'ui.error.refused' });
  };

  #roster() {
    const { members, state } = /** @type {any} */ (this.ctx.classroom);
    return html`<h2 id="ct-desk-members">${this.t('ui.class.members', {
      n: members.length,
      present: state?.present ?? 0,
    })}</h2>
      ${members.length ? nothing : html`<p>${this.t('ui.class.nobody')}</p>`}
      ${
        members.some((/** @type {ClassMember} */ { present }) => !present)
          ? html`<p><button class="ct-button ct-small"
        @click=${() => this.#ask('class_absent', {})}>${this.t('ui.class.absent')}</button></p>`
          : nothing
      }
      <ul class="ct-desk-members">${members.map((/** @type {ClassMember} */ each) =>
        this.#member(each),
      )}</ul>`;
  }

  /** @param {ClassMember} member */
  #member(member) {
    const { id, name, present } = member;
    const board = this.ctx.classroom?.state?.presenter === id;
    return html`<li data-present=${present} data-board=${board}>${
      this.renamed === id ? this.#rename(member) : html`<b><bdi>${name}</bdi></b>`
    }<span class="ct-desk-there">${
      board ? this.t('ui.class.at_board') : this.t(`ui.class.${present ? 'here' : 'gone'}`)
    }</span><span class="ct-desk-acts">
      <button class="ct-button ct-small" ?disabled=${!present && !board}
        @click=${() => this.#ask('class_chalk', { member: board ? '' : id })}
        >${this.t(board ? 'ui.class.chalk.take' : 'ui.class.chalk.give')}</button>
      <button class="ct-button ct-small" @click=${() => this.#startRename(id)}
        >${this.t('ui.class.rename')}</button>
      <button class="ct-button ct-small" ?disabled=${!present}
        @click=${() => this.#showAttempt(id)}>${this.t('ui.class.attempt')}</button
      >${this.#sendOut(id)}</span></li>`;
  }

  /** A copy, without the name. @param {string} member */
  async #showAttempt(member) {
    const answer = await this.ctx.classroom?.ask('class_show_attempt', { member });
    if (answer?.ok) this.ctx.route.visit(`/lab/${answer.lab}`);
    else this.ctx.link.say(answer?.error ?? { key: 'ui.error.refused' });
  }

  /** Asked twice: a pressed button must not end somebody's class by mistake.
   * @param {string} id */
  #sendOut(id) {
    const sure = this.out === id;
    return html`<button class="ct-button ct-small" @blur=${() => this.#forget(id)}
      @click=${() => this.#onSendOut(id, sure)}
      >${this.t(sure ? 'ui.class.out_sure' : 'ui.class.out')}</button>`;
  }

  /** @param {string} id */
  #forget(id) {
    if (this.out === id) this.out = '';
  }

  /** @param {string} id @param {boolean} sure */
  #onSendOut(id, sure) {
    this.out = sure ? '' : id;
    if (sure) this.#ask('class_member', { member: id, name: '' });
  }

  /** @param {string} id */
  async #startRename(id) {
    this.renamed = id;
    await this.updateComplete;
    this.querySelector('input')?.select();
  }

  /** @param {ClassMember} member */
  #rename({ id, name }) {
    return html`<form @submit=${(/** @type {SubmitEvent} */ event) => this.#onRename(event, id)}
      ><input name="name" required maxlength="24" autocomplete="off" value=${name}
      aria-label=${this.t('ui.class.rename')} @keydown=${this.#onKey}>
      <button class="ct-button ct-small">${this.t('ui.class.rename_go')}</button></form>`;
  }

  /** @param {KeyboardEvent} event */
  #onKey = (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.renamed = '';
  };

  /** @param {SubmitEvent} event @param {string} member */
  async #onRename(event, member) {
    event.preventDefault();
    const written = new FormData(/** @type {HTMLFormElement} */ (event.target));
    if (await this.#ask('class_member', { member, name: String(written.get('name')) }))
      this.renamed = '';
  }

  #askedSoFar() {
    const { asked } = /** @type {any} */ (this.ctx.classroom);
    return html`<h2 id="ct-desk-asked">${this.t('ui.class.asked')}</h2>${
      asked.length
        ? html`<div class="ct-desk-table" role="group" tabindex="0"
          aria-labelledby="ct-desk-asked"><table><thead><tr>${[
            'question',
            'first',
            'second',
            'gain',
          ].map(
            (each) => html`<th scope="col">${this.t(`ui.class.asked.${each}`)}</th>`,
          )}</tr></thead><tbody>${asked.map((/** @type {ClassBallot} */ each) => this.#row(each))}
          </tbody></table></div>`
        : html`<p>${this.t('ui.class.asked.none')}</p>`
    }`;
  }

  /** @param {ClassBallot} ballot */
  #row(ballot) {
    const gain = gainOf(ballot);
    const right = ballot.right === undefined ? '' : optionWords(ballot, ballot.right, this);
    const second = gain && ballot.tallies.length > 1;
    const none = '–';
    return html`<tr><th scope="row">${askedWords(ballot, this)}${
      right ? html`<small>${right}</small>` : nothing
    }</th>
      <td>${gain ? `${gain.before} %` : none}</td><td>${second ? `${gain.after} %` : none}</td>
      <td>${typeof gain?.gain === 'number' ? `${Math.round(100 * gain.gain)} %` : none}</td></tr>`;
  }

  /** @param {string} name @param {Record<string, any>} what @returns {Promise<boolean>} */
  async #ask(name, what) {
    const answer = await this.ctx.classroom?.ask(name, what);
    if (!answer?.ok) this.ctx.link.say(answer?.error ?? { key: 'ui.error.refused' });
    return Boolean(answer?.ok);
  }
}
customElements.define('ct-classroom', ClassroomPage);
