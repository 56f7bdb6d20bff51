/**
 * A machine, opened: its programs and ports, its cable and power, its mailboxes numbered as
 * POP3 numbers them, and the letters inside, as they are stored.
 */
import { html, nothing } from 'lit';
import { Piece, lazy } from '../core/lazy-piece.js';
import { drawAccount } from './lazy-account.js';
import { queued } from '../drawings/queued-message.js';
import { ui } from '../drawings/icons.js';
import { activeFaults } from '../model/active-faults.js';
import { PageElement, watching } from '../core/page-element.js';
import { subjectLine } from '../drawings/quoted.js';
import { mailboxesAt } from '../model/step-subjects.js';
import { decode } from '../model/wire-text.js';

const ZONES = new Piece(() => import('./zones.js'), 'zones');

class MachineDialog extends PageElement {
  static watches = watching('store', 'playhead', 'texts', 'link');
  static properties = { host: {}, closed: { attribute: false }, setUp: { state: true } };

  constructor() {
    super();
    this.host = '';
    /** its account was asked for */ this.setUp = false;
    /** told when it is closed */ this.closed = () => {};
  }

  firstUpdated() {
    this.#dialog?.showModal();
  }

  /** @returns {HTMLDialogElement | null} */
  get #dialog() {
    return this.querySelector('dialog');
  }

  render() {
    const host = this.model.hosts[this.host];
    return html`<dialog class="ct-dialog ct-machine" aria-labelledby="ct-machine-name"
      @click=${this.#onBackdrop} @close=${() => this.closed()}>
      ${
        host
          ? html`<div class="ct-dialog-body">
        <header><h2 id="ct-machine-name">${this.hostName(this.host)}</h2>
          <button class="ct-ghost" aria-label=${this.t('ui.close')}
            @click=${() => this.#dialog?.close()}>${ui.close}</button></header>
        <p class="ct-hint">${this.t(host.on ? 'ui.machine.on' : 'ui.machine.off')}${[
          host.names?.[0],
          host.ip,
          host.address,
        ]
          .filter(Boolean)
          .map(
            (each) => html` · <span
            translate="no">${each}</span>`,
          )}</p>
        ${this.#ills()} ${this.#account(host)} ${this.#programs(host)} ${this.#names(host)}
        ${this.#mailboxes()}
        ${this.#held()} ${this.#acts(host)}</div>`
          : nothing
      }
    </dialog>`;
  }

  /** What is wrong with it, and where that is repaired. */
  #ills() {
    const ills = activeFaults(this.model, this.host);
    const bench = html`<a class="ct-link" href=${this.ctx.route.href('break', this.host)}
      @click=${() => this.#dialog?.close()}
      >${this.t(ills.length ? 'ui.break.repair_there' : 'ui.break.break_there')}</a>`;
    const breaks = this.ctx.link.mayAct && !this.ctx.boot.one_line;
    if (!ills.length) return breaks ? html`<p>${bench}</p>` : nothing;
    return html`<h3>${this.t('ui.break.now')}</h3><ul class="ct-ills">${ills.map(
      ({ key, params, icon }) => html`<li
      >${ui[icon]}<span>${this.t(key, params)}</span></li>`,
    )}</ul>${breaks ? bench : nothing}`;
  }

  /** @param {import('../types.d.ts').Host} host */
  #account(host) {
    if (!host.account) return nothing;
    return html`<details class="ct-machine-account" ?open=${this.setUp} @toggle=${(
      /** @type {any} */ event,
    ) => {
      this.setUp ||= event.target.open;
    }}><summary class="ct-button ct-small">${this.t('ui.account.title')}</summary>
      ${this.setUp ? drawAccount(this.host, () => this.#dialog?.close()) : nothing}</details>`;
  }

  /** @param {import('../types.d.ts').Host} host */
  #programs(host) {
    if (!host.programs.length) return html`<p>${this.t('ui.machine.none')}</p>`;
    return html`<h3>${this.t('ui.machine.programs')}</h3>
      <table><thead><tr>${['program', 'protocol', 'port'].map(
        (column) => html`<th
        >${this.t(`ui.machine.${column}`)}</th>`,
      )}</tr></thead>
      <tbody>${host.programs.map(
        (
          program,
        ) => html`<tr class=${`ct-${program.protocol}`}><td>${this.#programName(program.name)}</td>
        <td><span class="ct-tag" translate="no">${program.protocol.toUpperCase()}</span></td>
        <td>${program.port}</td></tr>`,
      )}</tbody></table>`;
  }

  /** @param {string} name */
  #programName(name) {
    const key = `ui.program.${name}`;
    return this.ctx.texts.has(key) ? this.t(key) : name;
  }

  /**
   * Whom it asks for names, and which it answers for.
   * @param {import('../types.d.ts').Host} host
   */
  #names({ resolver, zones }) {
    return html`${
      resolver
        ? html`<p class="ct-hint"
      >${this.t('ui.machine.resolver', { host: resolver })}</p>`
        : nothing
    }
      ${
        zones?.length
          ? html`<h3>${this.t('ui.machine.zones')}</h3>
        ${lazy(ZONES, () => html`<ct-zones .host=${this.host}></ct-zones>`)}`
          : nothing
      }`;
  }

  #mailboxes() {
    const addresses = mailboxesAt(this.model, this.host);
    if (!addresses.length) return nothing;
    return html`<h3>${this.t('ui.machine.mailboxes')}</h3>${addresses.map((address) => {
      const { messages } = this.model.mailboxes[address];
      return html`<section class="ct-box"><h4 translate="no">${address}
        <span>${this.t('ui.mailbox.count', { count: messages.length })}</span></h4>
        ${
          messages.length
            ? html`<ol>${messages.map((message, i) => this.#letter(message, i + 1))}</ol>`
            : nothing
        }</section>`;
    })}`;
  }

  /** @param {import('../types.d.ts').StoredMessage} message @param {number} number */
  #letter(message, number) {
    return html`<li><details><summary><b class="ct-number">${number}</b>
      ${subjectLine(message.subject, this.t)}
        <small>${this.t('ui.octets', { count: message.length })}</small></summary>
      <pre class="ct-stored" translate="no">${this.#stored(message)}</pre>
      ${
        this.ctx.boot.lab
          ? html`<a class="ct-link"
        href=${this.ctx.route.href('letter', message.message)}
        @click=${() => this.#dialog?.close()}>${this.t('ui.letter.open')}</a>`
          : nothing
      }</details
        ></li>`;
  }

  /**
   * The beginning of what is stored, from the delivery.
   * @param {import('../types.d.ts').StoredMessage} message
   */
  #stored(message) {
    for (let at = this.store.at - this.store.base; at >= 0; at--) {
      const { fact } = this.store.events[at];
      if (
        fact.kind === 'message.delivered' &&
        fact.unique_id === message.unique_id &&
        fact.octets
      ) {
        const cut = fact.length > fact.octets.length ? '…' : '';
        return decode(fact.octets) + cut;
      }
    }
    const fields = { From: message.from, To: message.to, Subject: message.subject };
    return Object.entries(fields)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n');
  }

  /** What it holds outside mailboxes. */
  #held() {
    const queue = this.model.queues[this.host] ?? [];
    const inbox = this.model.inboxes[this.host] ?? [];
    const unsent = this.model.hosts[this.host].unsent ?? [];
    return html`
      ${
        unsent.length
          ? html`<h3>${this.t('ui.machine.unsent')}</h3>
        <ul class="ct-plain">${unsent.map((item) => this.#unsent(item))}</ul>`
          : nothing
      }
      ${
        queue.length
          ? html`<h3>${this.t('ui.machine.queue')}</h3>
        <ul class="ct-plain">${queue.map((item) => queued(item, this.model.epoch, this.t))}</ul>`
          : nothing
      }
      ${
        inbox.length
          ? html`<h3>${this.t('ui.machine.inbox')}</h3>
        <ul class="ct-plain">${inbox.map(
          (item) => html`<li translate="no"
          >${item.subject} · ${item.from}</li>`,
        )}</ul>`
          : nothing
      }`;
  }

  /** @param {import('../types.d.ts').UnsentMessage} item */
  #unsent({ subject, forward_paths, code, text }) {
    const said = code ? `${code} ${text}` : text || this.t('ui.machine.no_reply');
    return html`<li translate="no">${subjectLine(subject, this.t)} · ${forward_paths.join(', ')}
      <small>${said}</small></li>`;
  }

  /** @param {import('../types.d.ts').Host} host */
  #acts(host) {
    const { link } = this.ctx;
    if (!link.mayAct) return nothing;
    const cut = this.model.links[this.host]?.cut;
    return html`<footer>
      ${link.wouldFork ? html`<p class="ct-hint">${this.t('ui.fork.warning')}</p>` : nothing}
      ${
        host.on
          ? this.#act('ui.machine.turn_off', { act: 'power_off', host: this.host }, ui.power)
          : this.#act('ui.machine.turn_on', { act: 'power_on', host: this.host }, ui.power, true)
      }
      ${
        host.on && host.unsent?.some((each) => !each.trying)
          ? this.#act('ui.machine.resend', { act: 'resend', host: this.host }, ui.again, true)
          : nothing
      }
      ${this.#act(
        cut ? 'ui.machine.repair' : 'ui.machine.cut',
        { act: cut ? 'restore' : 'cut', link: this.host },
        ui.cut,
      )}</footer>`;
  }

  /**
   * @param {string} key
   * @param {Record<string, any>} act
   * @param {unknown} icon
   * @param {boolean} [main]
   */
  #act(key, act, icon, main = false) {
    return html`<button class=${main ? 'ct-button ct-go' : 'ct-button'} @click=${() => {
      this.#dialog?.close();
      this.ctx.link.act(act);
    }}>${icon}<span>${this.t(key)}</span></button>`;
  }

  /** @param {Event} event */
  #onBackdrop(event) {
    if (event.target === event.currentTarget) this.#dialog?.close();
  }
}
customElements.define('ct-machine-dialog', MachineDialog);
