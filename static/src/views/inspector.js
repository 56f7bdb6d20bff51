/**
 * The details of the step on show: where its session stands, the line itself octet by octet,
 * what it means and where the standard says so, and what the server holds because of it.
 */
import { html, nothing } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { citeLink } from '../drawings/cite.js';
import { largeEnvelope } from '../drawings/envelope.js';
import { hexDump, lineEndName, segmentsOf } from '../drawings/octets.js';
import { innerHost } from '../columns.js';
import { mark } from '../icons.js';
import { Part } from '../part.js';
import { connAt, mailboxesAt, mailboxOf } from '../sessions.js';
import { completionOf, countedIn, decode, decodeWords, hasStatus, linesOf, replyClass } from '../wire.js';

/** @typedef {import('../types.d.ts').Step} Step */
/** @typedef {import('../types.d.ts').Conn} Conn */

/** The steps of a session in the words of the course. @type {Record<string, string[]>} */
const PHASES = {
  smtp: ['greeting', 'sender', 'recipients', 'letter', 'dot', 'goodbye'],
  pop3: ['login', 'transaction', 'update'],
  imap: ['login', 'folders', 'messages', 'goodbye'],
};
const LETTER_LINES_MAX = 60;

/** Its octets are a letter: on the wire, or as a program wrote or stored it. @param {Step} step */
const isLetter = ({ beat, octets }) => beat.shape === 'letter'
  || (beat.shape === 'local' && Boolean(octets?.includes('\r\n')));

class Inspector extends Part {
  static watches = /** @type {import('../part.js').Source[]} */ (['store', 'playhead', 'texts']);
  static late = 40;
  /** @type {import('../types.d.ts').Machines | null} */ #tables = null;
  /** the part of the line being explained */ #told = '';
  /** the octets are shown as numbers */ #dumped = false;
  #seq = -1;

  firstUpdated() {
    this.ctx.machines().then((tables) => {
      this.#tables = tables;
      this.requestUpdate();
    }, () => {});
  }

  render() {
    const { step, covered } = this.playhead;
    if (!step) return html`<p class="ct-hint ct-card">${this.t('ui.inspector.none')}</p>`;
    if (covered) {
      return html`<section class="ct-card"><h2>${this.t('ui.ask.name')}</h2><p>${this.t('ui.ask.help')}</p></section>`;
    }
    if (step.seq !== this.#seq) { this.#seq = step.seq; this.#told = ''; }
    const conn = connAt(this.model, step);
    const { protocol, shape } = step.beat;
    return html`<div class=${`ct-inspect ct-${protocol} ${shape === 'letter' ? 'ct-letter-first' : ''}`}>
      ${conn && PHASES[conn.protocol] ? this.#session(step, conn) : nothing}
      ${this.#line(step)}
      ${conn?.protocol === 'smtp' && !innerHost(step) ? this.#envelope(step, conn) : this.#mailboxes(step, conn)}
    </div>`;
  }

  /** @param {Step} step @param {Conn} conn */
  #session(step, conn) {
    const phases = PHASES[conn.protocol];
    const here = step.beat.shape === 'close' ? phases.length : phases.indexOf(step.beat.phase);
    return html`<section class=${`ct-card ct-session ct-${conn.protocol}`}>
      <h2>${this.t('ui.session.name', { protocol: conn.protocol.toUpperCase() })}
        ${conn.user ? html`<span>${this.t('ui.session.user', { user: conn.user })}</span>` : nothing}</h2>
      <ol class="ct-phases">${phases.map((phase, i) => html`<li
        class=${classMap({ 'ct-done': i < here, 'ct-lit': i === here })}
        aria-current=${i === here ? 'step' : nothing}><span>${this.t(`ui.phase.${phase}`)}</span></li>`)}</ol>
      ${this.#states(conn)}
      <p class="ct-legal">${this.#legal(conn)}</p>
      ${this.#meter(conn)}
    </section>`;
  }

  /** What the conversation has cost so far. @param {Conn} conn */
  #meter({ octets, round_trips }) {
    if (!octets) return nothing;
    return html`<p class="ct-meter">${this.t('ui.session.meter', {
      client: octets.client, server: octets.server, trips: round_trips,
    })}</p>`;
  }

  /** @param {Conn} conn */
  #legal({ in_letter, legal }) {
    if (in_letter || legal.join() === '.') return this.t('ui.session.in_letter');
    if (!legal.length) return this.t('ui.session.nothing');
    return html`${this.t('ui.session.legal')} <span translate="no" lang="en">${legal.join(' · ')}</span>`;
  }

  /** The names the standard gives the states. @param {Conn} conn */
  #states(conn) {
    const states = this.#tables?.[conn.protocol]?.states ?? (conn.state ? [conn.state] : []);
    return html`<p class="ct-states"><span>${this.t('ui.session.state')}</span>
      ${states.map((state) => html`<code class=${state === conn.state ? 'ct-lit' : ''}
        aria-current=${state === conn.state ? 'true' : nothing}>${state}</code> `)}</p>`;
  }

  /** @param {Step} step */
  #line(step) {
    const { from, to, mark: kind, rfc, length } = step.beat;
    const long = isLetter(step);
    return html`<section class=${`ct-card ct-this ${kind ? `ct-c${replyClass(kind)}` : ''}`}>
      <h2>${this.hostName(from)} ${from === to ? nothing : html`<span aria-hidden="true">→</span><span
        class="ct-vh">${this.t('ui.to')}</span> ${this.hostName(to)}`}</h2>
      ${long ? html`<p class="ct-why">${this.say(step.why)}</p>` : nothing}
      ${step.octets === undefined ? nothing : this.#octets(step)}
      ${kind ? html`<p class="ct-class">${mark[kind]}<b>${completionOf(step.beat)}</b> ${this.t(`ui.class.${kind}`)}</p>` : nothing}
      ${long ? nothing : html`<p class="ct-why">${this.say(step.why)}</p>`}
      ${step.next ? html`<p class="ct-next">${this.say(step.next)}</p>` : nothing}
      ${step.slips?.length ? html`<ul class="ct-slips">${step.slips.map((slip) => html`<li>${this.say(slip)}</li>`)}</ul>` : nothing}
      ${step.notes?.length ? html`<ul class="ct-notes">${step.notes.map((note) => html`<li>${this.say(note)}</li>`)}</ul>` : nothing}
      <p class="ct-meta">${length ? html`<span>${this.t('ui.octets', { count: length })}</span>` : nothing}
        <span>${rfc.map((cited, i) => html`${i ? ' · ' : ''}${citeLink(cited)}`)}</span></p>
    </section>`;
  }

  /** @param {Step} step */
  #octets(step) {
    const octets = step.octets ?? '';
    const letter = isLetter(step);
    const { mark: kind, spans } = step.beat;
    const classes = `ct-wire ${kind ? `ct-reply ct-c${replyClass(kind)}` : ''}`;
    const told = this.#told ? html`<b>${this.t(`ui.part.${this.#told}`)}</b>` : this.t('ui.part.hint');
    return html`<div class=${classes} translate="no" lang="en">
        ${letter ? this.#letter(step, octets) : this.#parts(segmentsOf(octets, spans))}</div>
      ${spans.length && !letter ? html`<p class="ct-part-says">${told}</p>` : nothing}
      <details class="ct-bytes" ?open=${this.#dumped} @toggle=${this.#onDump}>
        <summary>${this.t('ui.bytes')}</summary>${this.#dumped ? hexDump(octets) : nothing}</details>`;
  }

  #onDump = (/** @type {Event} */ event) => {
    const { open } = /** @type {HTMLDetailsElement} */ (event.target);
    if (open === this.#dumped) return;
    this.#dumped = open;
    this.requestUpdate();
  };

  /** @param {import('../drawings/octets.js').Segment[]} segments */
  #parts(segments) {
    return html`<code>${segments.map((segment) => {
      if (segment.crlf) return html`<i class="ct-crlf">${lineEndName(segment.text)}</i><br>`;
      if (!segment.role) return segment.text;
      const tell = () => { this.#told = segment.role; this.requestUpdate(); };
      // a <button> cannot break over two lines: the line must stand as it stood on the wire
      return html`<span role="button" tabindex="0"
        class=${`ct-part ct-role-${segment.role} ${this.#told === segment.role ? 'ct-told' : ''}`}
        @click=${tell} @focus=${tell} @pointerenter=${tell}>${segment.text}</span>`;
    })}</code>`;
  }

  /** A letter, line by line, with the names of its parts. @param {Step} step @param {string} octets */
  #letter(step, octets) {
    const counted = countedIn(octets);
    const lines = linesOf(decode(counted));
    let part = hasStatus(step) ? 'status' : 'header';
    const rows = lines.slice(0, LETTER_LINES_MAX).map((line, i) => {
      if (part === 'status' && i === 1) part = 'header';
      else if (part === 'blank') part = 'body';
      if (part === 'header' && line === '') part = 'blank';
      const dot = line === '.' && i === lines.length - 1 && counted === octets;
      return { line, part: dot ? 'dot' : part };
    });
    return html`<ol class="ct-letter-lines">${rows.map(({ line, part: name }, i) => html`<li class=${`ct-of-${name}`}>
      ${i === 0 || rows[i - 1].part !== name ? html`<span class="ct-part-name"
        lang=${this.ctx.texts.lang}>${this.t(`ui.part.${name}`)}</span>` : nothing}
      <span>${line}<i class="ct-crlf">CR LF</i></span></li>`)}
      ${lines.length > rows.length ? html`<li class="ct-hint"
        >${this.t('ui.ladder.more', { count: lines.length - rows.length })}</li>` : nothing}</ol>`;
  }

  /** @param {Step} step @param {Conn} conn */
  #envelope(step, conn) {
    const moment = { phase: step.beat.phase, landed: this.playhead.arrived };
    return html`<section class="ct-card ct-holds"><h2>${this.t('ui.holds', { server: conn.server })}</h2>
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
      ${messages.length ? html`<ol>${messages.map((message, i) => html`<li class=${marked.has(i + 1) ? 'ct-marked' : ''}>
        <b class="ct-number">${i + 1}</b>
        <div><b>${decodeWords(message.subject) || this.t('ui.mailbox.no_subject')}</b>
          <span>${decodeWords(message.from)}</span></div>
        <small>${this.t('ui.octets', { count: message.length })}${
          marked.has(i + 1) ? html`<br>${this.t('ui.mailbox.marked')}` : nothing}</small></li>`)}</ol>`
        : html`<p class="ct-hint">${this.t('ui.mailbox.empty')}</p>`}</section>`;
  }

  /** An account as IMAP shows it: its folders, and the messages of the one that is open.
   * @param {string} address @param {import('../types.d.ts').Folder[]} folders @param {Conn | undefined} conn */
  #folders(address, folders, conn) {
    const open = conn?.selected?.folder ?? 'INBOX';
    const messagesIn = (/** @type {string} */ name) => (name === 'INBOX' ? this.model.mailboxes[address].messages
      : folders.find((folder) => folder.name === name)?.messages ?? []);
    const messages = messagesIn(open);
    return html`<section class="ct-card ct-mailbox"><h2>${this.t('ui.mailbox.of', { address })}
        <span>${this.t('ui.folder.count', { count: folders.length })}</span></h2>
      <ul class="ct-folders">${folders.map(({ name, selectable }) => html`<li class=${name === open ? 'ct-lit' : ''}
        aria-current=${name === open ? 'true' : nothing} translate="no">${name}${selectable ? html` <small>${messagesIn(name).length}</small>` : nothing}</li>`)}</ul>
      ${conn?.selected?.read_only ? html`<p class="ct-hint">${this.t('ui.folder.read_only')}</p>` : nothing}
      ${messages.length ? html`<ol>${messages.map((message, i) => this.#filed(message, i + 1))}</ol>`
        : html`<p class="ct-hint">${this.t('ui.folder.empty', { folder: open })}</p>`}</section>`;
  }

  /** @param {import('../types.d.ts').StoredMessage} message @param {number} number */
  #filed(message, number) {
    const flags = message.flags ?? [];
    return html`<li class=${flags.includes('\\Deleted') ? 'ct-marked' : ''}>
      <b class="ct-number">${number}</b><div><b>${decodeWords(message.subject) || this.t('ui.mailbox.no_subject')}</b><span>${decodeWords(message.from)}</span></div>
      <small>UID ${message.uid}<br>${flags.length ? flags.map((flag, i) => html`${i ? ' ' : ''}<span translate="no">${flag}</span>`) : this.t('ui.folder.no_flags')}</small></li>`;
  }
}
customElements.define('ct-inspector', Inspector);
