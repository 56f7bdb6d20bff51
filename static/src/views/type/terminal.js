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
import { comingSoon } from '../../core/lazy-piece.js';
import { PageElement, watching } from '../../core/page-element.js';
import { insertAt, insertVerb } from './insert-text.js';
import { LineHistory } from './line-history.js';
import { LogEnd } from './log-end.js';
import { nextPart } from './letter-parts.js';
import { advanceRun, isBlock, joinBlock, splitBlock, startRun } from './paste-block.js';
import { stayPut } from '../../drawings/stay-put.js';
import { isDemonstrated, shownOf, terminals, usable } from '../../model/terminals.js';
import { readLocal } from './local-commands.js';
import { isRefusal, logOf } from './terminal-log.js';
import {
  drawChips,
  drawConnect,
  drawConversation,
  drawHead,
  drawKeys,
  drawNextPart,
  drawPaused,
  LF,
  promptHint,
} from './draw-terminal.js';

/** @typedef {import('../../types.d.ts').Conn} Conn */
/** @typedef {'local' | 'command' | 'letter'} Mode */
/** @typedef {import('./prompt-log.js').Said} Said */

const PASTE = comingSoon(() => import('./paste-choice.js'));
/** What stands before the line. @type {Record<Mode, string>} */
const SIGNS = { local: '$', command: 'C:', letter: '✎' };

class Terminal extends PageElement {
  static watches = watching('store', 'playhead', 'texts', 'link');

  static properties = {
    host: { type: String },
    chosen: { type: String },
    chips: { state: true },
    chipsFixed: { type: Boolean },
    chipsWanted: { type: Boolean },
    protocol: { type: String },
    call: { type: String },
    said: { state: true },
    pending: { state: true },
    opening: { state: true },
    draft: { state: true },
    run: { state: true },
    machines: { state: true },
  };

  constructor() {
    super();
    /** where the learner sits */ this.host = '';
    /** id of the connection on show, or "" for the newest */ this.chosen = '';
    /** chips are on show */ this.chips = true;
    /** a lesson decides about the chips */ this.chipsFixed = false;
    /** what the lesson decided */ this.chipsWanted = true;
    /** what is spoken in the lesson, or "" */ this.protocol = '';
    /** whom the step says to call, as `sur.example 25`, or "" */ this.call = '';
    /** lines of the local prompt @type {Said[]} */ this.said = [];
    /** typed, not yet in the journal @type {string[]} */ this.pending = [];
    /** a connection is being made: a line now would miss it */ this.opening = false;
    this.draft = '';
    /** @type {import('./paste-block.js').Run | null} */ this.run = null;
    /** @type {import('../../types.d.ts').Machines} */ this.machines = {};
    this.#histories = {
      local: new LineHistory(),
      command: new LineHistory(),
      letter: new LineHistory(),
    };
  }

  #histories;
  #drawn = '';
  #end = new LogEnd();
  /** acts go one after another @type {Promise<unknown>} */ #turn = Promise.resolve();

  connectedCallback() {
    super.connectedCallback();
    this.chips = this.ctx.prefs.values.chips;
    this.ctx.machines().then(
      (machines) => {
        this.machines = machines;
      },
      () => {},
    );
  }

  /** Where one may type: in a lesson, what a demonstration opened is over with it. */
  get conns() {
    const all = terminals(this.model, this.host);
    return this.chipsFixed ? all.filter((conn) => !isDemonstrated(conn)) : all;
  }
  /** @returns {Conn | undefined} */
  get conn() {
    return shownOf(this.conns, this.chosen);
  }
  /** @returns {Mode} */
  get mode() {
    if (!usable(this.conn)) return 'local';
    return this.conn?.in_letter ? 'letter' : 'command';
  }

  /** The lab is here and one may act in it. Until then Enter leaves the line as it is. */
  get #ready() {
    return this.ctx.link.mayAct && this.host !== '' && !this.opening;
  }

  /** To the command line. @param {string} [text] a key pressed elsewhere, to be typed here */
  goToLine(text = '') {
    this.#line?.focus();
    if (text) this.#type(text);
  }

  /** A block pasted anywhere on the page. @param {string} text */
  paste(text) {
    if (isBlock(text)) this.#offerBlock(text);
    else this.goToLine(text);
  }

  /** Where one types. @returns {HTMLInputElement | null} */
  get #line() {
    return this.querySelector('.ct-line-input');
  }

  render() {
    const { mode, conn } = this;
    return html`<section class="ct-term" data-mode=${mode} aria-label=${this.t('ui.type.terminal')}>
      ${drawHead(this, conn, this.#headActs)}
      <div class="ct-term-log" role="log" tabindex="0" aria-label=${this.t('ui.type.log')}>
        ${drawConversation(this, conn)}
      </div>
      ${drawPaused(this, this.run, this.#runActs)}
      ${mode === 'local' ? drawConnect(this, !this.#ready, this.#onConnect) : nothing}
      ${conn && mode === 'command' ? drawChips(this, conn, this.#chipActs) : nothing}
      ${this.#prompt(mode, conn)}
    </section>
    <ct-paste @ct-paste=${this.#onBlock}></ct-paste>`;
  }

  firstUpdated() {
    const log = this.querySelector('.ct-term-log');
    if (log instanceof HTMLElement) this.#end.keep(log);
  }

  updated() {
    const drawn = `${this.store.at}/${this.pending.length}/${this.said.length}/${this.conn?.id}`;
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#end.show();
  }

  #headActs = {
    sit: (/** @type {string} */ host) => this.#sit(host),
    choose: (/** @type {string} */ conn) => {
      this.chosen = conn;
    },
    hangUp: (/** @type {string} */ conn) => {
      this.#act({ act: 'close', conn });
    },
  };

  /** @param {string} host */
  #sit(host) {
    this.chosen = '';
    this.said = [];
    this.dispatchEvent(new CustomEvent('ct-seat', { detail: host }));
  }

  #runActs = {
    goOn: () => this.#goOn(),
    leave: () => {
      this.run = null;
      this.goToLine();
    },
  };

  #chipActs = {
    /** @type {import('./draw-terminal.js').Offer} */
    offer: (chip, others) => {
      const input = this.#line;
      const line = input && insertVerb(input.value, chip, others);
      input?.focus();
      if (line) this.#put(line);
      else this.ctx.link.say({ key: 'ui.type.line_taken' });
    },
    toggle: () => this.#toggleChips(),
    startTls: () => {
      this.#act({ act: 'start_tls', conn: this.conn?.id ?? '' });
      this.goToLine();
    },
  };

  /** @param {Mode} mode @param {Conn | undefined} conn */
  #prompt(mode, conn) {
    const { mayAct, state } = this.ctx.link;
    const part = mode === 'letter' ? nextPart(conn?.next_line, this.draft) : '';
    return html`<div class="ct-prompt" data-part=${part}>
      ${drawNextPart(this, part, () => this.#enter())}
      <div class="ct-prompt-row">
        <span class="ct-ps" aria-hidden="true">${SIGNS[mode]}</span>
        <input class="ct-line-input" id="ct-line"
          aria-label=${this.t(`ui.type.line_${mode}`)}
          placeholder=${promptHint(this, mode)} translate="no" type="text"
          autocomplete="off" autocapitalize="off"
          autocorrect="off" spellcheck="false" enterkeyhint="send" maxlength="20000"
          ?readonly=${!mayAct && state !== 'connecting'}
          @keydown=${this.#onKey} @paste=${this.#onPaste}
          @input=${(/** @type {InputEvent} */ event) => {
            this.draft = /** @type {HTMLInputElement} */ (event.target).value;
          }}>
        <button class="ct-button ct-go ct-send" @mousedown=${stayPut} ?disabled=${!this.#ready}
          @click=${() => this.#enter()}
          >${this.t('ui.type.send')}</button>
      </div>
      ${drawKeys(this, (key) => {
        this.#line?.focus();
        if (key === LF) this.#enter(true);
        else this.#type(key);
      })}
    </div>`;
  }

  #toggleChips() {
    this.chips = !this.chips;
    this.ctx.prefs.set('chips', this.chips);
    this.goToLine();
  }

  // --- typing ------------------------------------------------------------------------

  #onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.isComposing) return;
    const history = this.#histories[this.mode];
    const input = /** @type {HTMLInputElement} */ (event.target);
    const lf = event.ctrlKey && event.key === 'j';
    if (lf || event.key === 'Enter') {
      event.preventDefault();
      this.#enter(lf);
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      const line = event.key === 'ArrowUp' ? history.up(input.value) : history.down();
      if (line !== null) this.#put({ value: line, caret: line.length });
    }
  };

  /** @param {{ value: string, caret: number }} line */
  #put({ value, caret }) {
    const input = this.#line;
    if (!input) return;
    input.value = value;
    input.setSelectionRange(caret, caret);
    this.draft = value;
  }

  /** Types at the caret, in a way the field's own undo knows. @param {string} text */
  #type(text) {
    const input = this.#line;
    if (!input || document.execCommand('insertText', false, text)) return;
    this.#put(insertAt(input.value, input.selectionStart ?? 0, input.selectionEnd ?? 0, text));
  }

  /** @param {boolean} [lf] LF alone ends the line */
  #enter(lf) {
    const input = this.#line;
    if (!input || !this.#ready) return;
    const [mode, text] = [this.mode, input.value];
    this.#put({ value: '', caret: 0 });
    input.focus();
    this.#histories[mode].push(text);
    if (mode === 'local') this.#local(text);
    else this.#sendLine(text, lf);
  }

  /** One line to the server, exactly as typed. @param {string} text @param {boolean} [lf] */
  async #sendLine(text, lf) {
    this.pending = [...this.pending, text];
    const answer = await this.#act({ act: 'line', conn: this.conn?.id ?? '', text, lf });
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
    else if (local.act === 'open') this.#open({ host: this.host, ...local }, text);
    else if (local.act === 'run')
      this.#open({ act: 'run', host: this.host, text: local.text }, text);
    else if (local.act === 'say')
      this.said = [...this.said, { text, reply: { key: local.key, params: local.params } }];
    else this.said = [...this.said, { text, reply: null }];
  }

  /** @param {Record<string, any>} act @param {string} text */
  async #open(act, text) {
    this.said = [...this.said, { text, reply: null }];
    this.opening = true;
    const answer = await this.#act(act);
    if (answer.ok) await this.arrived(answer.seq ?? -1);
    this.opening = false;
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

  /** Acts wait for each other: lines arrive as typed. @param {Record<string, any>} act */
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
  async #offerBlock(text) {
    await PASTE.want();
    const dialog = /** @type {any} */ (this.querySelector('ct-paste'));
    dialog?.open?.(splitBlock(text), this.mode !== 'local');
  }

  #onBlock = (/** @type {CustomEvent<{ lines: string[], how: 'slow' | 'fast' }>} */ event) => {
    const { lines, how } = event.detail;
    if (how === 'fast')
      this.#act({ act: 'paste', conn: this.conn?.id ?? '', text: joinBlock(lines) });
    else {
      this.run = startRun(lines);
      this.#step();
    }
    this.goToLine();
  };

  #goOn() {
    this.run = this.run && { ...this.run, paused: false };
    this.#step();
  }

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
        ? advanceRun(run, { refused: isRefusal(last), open: usable(conn) })
        : null;
    }
  }
}

customElements.define('ct-terminal', Terminal);
