/** What the server holds because of the step on show: an envelope, or a mailbox. */
import { html, nothing } from 'lit';
import { innerHost } from '../stage/columns.js';
import { largeEnvelope } from '../drawings/envelope.js';
import { PageElement, watching } from '../core/page-element.js';
import { subjectLine } from '../drawings/quoted.js';
import { connAt, hasEnvelope, mailboxesAt, mailboxOf } from '../model/step-subjects.js';

/** @typedef {import('../types.d.ts').Step} Step */
/** @typedef {import('../types.d.ts').Conn} Conn */
/** @typedef {import('../types.d.ts').StoredMessage} StoredMessage */

/** Messages of a mailbox that are drawn: the newest. A class fills it with hundreds. */
const MESSAGES_MAX = 12;

class Holds extends PageElement {
  static watches = watching('store', 'playhead', 'texts');
  static late = 6;

  render() {
    const { told: step, covered } = this.playhead;
    if (!step || covered) return nothing;
    const conn = connAt(this.model, step);
    return conn && hasEnvelope(conn, innerHost(step))
      ? this.#envelope(step, conn)
      : this.#mailboxes(step, conn);
  }

  /** @param {Step} step @param {Conn} conn */
  #envelope(step, conn) {
    const moment = { phase: step.beat.phase, landed: this.playhead.arrived };
    return html`<section class="ct-card ct-holds"><h2
      >${this.t('ui.holds', { server: conn.server })}</h2>
      ${largeEnvelope(conn, moment, this.t)}</section>`;
  }

  /** @param {Step} step @param {Conn | undefined} conn */
  #mailboxes(step, conn) {
    const server = conn?.server || innerHost(step);
    if (conn?.protocol === 'smtp' && step.beat.shape !== 'local') return nothing;
    const mine = conn && mailboxOf(this.model, conn);
    const addresses = mine ? [mine] : mailboxesAt(this.model, server);
    return addresses.map((address) => this.#mailbox(address, conn));
  }

  /** @param {string} address @param {Conn | undefined} conn */
  #mailbox(address, conn) {
    const { messages, locked, folders } = this.model.mailboxes[address];
    if (folders && conn?.protocol !== 'pop3') return this.#folders(address, folders, conn);
    const marked = new Set(conn?.marked ?? []);
    return html`<section class="ct-card ct-mailbox"><h2>${this.t('ui.mailbox.of', { address })}
        <span>${this.t('ui.mailbox.count', { count: messages.length })}</span></h2>
      ${locked ? html`<p class="ct-hint">${this.t('ui.mailbox.locked')}</p>` : nothing}
      ${
        messages.length
          ? this.#newest(
              messages,
              (message, number) => this.#kept(message, number, marked.has(number)),
              marked,
            )
          : html`<p class="ct-hint">${this.t('ui.mailbox.empty')}</p>`
      }</section>`;
  }

  /** The newest messages and those marked, and how many are not drawn.
   * @param {StoredMessage[]} messages
   * @param {(message: StoredMessage, number: number) => unknown} draw
   * @param {Set<number>} [marked] numbers */
  #newest(messages, draw, marked = new Set()) {
    const older = messages.length - MESSAGES_MAX;
    const shown = messages
      .map((message, i) => ({ message, number: i + 1 }))
      .filter(({ number }) => number > older || marked.has(number));
    const count = messages.length - shown.length;
    return html`${
      count
        ? html`<p class="ct-hint">${this.t('ui.mailbox.older', { count })}</p
      >`
        : nothing
    }
      <ol>${shown.map(({ message, number }) => draw(message, number))}</ol>`;
  }

  /** The subject, which opens the letter. @param {StoredMessage} message */
  #leads(message) {
    const subject = html`<b>${subjectLine(message.subject, this.t)}</b>`;
    if (!this.ctx.boot.lab) return subject;
    return html`<a href=${this.ctx.route.href('letter', message.message)}
      title=${this.t('ui.letter.open')}>${subject}</a>`;
  }

  /** @param {StoredMessage} message @param {number} number @param {boolean} marked */
  #kept(message, number, marked) {
    return html`<li class=${marked ? 'ct-marked' : ''}>
      <b class="ct-number">${number}</b>
      <div>${this.#leads(message)}
        <span translate="no">${message.from}</span></div>
      <small>${this.t('ui.octets', { count: message.length })}${
        marked ? html`<br>${this.t('ui.mailbox.marked')}` : nothing
      }</small></li>`;
  }

  /** An account as IMAP shows it: its folders, and the messages of the one that is open.
   * @param {string} address @param {import('../types.d.ts').Folder[]} folders
   * @param {Conn | undefined} conn */
  #folders(address, folders, conn) {
    const open = conn?.selected?.folder ?? 'INBOX';
    const messagesIn = (/** @type {string} */ name) =>
      name === 'INBOX'
        ? this.model.mailboxes[address].messages
        : (folders.find((folder) => folder.name === name)?.messages ?? []);
    const messages = messagesIn(open);
    return html`<section class="ct-card ct-mailbox"><h2>${this.t('ui.mailbox.of', { address })}
        <span>${this.t('ui.folder.count', { count: folders.length })}</span></h2>
      <ul class="ct-folders">${folders.map(
        ({ name, selectable }) => html`<li class=${name === open ? 'ct-lit' : ''}
        aria-current=${name === open ? 'true' : nothing} translate="no">${name}${
          selectable
            ? html`
        <small>${messagesIn(name).length}</small>`
            : nothing
        }</li>`,
      )}</ul>
      ${
        conn?.selected?.read_only
          ? html`<p class="ct-hint">${this.t('ui.folder.read_only')}</p
        >`
          : nothing
      }
      ${
        messages.length
          ? this.#newest(messages, (message, number) => this.#filed(message, number))
          : html`<p class="ct-hint">${this.t('ui.folder.empty', { folder: open })}</p>`
      }</section>`;
  }

  /** @param {StoredMessage} message @param {number} number */
  #filed(message, number) {
    const flags = message.flags ?? [];
    return html`<li class=${flags.includes('\\Deleted') ? 'ct-marked' : ''}>
      <b class="ct-number">${number}</b><div>${this.#leads(message)}<span
        >${message.from}</span></div>
      <small>UID ${message.uid}<br>${
        flags.length
          ? flags.map(
              (flag, i) => html`${i ? ' ' : ''}<span
        translate="no">${flag}</span>`,
            )
          : this.t('ui.folder.no_flags')
      }</small></li>`;
  }
}
customElements.define('ct-inspector-holds', Holds);
