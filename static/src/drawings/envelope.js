/**
 * The envelope that fills in while commands run, and the letter that rises out of it. Small
 * on the stage (a picture: local parts only), large in the details (every word).
 */
import { html, nothing } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { lazy, Piece } from '../core/lazy-piece.js';

/** @typedef {import('../types.d.ts').Conn} Conn */
/** @typedef {(key: string, params?: Record<string, any>) => string} Words */

/**
 * What the envelope's moment is: its phase decides what is being written on it.
 * @typedef {object} Moment
 * @property {string} phase    beat's phase
 * @property {boolean} landed  the letter in flight has arrived
 */

const SEALS = new Piece(() => import('../authenticity/seals.js'), 'seals');
const RECIPIENTS_SMALL_MAX = 2;

/** What the server found out about who it is from.
 * @param {Conn} conn @param {boolean} listed */
const sealsOn = ({ seals, message }, listed) =>
  seals
    ? lazy(
        SEALS,
        () => html`<ct-seals .seals=${seals} .message=${message} ?listed=${listed}></ct-seals>`,
      )
    : nothing;

/** @param {string} path */
const localPart = (path) => path.replace(/@[^@]*$/, '') || '<>';

/** @param {Conn} conn @param {Moment} moment */
function letterPlace(conn, moment) {
  if (conn.in_letter || (moment.phase === 'letter' && conn.letter)) return 'up';
  return conn.letter ? 'in' : 'none';
}

/**
 * The small one, on the stage. Decoration: its words are in the details.
 * @param {Conn | undefined} conn @param {Moment} moment @param {Words} t
 */
export function smallEnvelope(conn, moment, t) {
  const envelope = conn?.envelope;
  if (!conn || !envelope) {
    return html`<div class="ct-mini ct-mini-none"><span>${t('ui.envelope.none')}</span>${
      conn ? sealsOn(conn, false) : nothing
    }</div>`;
  }
  const place = letterPlace(conn, moment);
  const shown = envelope.forward_paths.slice(-RECIPIENTS_SMALL_MAX);
  const more = envelope.forward_paths.length - shown.length;
  return html`<div class="ct-mini ct-letter-${place} ${
    envelope.done ? `ct-done-${envelope.done}` : ''
  }">
    <div class=${classMap({
      'ct-mini-sheet': true,
      'ct-written': Boolean(conn.letter) && moment.landed,
    })}></div>
    <div class="ct-mini-cover">
      <span class="ct-mini-from"><span translate="no"
        >${localPart(envelope.reverse_path ?? '')}</span>${
          more > 0 ? html`<span>+${more}</span>` : nothing
        }</span>
      <span class="ct-mini-to">${shown.map(
        (to) => html`<span translate="no"
        class=${to.status === 'refused' ? 'ct-struck' : ''}>${localPart(to.path)}</span>`,
      )}</span>
    </div>${sealsOn(conn, false)}</div>`;
}

/**
 * The large one: cover and, when there is one, the letter behind it.
 * @param {Conn} conn @param {Moment} moment @param {Words} t
 */
export function largeEnvelope(conn, moment, t) {
  const place = letterPlace(conn, moment);
  return html`<div class="ct-post ct-letter-${place}">
    ${
      place === 'none'
        ? nothing
        : html`<div class="ct-sheet">
      <small>${t('ui.letter.read_by')}</small>${letterWords(conn, moment, t)}</div>`
    }
    ${cover(conn, moment, t)}${sealsOn(conn, true)}</div>`;
}

/** @param {Conn} conn @param {Moment} moment @param {Words} t */
function letterWords(conn, moment, t) {
  const { letter } = conn;
  if (!letter || !moment.landed) return html`<p class="ct-hint">${t('ui.letter.blank_sheet')}</p>`;
  return html`${[
    ['From', letter.shown.from],
    ['To', letter.shown.to],
    ['Subject', letter.shown.subject],
  ].map(([name, value]) =>
    value ? html`<p translate="no"><b>${name}:</b> ${value}</p>` : nothing,
  )}${letter.blank_line ? nothing : html`<p class="ct-hint">${t('ui.letter.no_blank_line')}</p>`}`;
}

/** @param {Conn} conn @param {Moment} moment @param {Words} t */
function cover(conn, moment, t) {
  const { envelope } = conn;
  const to = envelope?.forward_paths ?? [];
  return html`<div class="ct-cover">
    <small>${t('ui.envelope.read_by')}</small>
    <dl>
      <div class=${classMap({ 'ct-now': moment.phase === 'sender' && Boolean(envelope) })}><dt
        >${t('ui.envelope.from')}</dt>
        <dd translate="no">${reversePath(envelope, t)}</dd></div>
      <div class=${classMap({ 'ct-now': moment.phase === 'recipients' && to.length > 0 })}><dt
        >${t('ui.envelope.to')}</dt>
        <dd>${
          to.length
            ? html`<ul>${to.map((each) => recipient(each, t))}</ul>`
            : html`<em
          >${t('ui.envelope.nobody')}</em>`
        }</dd></div>
    </dl>
    ${
      envelope?.done
        ? html`<p class="ct-done">${t(`ui.envelope.done.${envelope.done}`)}</p
      >`
        : nothing
    }</div>`;
}

/** @param {Conn['envelope'] | undefined} envelope @param {Words} t */
function reversePath(envelope, t) {
  if (!envelope) return html`<em>${t('ui.envelope.empty')}</em>`;
  return envelope.reverse_path || html`&lt;&gt; <em>${t('ui.envelope.null')}</em>`;
}

/** @param {import('../types.d.ts').AnsweredPath} to @param {Words} t */
function recipient(to, t) {
  if (to.status !== 'refused') return html`<li translate="no">${to.path}</li>`;
  return html`<li><s class="ct-struck" translate="no">${to.path}</s>
    <span class="ct-refused">${t('ui.envelope.refused', { code: to.code })}</span></li>`;
}

/** A sheet of paper, for the stage: this is what flies, never the envelope. */
export const sheet = html`<svg viewBox="0 0 44 56" class="ct-paper-sheet" aria-hidden="true">
  <path class="page" d="M4 2h27l9 9v43H4z"/><path class="fold" d="M31 2v9h9"/>
  <path class="line head" d="M10 17h18M10 23h22"/><path class="line" d="M10 34h24M10 40h24M10
    46h15"/></svg>`;
