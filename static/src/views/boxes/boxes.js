/**
 * Buzones: one mailbox as its server holds it, and beside it every device of its owner:
 * what each has, and what can be done there. Delete here, look there.
 */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../../core/page-element.js';
import { drawAccount } from '../../machines/lazy-account.js';
import { withTerms } from '../../drawings/terms.js';
import { subjectLine } from '../../drawings/quoted.js';
import './browser.js';
import './comparison.js';
import './meters.js';

/** @typedef {import('../../types.d.ts').StoredMessage} StoredMessage */
/** @typedef {import('../../types.d.ts').HeldMessage} HeldMessage */

class Boxes extends PageElement {
  static watches = watching('store', 'playhead', 'texts', 'link', 'route');
  static properties = {
    address: { state: true },
    folder: { state: true },
    busy: { state: true },
    accounts: { state: true },
  };

  constructor() {
    super();
    /** whose mailbox, '' for the first */ this.address = '';
    this.folder = 'INBOX';
    this.busy = false;
    /** devices whose account is on show @type {Set<string>} */ this.accounts = new Set();
  }

  /** terms explained above @type {Set<string>} */ #used = new Set();

  /** A hint with its terms. @param {string} key */
  #hint(key) {
    return html`<p class="ct-hint">${withTerms(this.t(key), this, this.#used)}</p>`;
  }

  /** Mailboxes whose owner sits somewhere. */
  get #people() {
    const owners = new Set(
      Object.values(this.model.hosts)
        .map((host) => host.address)
        .filter(Boolean),
    );
    return Object.keys(this.model.mailboxes).filter((address) => owners.has(address));
  }

  /** @param {string} address */
  #devices(address) {
    return this.model.order.filter((id) => this.model.hosts[id]?.address === address);
  }

  render() {
    this.#used = new Set();
    const people = this.#people;
    const address = people.includes(this.address) ? this.address : people[0];
    if (!address) return html`<p class="ct-bx-none">${this.t('ui.boxes.nobody')}</p>`;
    const devices = this.#devices(address);
    const webs = devices.map((id) => this.model.hosts[id].home).filter(Boolean);
    return html`<div class="ct-bx">
      <div class="ct-bx-head"><label>${this.t('ui.boxes.person')} <select translate="no" @change=${(
        /** @type {any} */ event,
      ) => {
        this.address = event.target.value;
      }}>
        ${people.map(
          (each) => html`<option ?selected=${each === address}>${each}</option
          >`,
        )}</select></label></div>
      <div class="ct-bx-columns">${this.#server(address)}${devices.map((id) =>
        this.#device(id, address),
      )}</div>
      <ct-meters .hosts=${[...devices, ...webs]}></ct-meters>
      ${webs.length ? html`<ct-comparison></ct-comparison>` : nothing}</div>`;
  }

  // --- the mailbox itself ---

  /** @param {string} address */
  #server(address) {
    const box = this.model.mailboxes[address];
    const folders = (box.folders ?? []).filter((folder) => folder.selectable);
    const folder = folders.some((each) => each.name === this.folder) ? this.folder : 'INBOX';
    const messages =
      folder === 'INBOX'
        ? box.messages
        : (folders.find((each) => each.name === folder)?.messages ?? []);
    return html`<section class="ct-bx-column"><h2
      >${this.t('ui.boxes.server', { host: box.host })}</h2>
      ${this.#hint('ui.boxes.server_hint')}
      ${
        folders.length > 1
          ? html`<label class="ct-bx-folder">${this.t('ui.boxes.open_folder')} <select
            translate="no"
        @change=${(/** @type {any} */ event) => {
          this.folder = event.target.value;
        }}>${folders.map(
          (each) => html`<option
          ?selected=${each.name === folder}>${each.name}</option>`,
        )}</select></label>`
          : nothing
      }
      ${
        messages.length
          ? html`<ol>${messages.map((message, i) => this.#stored(message, i + 1))}</ol
        >`
          : html`<p class="ct-hint">${this.t('ui.mailbox.empty')}</p>`
      }</section>`;
  }

  /** @param {StoredMessage} message @param {number} number */
  #stored(message, number) {
    return html`<li><b class="ct-number">${number}</b><div>
      <a class="ct-link" href=${this.ctx.route.href('letter', message.message)}
        >${subjectLine(message.subject, this.t)}</a>
      <span translate="no">${message.from}</span
        >${message.flags ? this.#flags(message.flags) : nothing}</div></li>`;
  }

  /** @param {string[]} flags */
  #flags(flags) {
    const words = [flags.includes('\\Seen') ? 'seen' : 'unseen'];
    if (flags.includes('\\Flagged')) words.push('flagged');
    if (flags.includes('\\Deleted')) words.push('deleted');
    return html`<small>${words.map(
      (word) => html`<i class=${`ct-bx-${word}`}
      >${this.t(`ui.boxes.${word}`)}</i> `,
    )}</small>`;
  }

  // --- devices ---

  /** @param {string} id @param {string} address */
  #device(id, address) {
    const host = this.model.hosts[id];
    const way = host.home ? 'web' : (host.account?.service ?? 'pop3');
    const { mayAct } = this.ctx.link;
    const cut = Boolean(this.model.links[id]?.cut);
    return html`<section class=${`ct-bx-column ct-${host.home ? 'http' : way}`}><h2><span
      class="ct-bx-name">${this.hostName(id)}</span> <span class="ct-tag"
      translate="no">${host.home ? 'HTTP' : way.toUpperCase()}</span></h2>
      ${this.#hint(host.on ? `ui.boxes.device_${way}` : 'ui.boxes.off')}
      ${
        host.on
          ? nothing
          : html`<button class="ct-button ct-small"
        ?disabled=${!mayAct} @click=${() => this.#act({ act: 'power_on', host: id })}
        >${this.t('ui.boxes.power_on')}</button>`
      }
      ${
        cut
          ? html`<p class="ct-bx-cut"><b>${this.t('ui.boxes.cut')}</b>
            ${this.t(`ui.boxes.cut_${way}`)}</p>
        <p><button class="ct-button ct-small" ?disabled=${!mayAct}
          @click=${() => this.#act({ act: 'restore', link: id })}
          >${this.t('ui.boxes.repair')}</button
          ></p>`
          : nothing
      }
      ${host.account ? this.#account(id) : nothing}
      ${
        host.home
          ? html`<ct-browser .host=${id}></ct-browser
        >`
          : this.#copies(id, address, way)
      }</section>`;
  }

  /** The form of its account; a place of this page opens all of them. @param {string} id */
  #account(id) {
    const placed = this.ctx.route.place.rest === 'account';
    const shown = placed || this.accounts.has(id);
    return html`<details class="ct-bx-account" ?open=${placed} @toggle=${(
      /** @type {any} */ event,
    ) => {
      const accounts = new Set(this.accounts);
      if (event.target.open) accounts.add(id);
      this.accounts = accounts;
    }}><summary class="ct-button ct-small">${this.t('ui.account.title')}</summary>
      ${shown ? drawAccount(id) : nothing}</details>`;
  }

  /** @param {string} id @param {string} address @param {string} way */
  #copies(id, address, way) {
    const host = this.model.hosts[id];
    const held = this.model.inboxes[id] ?? [];
    const may = this.ctx.link.mayAct && host.on;
    return html`<p><button class="ct-button ct-small" ?disabled=${!may}
      @click=${() => this.#act({ act: 'collect', host: id })}
        >${this.t(way === 'imap' ? 'ui.boxes.sync' : 'ui.boxes.collect')}</button></p>
      <p class="ct-hint">${
        held.length
          ? this.t('ui.boxes.holds', { count: held.length })
          : this.t('ui.boxes.holds_none')
      }</p>
      ${
        held.some((copy) => !copy.unique_id)
          ? html`<p class="ct-hint"
        >${this.t('ui.boxes.forgets')}</p>`
          : nothing
      }
      <ol>${held.map((copy, i) => this.#copy(id, address, way, copy, i + 1, may))}</ol>`;
  }

  /**
   * @param {string} id
   * @param {string} address
   * @param {string} way
   * @param {any} copy
   * @param {number} number
   * @param {boolean} may
   */
  #copy(id, address, way, copy, number, may) {
    const stored = this.#storedAs(address, way, copy);
    const subject = copy.subject;
    const named = subject || this.t('ui.mailbox.no_subject');
    const shown = subjectLine(subject, this.t);
    const button = (
      /** @type {string} */ how,
      /** @type {string} */ key,
    ) => html`<button class="ct-button ct-small" ?disabled=${!may}
      aria-label=${this.t('ui.boxes.of', { what: this.t(`ui.boxes.${key}`), subject: named })}
      @click=${() => this.#act({ act: 'tidy', host: id, unique_id: copy.unique_id, how })}
      >${this.t(`ui.boxes.${key}`)}</button>`;
    const flagged = stored?.flags?.includes('\\Flagged');
    return html`<li><b class="ct-number">${number}</b><div>
      ${
        stored
          ? html`<a class="ct-link" href=${this.ctx.route.href('letter', stored.message)}
        >${shown}</a>`
          : html`<span class="ct-bx-subject">${shown}</span>`
      }
      <span translate="no">${copy.from}</span>
      ${
        stored || !copy.unique_id
          ? nothing
          : html`<small><i class="ct-bx-gone"
        >${this.t('ui.boxes.gone')}</i></small>`
      }
      ${
        copy.unique_id && stored
          ? html`<div class="ct-bx-doings">${button('delete', 'delete')}
        ${
          way === 'imap'
            ? html`${button(
                flagged ? 'unflag' : 'flag',
                flagged ? 'unflag' : 'flag',
              )}${button('unread', 'unread')}`
            : nothing
        }</div>`
          : nothing
      }</div></li>`;
  }

  /** The letter in the server's INBOX that a copy is of, while it is there.
   * @param {string} address @param {string} way @param {HeldMessage} copy */
  #storedAs(address, way, copy) {
    const { messages } = this.model.mailboxes[address];
    return messages.find((message) =>
      way === 'imap' ? message.uid === copy.uid : message.unique_id === copy.unique_id,
    );
  }

  /** @param {Record<string, any>} act */
  async #act(act) {
    if (this.busy) return;
    this.busy = true;
    await this.ctx.link.act(act, { now: true });
    this.busy = false;
  }
}
customElements.define('ct-boxes', Boxes);
