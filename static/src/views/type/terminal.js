/**
 * The learner's terminal: a log, a line to type in, and nothing between the two.
 *
 * A native `<input>` and a `role="log"`, no terminal emulator: editing, dead keys, AltGr,
 * phones and screen readers work because the browser does them. What is typed is sent as
 * it is. The log is computed from the journal, so it steps back with the playhead.
 *
 * It refuses to judge a line: marks, reasons and advice come with the served events.
 */
import { html, nothing } from 'lit';
import { createRef, ref } from 'lit/directives/ref.js';
import { Part } from '../../core/page-element.js';
import { storage } from '../../core/prefs.js';
import { ui } from '../../drawings/icons.js';
import './connect.js';
import './paste-choice.js';
import { chipsOf, restInWords, tooltipOf } from './command-chips.js';
import { nextTag, tagged } from './imap-tags.js';
import { insertAt, insertVerb } from './insert-text.js';
import { LineHistory } from './line-history.js';
import { nextPart } from './letter-parts.js';
import { advanceRun, isBlock, joinBlock, splitBlock, startRun } from './paste-block.js';
import { seats, terminalOf, terminals, usable } from '../../model/terminals.js';
import { drawPrompt, drawSaid, promptLog } from './prompt-log.js';
import { readLocal } from './local-commands.js';
import { failedOpening, isRefusal, logOf, unanswered } from './terminal-log.js';
import { drawLog, drawNote } from './draw-log.js';

/** @typedef {import('../../types.d.ts').Conn} Conn */
/** @typedef {'local' | 'command' | 'letter'} Mode */
/** @typedef {{ text: string, reply: import('../../types.d.ts').Text | null }} Said */

/** Where this browser keeps whether the learner wants chips. */
const CHIPS = 'cartero.chips';
const KEYS = ['@', '<', '>', ':', '.', '"'];

export class Terminal extends Part {
  static watches = /** @type {import('../../core/page-element.js').Source[]} */ (['store', 'playhead', 'texts', 'link']);

  static properties = {
    host: { type: String }, chosen: { type: String }, chips: { state: true },
    chipsFixed: { type: Boolean }, chipsWanted: { type: Boolean },
    said: { state: true }, pending: { state: true }, draft: { state: true }, run: { state: true }, machines: { state: true },
  };

  constructor() {
    super();
    /** where the learner sits */ this.host = '';
    /** id of the connection on show, or "" for the newest */ this.chosen = '';
    /** chips are on show */ this.chips = true;
    /** a lesson decides about the chips */ this.chipsFixed = false;
    /** what the lesson decided */ this.chipsWanted = true;
    /** lines of the local prompt @type {Said[]} */ this.said = [];
    /** typed, not yet in the journal @type {string[]} */ this.pending = [];
    this.draft = '';
    /** @type {import('./paste-block.js').Run | null} */ this.run = null;
    /** @type {import('../../types.d.ts').Machines} */ this.machines = {};
    this.#histories = { local: new LineHistory(), command: new LineHistory(), letter: new LineHistory() };
  }

  #histories;
  #line = /** @type {import('lit/directives/ref.js').Ref<HTMLInputElement>} */ (createRef());
  #log = /** @type {import('lit/directives/ref.js').Ref<HTMLElement>} */ (createRef());
  #drawn = '';
  /** the newest line is in sight; so it stays when the keyboard of a phone comes or goes */ #atEnd = true;
  #resize = new ResizeObserver(() => { if (this.#atEnd) this.#toEnd(); });
  /** acts of this terminal go one after another @type {Promise<unknown>} */ #turn = Promise.resolve();

  connectedCallback() {
    super.connectedCallback();
    this.chips = storage('localStorage')?.getItem(CHIPS) !== 'hidden';
    this.ctx.machines().then((machines) => { this.machines = machines; }, () => {});
  }

  /** @returns {Conn | undefined} */
  get conn() { return terminalOf(this.model, this.host, this.chosen); }
  /** @returns {Mode} */
  get mode() {
    const conn = this.conn;
    if (!usable(conn)) return 'local';
    return conn?.in_letter ? 'letter' : 'command';
  }

  /** The lab is here and one may act in it. Until then Enter leaves the line as it is. */
  get #ready() { return this.ctx.link.mayAct && this.host !== ''; }

  /** To the command line. @param {string} [text] a key pressed elsewhere, to be typed here */
  goToLine(text = '') {
    this.#line.value?.focus();
    if (text) this.#type(text);
  }

  /** A block pasted anywhere on the page. @param {string} text */
  paste(text) {
    if (isBlock(text)) this.#offerBlock(text);
    else this.goToLine(text);
  }

  render() {
    const { mode, conn } = this;
    return html`<section class="ct-term" data-mode=${mode} aria-label=${this.t('ui.type.terminal')}>
      ${this.#head(conn)}
      <div class="ct-term-log" role="log" tabindex="0" aria-label=${this.t('ui.type.log')} ${ref(this.#log)}
        @scroll=${this.#onScroll}>
        ${this.#conversation(conn)}
      </div>
      ${this.#run()}
      ${mode === 'local' ? html`<ct-connect .host=${this.host} .busy=${!this.#ready}
        @ct-connect=${this.#onConnect}></ct-connect>` : nothing}
      ${mode === 'command' ? this.#chips(conn) : nothing}
      ${this.#prompt(mode, conn)}
    </section>
    <ct-paste @ct-paste=${this.#onBlock}></ct-paste>`;
  }

  firstUpdated() { if (this.#log.value) this.#resize.observe(this.#log.value); }

  #onScroll = (/** @type {Event} */ event) => {
    const log = /** @type {HTMLElement} */ (event.target);
    this.#atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 4;
  };

  #toEnd() {
    if (this.#log.value) this.#log.value.scrollTop = this.#log.value.scrollHeight;
    this.#atEnd = true;
  }

  updated() {
    const drawn = `${this.store.at}/${this.pending.length}/${this.said.length}/${this.conn?.id}`;
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#toEnd();
  }

  /** @param {Conn | undefined} conn */
  #head(conn) {
    if (!conn || !usable(conn)) {
      return html`<header class="ct-term-head"><h2>${this.t('ui.type.seat')}</h2>${this.#seat()}</header>`;
    }
    const several = terminals(this.model, this.host).filter(usable);
    return html`<header class="ct-term-head">
      <h2 class="ct-vh">${this.t('ui.type.terminal_of', { host: this.host })}</h2>
      <span class="ct-t-role">${this.t('ui.type.client')}</span>${this.#seat()}
      <span aria-hidden="true">→</span>
      <span class="ct-t-role">${this.t('ui.type.server')}</span>
      ${several.length > 1 ? this.#choice(several, conn) : html`<b>${this.hostName(conn.server)}</b>`}
      <span class="ct-tag ct-${conn.protocol}">${conn.protocol.toUpperCase()} · ${conn.port}</span>
      <button class="ct-button ct-small" @mousedown=${keepFocus} ?disabled=${!this.ctx.link.mayAct}
        @click=${() => this.#act({ act: 'close', conn: conn.id })}>${this.t('ui.type.hang_up')}</button></header>`;
  }

  /** The machine one sits at. */
  #seat() {
    const all = seats(this.model);
    if (all.length < 2) return html`<b class="ct-t-seat">${this.hostName(this.host)}</b>`;
    return html`<label class="ct-t-field-inline"><span class="ct-vh">${this.t('ui.type.seat')}</span>
      <select class="ct-t-seat" @change=${(/** @type {Event} */ event) => this.#sit(/** @type {HTMLSelectElement} */ (event.target).value)}>
        ${all.map((id) => html`<option value=${id} ?selected=${id === this.host} ?disabled=${!this.model.hosts[id].on}
          >${this.hostName(id)}${this.model.hosts[id].on ? '' : ` (${this.t('ui.type.off')})`}</option>`)}</select></label>`;
  }

  /** @param {string} host */
  #sit(host) {
    this.chosen = '';
    this.said = [];
    this.dispatchEvent(new CustomEvent('ct-seat', { detail: host }));
  }

  /** @param {Conn[]} several @param {Conn} conn */
  #choice(several, conn) {
    return html`<label class="ct-t-field-inline"><span class="ct-vh">${this.t('ui.type.which_terminal')}</span>
      <select @change=${(/** @type {Event} */ event) => { this.chosen = /** @type {HTMLSelectElement} */ (event.target).value; }}>
        ${several.map((each) => html`<option value=${each.id} ?selected=${each.id === conn.id}
          >${this.hostName(each.server)}:${each.port}</option>`)}</select></label>`;
  }

  /** @param {Conn | undefined} conn */
  #conversation(conn) {
    // in a lesson, what a demonstration said is over with it
    const mine = conn && (usable(conn) || !this.chipsFixed || conn.terminal !== 'auto');
    const log = mine ? logOf(this.store.events, conn.id, this.store.at) : [];
    const failed = usable(conn) ? undefined : failedOpening(this.store.events, this.host, this.store.at);
    const commands = usable(conn) ? [] : promptLog(this.store.events, this.host, log.at(-1)?.seq ?? -1, this.store.at);
    const fresh = !log.length && !this.said.length && !failed && !commands.length;
    return html`
      ${fresh ? html`<p class="ct-term-empty">${this.t('ui.type.empty')}</p>` : nothing}
      ${drawLog(log, { conn, part: this })}
      ${drawPrompt(commands.filter(({ seq }) => !failed || seq < failed.seq), this)}
      ${failed ? drawNote(failed, this) : nothing}
      ${failed ? drawPrompt(commands.filter(({ seq }) => seq > failed.seq), this) : nothing}
      ${usable(conn) ? nothing : this.said.map((line) => drawSaid(line, this))}
      ${this.pending.map((text) => html`<p class="ct-t-line ct-t-pending"><code translate="no">${text || ' '}</code></p>`)}
      ${usable(conn) && unanswered(log) && this.playhead.atEnd && !this.pending.length
        ? html`<p class="ct-t-note">${this.t('ui.type.no_answer')}</p>` : nothing}`;
  }

  #run() {
    if (!this.run?.paused) return nothing;
    const left = this.run.lines.length - this.run.next;
    return html`<div class="ct-term-bar ct-warn" role="group" aria-label=${this.t('ui.paste.title')}>
      <p>${this.t('ui.paste.paused', { n: left })}</p>
      <button class="ct-button ct-small" @click=${this.#goOn}>${this.t('ui.paste.go_on')}</button>
      <button class="ct-button ct-small" @click=${() => { this.run = null; this.goToLine(); }}>${this.t('ui.paste.leave')}</button></div>`;
  }

  /** @param {Conn | undefined} conn */
  #chips(conn) {
    const shown = this.chipsFixed ? this.chipsWanted : this.chips;
    if (this.chipsFixed && !shown) return html`<p class="ct-term-aid">${this.t('ui.type.chips_off')}</p>`;
    const machine = this.machines[conn?.protocol ?? ''];
    const legal = shown ? chipsOf(conn?.legal ?? [], machine, conn?.state ?? '') : [];
    const chips = tagged(legal, nextTag(conn));
    const verbs = chips.map(({ insert }) => insert);
    return html`<div class="ct-chips">
      <div class="ct-chip-row" role="group" aria-label=${this.t('ui.type.chips')}>
        ${chips.map((chip) => html`<button class="ct-chip ct-${conn?.protocol ?? ''}" title=${tooltipOf(chip, this.t) || nothing}
          translate="no" @mousedown=${keepFocus} @click=${() => this.#offerVerb(chip.insert, verbs)}
          ><b>${chip.insert.trimEnd()}</b>${restInWords(chip, this.ctx.texts)}</button>`)}
      </div>
      ${this.chipsFixed ? nothing : html`<button class="ct-ghost ct-small" aria-pressed=${this.chips}
        title=${this.t(this.chips ? 'ui.type.chips_hide' : 'ui.type.chips_show')}
        @click=${this.#toggleChips}>${ui.help}<span class="ct-vh">${this.t('ui.type.chips_toggle')}</span></button>`}
    </div>`;
  }

  /** @param {Mode} mode @param {Conn | undefined} conn */
  #prompt(mode, conn) {
    const { mayAct, state } = this.ctx.link;
    const part = mode === 'letter' ? nextPart(conn?.paper ?? [], this.draft) : '';
    return html`<div class="ct-prompt" data-part=${part}>
      ${mode === 'letter' ? html`<p class="ct-prompt-letter"><b>${this.t('ui.type.letter_prompt')}</b>
        <span class="ct-t-part" data-part=${part}>${this.t(`ui.part.${part}`)}</span></p>` : nothing}
      <div class="ct-prompt-row">
        <span class="ct-ps" aria-hidden="true">${mode === 'local' ? '$' : mode === 'letter' ? '✎' : 'C:'}</span>
        <input class="ct-line-input" id="ct-line" ${ref(this.#line)} aria-label=${this.t(`ui.type.line_${mode}`)}
          placeholder=${this.t(`ui.type.hint_${mode}${mode === 'local' && this.model.hosts[this.host]?.resolver ? '_dns' : ''}`)} translate="no" type="text" autocomplete="off" autocapitalize="off"
          autocorrect="off" spellcheck="false" enterkeyhint="send" maxlength="20000" ?readonly=${!mayAct && state !== 'connecting'}
          @keydown=${this.#onKey} @paste=${this.#onPaste}
          @input=${(/** @type {InputEvent} */ event) => { this.draft = /** @type {HTMLInputElement} */ (event.target).value; }}>
        <button class="ct-button ct-go ct-send" @mousedown=${keepFocus} ?disabled=${!this.#ready} @click=${() => this.#enter()}
          >${this.t('ui.type.send')}</button>
      </div>
      <div class="ct-keybar" role="group" aria-label=${this.t('ui.type.keybar')}>
        ${KEYS.map((key) => html`<button class="ct-keycap" translate="no" @mousedown=${keepFocus}
          @click=${() => { this.#line.value?.focus(); this.#type(key); }}>${key}</button>`)}</div>
    </div>`;
  }

  #toggleChips = () => {
    this.chips = !this.chips;
    try { localStorage.setItem(CHIPS, this.chips ? 'shown' : 'hidden'); } catch { /* it lasts as long as the page */ }
    this.goToLine();
  };

  // --- typing ------------------------------------------------------------------------

  #onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.isComposing) return;
    const history = this.#histories[this.mode];
    const input = /** @type {HTMLInputElement} */ (event.target);
    if (event.key === 'Enter') {
      event.preventDefault();
      this.#enter();
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      const line = event.key === 'ArrowUp' ? history.up(input.value) : history.down();
      if (line !== null) this.#put({ value: line, caret: line.length });
    }
  };

  /** @param {{ value: string, caret: number }} line */
  #put({ value, caret }) {
    const input = this.#line.value;
    if (!input) return;
    input.value = value;
    input.setSelectionRange(caret, caret);
    this.draft = value;
  }

  /** Types at the caret, in a way the field's own undo knows. @param {string} text */
  #type(text) {
    const input = this.#line.value;
    if (!input || document.execCommand('insertText', false, text)) return;
    this.#put(insertAt(input.value, input.selectionStart ?? 0, input.selectionEnd ?? 0, text));
  }

  /** @param {string} verb @param {string[]} verbs */
  #offerVerb(verb, verbs) {
    const input = this.#line.value;
    const line = input && insertVerb(input.value, verb, verbs);
    input?.focus();
    if (line) this.#put(line);
    else this.ctx.link.say({ key: 'ui.type.line_taken' });
  }

  #enter() {
    const input = this.#line.value;
    if (!input || !this.#ready) return;
    const { mode } = this;
    const text = input.value;
    this.#put({ value: '', caret: 0 });
    input.focus();
    this.#histories[mode].push(text);
    if (mode === 'local') this.#local(text);
    else this.#sendLine(text);
  }

  /** One line to the server, exactly as typed. @param {string} text */
  async #sendLine(text) {
    const conn = this.conn?.id ?? '';
    this.pending = [...this.pending, text];
    const answer = await this.#act({ act: 'line', conn, text });
    if (answer.ok) await this.arrived(answer.seq ?? -1);
    this.pending = this.pending.slice(1);
    if (!answer.ok && !this.draft) this.#put({ value: text, caret: text.length });
    return answer;
  }

  /** @param {string} text */
  #local(text) {
    const machines = Object.values(this.machines);
    const verbs = machines.flatMap((machine) => Object.keys(machine.verbs ?? {}));
    const services = Object.assign({}, ...machines.map((machine) => machine.services));
    const local = readLocal(text, verbs, services);
    if (local.act === 'clear') this.said = [];
    else if (local.act === 'open') this.#open({ act: 'open', host: this.host, target: local.target, port: local.port }, text);
    else if (local.act === 'run') this.#open({ act: 'run', host: this.host, text: local.text }, text);
    else if (local.act === 'say') this.said = [...this.said, { text, reply: { key: local.key, params: local.params } }];
    else this.said = [...this.said, { text, reply: null }];
  }

  /** @param {Record<string, any>} act @param {string} text */
  async #open(act, text) {
    this.said = [...this.said, { text, reply: null }];
    const answer = await this.#act(act);
    this.chosen = '';
    if (answer.ok) this.said = [];
    this.goToLine();
  }

  #onConnect = (/** @type {CustomEvent<{ target: string, port: number }>} */ event) => {
    const { target, port } = event.detail;
    const text = `telnet ${target} ${port}`;
    this.#histories.local.push(text);
    this.#open({ act: 'open', host: this.host, target, port }, text);
  };

  /** Acts wait for each other, so that lines arrive in the order typed. @param {Record<string, any>} act */
  #act(act) {
    const done = this.#turn.then(() => this.ctx.link.act(act, { now: true }));
    this.#turn = done.catch(() => {});
    return done;
  }

  // --- blocks ------------------------------------------------------------------------

  #onPaste = (/** @type {ClipboardEvent} */ event) => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (!isBlock(text)) return;
    event.preventDefault();
    this.#offerBlock(text);
  };

  /** @param {string} text */
  #offerBlock(text) {
    const dialog = /** @type {any} */ (this.querySelector('ct-paste'));
    dialog?.open(splitBlock(text), this.mode !== 'local');
  }

  #onBlock = (/** @type {CustomEvent<{ lines: string[], how: 'slow' | 'fast' }>} */ event) => {
    const { lines, how } = event.detail;
    if (how === 'fast') this.#act({ act: 'paste', conn: this.conn?.id ?? '', text: joinBlock(lines) });
    else { this.run = startRun(lines); this.#step(); }
    this.goToLine();
  };

  #goOn = () => {
    this.run = this.run && { ...this.run, paused: false };
    this.#step();
  };

  /** The next line of a block; the one after it waits for the answer. */
  async #step() {
    while (this.run && !this.run.paused) {
      const { run } = this;
      const answer = await this.#sendLine(run.lines[run.next]);
      await this.updateComplete;
      if (this.run !== run) return;
      const { conn } = this;
      const last = conn && logOf(this.store.events, conn.id, this.store.at).at(-1);
      this.run = answer.ok
        ? advanceRun(run, { refused: isRefusal(last), open: usable(conn) }) : null;
    }
  }
}

/** A button that writes into the line must not take the focus (and the phone's keyboard). @param {Event} event */
function keepFocus(event) { event.preventDefault(); }

customElements.define('ct-terminal', Terminal);
