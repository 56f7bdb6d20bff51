/**
 * Templates around the terminal's log: whose machine and which connection it is, what was
 * said there, and the commands one may insert. What a button does is the terminal's.
 */
import { html, nothing } from 'lit';
import { ui } from '../../drawings/icons.js';
import { callLine, firstCall, isEncrypted, seats, usable } from '../../model/terminals.js';
import { chipsOf, restInWords, tooltipOf } from './command-chips.js';
import { drawLog, drawNote } from './draw-log.js';
import { nextTag, tagged } from './imap-tags.js';
import { drawPartName } from './part-name.js';
import { stayPut } from '../../drawings/stay-put.js';
import { drawPrompt, drawSaid, promptLog } from './prompt-log.js';
import './connect.js';
import { failedOpening, logOf, unanswered } from './terminal-log.js';

/** @typedef {import('../../types.d.ts').Conn} Conn */
/** @typedef {import('../../core/page-element.js').PageElement} PageElement */
/**
 * @typedef {PageElement & { host: string, conns: Conn[], chips: boolean, chipsFixed: boolean,
 *   chipsWanted: boolean, said: import('./prompt-log.js').Said[], pending: string[],
 *   machines: import('../../types.d.ts').Machines }} Terminal  what the terminal knows
 */
/**
 * @typedef {{ sit: (host: string) => void, choose: (conn: string) => void, hangUp: (conn: string)
 *   => void }} HeadActs
 */

/** @typedef {(chip: import('./command-chips.js').Chip, others: string[]) => void} Offer */

/** «Escribes sin ayuda»: a lesson's step takes chips, advice and examples away.
 * @param {Pick<Terminal, 'chipsFixed' | 'chipsWanted'>} part */
export const isUnaided = (part) => part.chipsFixed && !part.chipsWanted;

/**
 * What may be typed here.
 * @param {Terminal & { protocol: string }} part @param {'local' | 'command' | 'letter'} mode
 */
export function promptHint(part, mode) {
  if (isUnaided(part)) return '';
  if (mode !== 'local') return part.t(`ui.type.hint_${mode}`);
  if (part.model.hosts[part.host]?.resolver) return part.t('ui.type.hint_local_dns');
  const service = firstCall(part.model, part.protocol);
  return service ? callLine(part.model, service) : '';
}

/** Characters that a phone's keyboard hides. */
const KEYS = ['@', '<', '>', ':', '.', '"'];
/** The key that ends a line with LF alone: Ctrl+J, as in any terminal. */
export const LF = '\n';
/** What a server may have wrong that such a line shows. */
const SHOWN_BY_LF = ['lenient_end', 'bare_line_ends'];

/** @param {Event} event */
const valueOf = (event) => /** @type {HTMLSelectElement} */ (event.target).value;

/** @param {Terminal} part @param {Conn | undefined} conn @param {HeadActs} acts */
export function drawHead(part, conn, acts) {
  if (!conn || !usable(conn)) {
    return html`<header class="ct-term-head"><h2>${part.t('ui.type.seat')}</h2
      >${drawSeat(part, acts)}</header>`;
  }
  const several = part.conns.filter(usable);
  return html`<header class="ct-term-head">
    <h2 class="ct-vh">${part.t('ui.type.terminal_of', { host: part.host })}</h2>
    <span class="ct-t-role">${part.t('ui.type.client')}</span>${drawSeat(part, acts)}
    <span aria-hidden="true">→</span>
    <span class="ct-t-role">${part.t('ui.type.server')}</span>
    ${
      several.length > 1
        ? drawChoice(part, several, conn, acts)
        : html`<b
      >${part.hostName(conn.server)}</b>`
    }
    <span class="ct-tag ct-${conn.protocol}">${conn.protocol.toUpperCase()} · ${conn.port}${
      isEncrypted(conn) ? ' · TLS' : ''
    }</span>
    <button class="ct-button ct-small" @mousedown=${stayPut} ?disabled=${!part.ctx.link.mayAct}
      @click=${() => acts.hangUp(conn.id)}>${part.t('ui.type.hang_up')}</button></header>`;
}

/** The machine one sits at. @param {Terminal} part @param {HeadActs} acts */
function drawSeat(part, { sit }) {
  const all = seats(part.model);
  if (all.length < 2) return html`<b class="ct-t-seat">${part.hostName(part.host)}</b>`;
  const isOn = (/** @type {string} */ id) => part.model.hosts[id].on;
  return html`<label class="ct-t-field-inline"><span class="ct-vh">${part.t('ui.type.seat')}</span>
    <select class="ct-t-seat" @change=${(/** @type {Event} */ event) => sit(valueOf(event))}>
      ${all.map(
        (id) => html`<option value=${id} ?selected=${id === part.host} ?disabled=${!isOn(id)}
        >${part.hostName(id)}${isOn(id) ? '' : ` (${part.t('ui.type.off')})`}</option>`,
      )}</select></label>`;
}

/** @param {Terminal} part @param {Conn[]} several @param {Conn} conn @param {HeadActs} acts */
function drawChoice(part, several, conn, { choose }) {
  return html`<label class="ct-t-field-inline"><span class="ct-vh"
    >${part.t('ui.type.which_terminal')}</span>
    <select @change=${(/** @type {Event} */ event) => choose(valueOf(event))}>
      ${several.map(
        (each) => html`<option value=${each.id} ?selected=${each.id === conn.id}
        >${part.hostName(each.server)}:${each.port}</option>`,
      )}</select></label>`;
}

/** What was typed and answered on the connection on show.
 * @param {Terminal} part @param {Conn} conn @returns {unknown} */
function drawSession(part, conn) {
  const log = logOf(part.store.events, conn.id, part.store.at);
  const silent = unanswered(log) && part.playhead.atEnd && !part.pending.length;
  return html`${drawEmpty(
    part,
    !log.length && !part.said.length,
  )}${drawLog(log, { conn, part, unaided: isUnaided(part) })}${drawPending(part)}
    ${silent ? html`<p class="ct-t-note">${part.t('ui.type.no_answer')}</p>` : nothing}`;
}

/** @param {Terminal} part @param {boolean} empty */
const drawEmpty = (part, empty) =>
  empty ? html`<p class="ct-term-empty">${part.t('ui.type.empty')}</p>` : nothing;

/** The local prompt, and what a session before it left.
 * @param {Terminal} part @param {Conn | undefined} conn @returns {unknown} */
function drawLocal(part, conn) {
  const { store, host } = part;
  const log = conn ? logOf(store.events, conn.id, store.at) : [];
  const failed = failedOpening(store.events, host, store.at);
  const commands = promptLog(store.events, host, log.at(-1)?.seq ?? -1, store.at);
  const fresh = !log.length && !part.said.length && !failed && !commands.length;
  return html`
    ${drawEmpty(part, fresh && !isUnaided(part))}
    ${drawLog(log, { conn, part, unaided: isUnaided(part) })}
    ${drawPrompt(
      commands.filter(({ seq }) => !failed || seq < failed.seq),
      part,
    )}
    ${failed ? drawNote(failed, part) : nothing}
    ${
      failed
        ? drawPrompt(
            commands.filter(({ seq }) => seq > failed.seq),
            part,
          )
        : nothing
    }
    ${part.said.map((line) => drawSaid(line, part))}${drawPending(part)}`;
}

/** Typed, not yet in the journal. @param {Terminal} part */
const drawPending = (part) =>
  part.pending.map(
    (text) =>
      html`<p class="ct-t-line ct-t-pending"><code translate="no">${text || ' '}</code></p>`,
  );

/** @param {Terminal} part @param {Conn | undefined} conn @returns {unknown} */
export const drawConversation = (part, conn) =>
  conn && usable(conn) ? drawSession(part, conn) : drawLocal(part, conn);

/** @param {Terminal} part */
const drawUnaided = (part) => html`<p class="ct-term-aid">${part.t('ui.type.chips_off')}</p>`;

/**
 * Whom to call, for those who do not know `telnet` yet.
 * @param {Terminal & { protocol: string, call: string }} part @param {boolean} busy
 * @param {(event: CustomEvent) => void} connect
 */
export const drawConnect = (part, busy, connect) =>
  isUnaided(part)
    ? drawUnaided(part)
    : html`<ct-connect .protocol=${part.protocol} .call=${part.call} .busy=${busy}
      @ct-connect=${connect}></ct-connect>`;

/**
 * The commands that are legal now, to insert into the line.
 * @param {Terminal} part @param {Conn} conn
 * @param {{ offer: Offer, toggle: () => void, startTls: () => void }} acts
 */
export function drawChips(part, conn, acts) {
  if (conn.tls === 'agreed') return drawStartTls(part, acts.startTls);
  if (isUnaided(part)) return drawUnaided(part);
  const shown = part.chipsFixed || part.chips;
  const legal = shown
    ? chipsOf(conn.legal ?? [], part.machines[conn.protocol], conn.state ?? '')
    : [];
  const chips = tagged(legal, nextTag(conn));
  const inserts = chips.map(({ insert }) => insert);
  return html`<div class="ct-chips">
    <div class="ct-chip-row" role="group" aria-label=${part.t('ui.type.chips')}>
      ${chips.map(
        (chip) => html`<button class="ct-chip ct-${conn.protocol}"
          title=${tooltipOf(chip, part.t) || nothing}
        translate="no" @mousedown=${stayPut} @click=${() => acts.offer(chip, inserts)}
        ><b>${chip.insert.slice(0, chip.caret).trimEnd()}</b>${restInWords(
          chip,
          part.ctx.texts,
        )}</button>`,
      )}
    </div>
    ${
      part.chipsFixed
        ? nothing
        : html`<button class="ct-ghost ct-small" aria-pressed=${part.chips}
      title=${part.t(part.chips ? 'ui.type.chips_hide' : 'ui.type.chips_show')}
      @click=${acts.toggle}>${ui.help}<span class="ct-vh">${part.t('ui.type.chips_toggle')}</span
      ></button>`
    }
  </div>`;
}

/** The server said yes to STARTTLS: no command goes now.
 * @param {Terminal} part @param {() => void} startTls */
const drawStartTls = (part, startTls) => html`<div class="ct-chips">
    <button class="ct-button ct-small" @mousedown=${stayPut} ?disabled=${!part.ctx.link.mayAct}
      @click=${startTls}>${part.t('ui.type.start_tls')}</button>
    <span class="ct-t-note">${part.t('ui.type.tls_agreed')}</span></div>`;

/**
 * What the line being typed will be in the letter. The blank line, which nobody sees before
 * it is sent, is a button that sends it.
 * @param {Terminal} part @param {string} next @param {() => void} send
 */
export const drawNextPart = (part, next, send) =>
  next && !isUnaided(part)
    ? html`<p class="ct-prompt-letter"><b>${part.t('ui.type.letter_prompt')}</b>
    <span class="ct-t-part" data-part=${next}>${
      next === 'blank'
        ? html`<button @mousedown=${stayPut} @click=${send}
        >${part.t('ui.part.blank')} ↵</button>`
        : drawPartName(next, part)
    }</span></p>`
    : nothing;

/**
 * A pasted block that stopped at a refused line.
 * @param {Terminal} part @param {import('./paste-block.js').Run | null} run
 * @param {{ goOn: () => void, leave: () => void }} acts
 */
export function drawPaused(part, run, { goOn, leave }) {
  if (!run?.paused) return nothing;
  const left = run.lines.length - run.next;
  return html`<div class="ct-term-bar ct-warn" role="group" aria-label=${part.t('ui.paste.title')}>
    <p>${part.t('ui.paste.paused', { n: left })}</p>
    <button class="ct-button ct-small" @mousedown=${stayPut} @click=${goOn}
      >${part.t('ui.paste.go_on')}</button>
    <button class="ct-button ct-small" @mousedown=${stayPut} @click=${leave}
      >${part.t('ui.paste.leave')}</button></div>`;
}

/** @param {Terminal} part @param {(key: string) => void} press */
export const drawKeys = (
  part,
  press,
) => html`<div class="ct-keybar" role="group" aria-label=${part.t('ui.type.keybar')}>
  ${KEYS.map(
    (key) => html`<button class="ct-keycap" translate="no" @mousedown=${stayPut}
    @click=${() => press(key)}>${key}</button>`,
  )}${endsMatter(part) ? drawLf(part, press) : nothing}</div>`;

/** A server is here that is careless about line ends. @param {Terminal} part */
const endsMatter = ({ model }) =>
  Object.values(model.hosts).some(({ faults }) => faults?.some((f) => SHOWN_BY_LF.includes(f)));

/** @param {Terminal} part @param {(key: string) => void} press */
const drawLf = (part, press) => html`<button class="ct-keycap" title=${part.t('ui.type.lf')}
    @mousedown=${stayPut} @click=${() => press(LF)}>↵ LF</button>`;
