/**
 * The stage: the machines, their cables, what is in flight between the two that talk, and
 * the envelope the server holds. Places are computed from columns.js, never measured, so
 * the ladder's lifelines hang from the same points.
 *
 * While nothing plays the packet is a button: it can be lost (drop-question.js).
 */
import { html, nothing } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import {
  addressFits,
  besideServer,
  columnsOf,
  innerHost,
  isRacked,
  isTight,
  nameWidths,
  needsTwoLines,
  pairAt,
  phoneColumns,
  spanRems,
  talkingRoom,
} from './columns.js';
import { sheet, smallEnvelope } from '../drawings/envelope.js';
import { Flight, measuresOf } from './flight.js';
import { mark, node, ui } from '../drawings/icons.js';
import { activeCableFaults, activeFaults } from '../model/active-faults.js';
import { lazy, Piece } from '../core/lazy-piece.js';
import { PageElement, watching } from '../core/page-element.js';
import { PAPER_EVENT } from '../core/paper.js';
import { connAt, hasEnvelope } from '../model/step-subjects.js';
import { replyClass, replyWord, wireLines } from '../model/wire-text.js';
import { isOver, Lane, tapsOf } from './way.js';
import { OPEN_MACHINE } from '../machines/events.js';

/** @typedef {import('../types.d.ts').Step} Step */
/** @typedef {import('../types.d.ts').Host} Host */

const DROP_QUESTION = new Piece(() => import('./drop-question.js'));
const SERVER_ICONS = ['office', 'office2'];
const CLIENT_ICONS = ['laptop', 'pc'];
/** Classes that change the numbers of the layout. */
const LAYOUTS = ['ct-tight', 'ct-idle'];
/** From this many machines on, names take two lines and roles stand on top of the tiles. */
const CROWDED = 5;
/** The envelope lies between two machines at least this far apart, else below one; rem. */
const ENVELOPE_ROOM = 13;

/**
 * A machine whose picture says what it is: `node` of drawings/icons.js, or ''.
 * @param {Host} host
 */
function ownIcon(host) {
  if (host.device === 'phone') return 'phone';
  if (host.role === 'browser') return 'window';
  if (host.role === 'wiretap') return 'eye';
  const [first] = host.programs;
  return first?.protocol === 'dns' ? 'signpost' : first?.protocol === 'http' ? 'website' : '';
}

class Stage extends PageElement {
  static watches = watching('store', 'playhead', 'texts', 'prefs', 'link');
  static properties = { dropping: { state: true }, flight: { type: Boolean } };
  #flight = new Flight();
  #lane = new Lane();
  #rems = 50;
  /** looks that the style sheet lays the stage out by, when it was measured */ #laidOut = '';
  /** @type {import('./flight.js').Measures | null} */ #measures = null;
  #resize = new ResizeObserver(() => this.#measure());

  constructor() {
    super();
    /** in a lesson, too, what flies may be lost or changed */ this.flight = false;
    /** somebody is asked whether what flies is to be lost */ this.dropping = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.playhead.addEventListener('frame', this.#onFrame);
    document.addEventListener(PAPER_EVENT, this.#onPaper);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.playhead.removeEventListener('frame', this.#onFrame);
    document.removeEventListener(PAPER_EVENT, this.#onPaper);
    this.#resize.disconnect();
  }

  firstUpdated() {
    this.#resize.observe(this);
  }

  #measure() {
    const net = /** @type {HTMLElement | null} */ (this.querySelector('.ct-net'));
    if (!net) return;
    this.#measures = measuresOf(net);
    this.#rems = spanRems(this.#measures.width, this.#measures.rem);
    this.requestUpdate();
  }

  #onPaper = () => this.#measure();

  #onFrame = () => {
    this.#flight.showAt(this.playhead);
  };

  render() {
    const { order, hosts } = this.model;
    const step = this.playhead.flyingStep;
    const pair = pairAt(this.store.steps, this.playhead.flyingAt, order);
    const at = columnsOf(this.model, pair, this.#rems);
    const phone = phoneColumns(pair, innerHost(step), order);
    const protocol = step?.beat.protocol ?? 'local';
    const droppable = this.#droppable(step);
    const failed = this.#failed(step) ? 'ct-failed' : '';
    const idle = pair ? '' : 'ct-idle';
    const over = !this.#measures?.two && this.#lane.isNeeded(this.store, order, tapsOf(this.model));
    const widths = nameWidths(order, at, this.#rems);
    const looks = [failed, idle, over ? 'ct-laned' : '', this.#tall, this.#closeness()].join(' ');
    return html`<div class=${`ct-net ct-${protocol} ${looks}`}>
      ${this.#cables(at, innerHost(step) ? null : pair)}
      <div class="ct-trail" aria-hidden="true"></div>
      ${order.map((id, i) =>
        this.#machine(
          id,
          hosts[id],
          { wide: at[id], phone: phone[id], width: widths[i] },
          pair,
          step,
        ),
      )}
      ${this.#envelope(at, pair, step)}
      <div class="ct-packet-track" aria-hidden=${droppable ? nothing : 'true'}>${
        droppable
          ? html`<button class="ct-drop" title=${droppable} @click=${this.#drop}
          >${this.#packet(step)}<span class="ct-vh">${droppable}</span></button>`
          : this.#packet(step)
      }</div>
      <div class="ct-ripple" aria-hidden="true"></div>
    </div>${this.dropping ? this.#question() : nothing}`;
  }

  /** All machines are in one row: many of them stand close; too many, closer still. */
  #closeness() {
    const { model } = this;
    if (this.#measures?.two || model.order.length < 2) return '';
    if (isTight(model, this.#rems)) return 'ct-crowded ct-tight';
    const close = talkingRoom(model, this.#rems) < ENVELOPE_ROOM;
    return close || model.order.length >= CROWDED ? 'ct-crowded' : '';
  }

  /** @param {import('./columns.js').Pair} pair */
  #goesOver = ({ left, right }) =>
    !this.#measures?.two && isOver(this.model.order, left, right, tapsOf(this.model));

  /** @param {Step | undefined} step */
  #failed(step) {
    return Boolean(step && (step.beat.lost || step.beat.shape === 'fault'));
  }

  /** @param {Record<string, number>} at @param {import('./columns.js').Pair | null} pair */
  #cables(at, pair) {
    const { order } = this.model;
    const pieces = order.slice(1).map((id, i) => {
      const left = order[i];
      const sick = [left, id].find((host) => activeCableFaults(this.model, host).length) ?? '';
      const [ill] = sick ? activeCableFaults(this.model, sick) : [];
      const half = sick && isRacked(this.model, sick) ? 'racked' : 'tile';
      return html`<i class=${classMap({
        'ct-cable': true,
        'ct-cut': Boolean(ill),
        'ct-ailing': Boolean(ill && ill.name !== 'cut'),
      })}
        style="--a:${at[left]};--b:${at[id]};--from:var(--half-${half})"
        >${
          ill
            ? html`<span class=${sick === left ? 'ct-near' : 'ct-far'}>${ui[ill.icon]}</span
          >`
            : nothing
        }</i>`;
    });
    const path =
      pair &&
      html`<i class=${`ct-cable ct-live ${this.#goesOver(pair) ? 'ct-over' : ''}`}
        style="--a:${at[pair.left]};--b:${at[pair.right]}"></i>`;
    return html`<div class="ct-cables" aria-hidden="true">${pieces}${path}</div>`;
  }

  /**
   * @param {string} id @param {Host} host
   * @param {{wide: number, phone: number | undefined, width: number}} place
   * @param {import('./columns.js').Pair | null} pair @param {Step | undefined} step
   */
  #machine(id, host, place, pair, step) {
    const inside = innerHost(step);
    const inner = inside === id;
    const talks = !inside && pair !== null && (pair.left === id || pair.right === id);
    const boxes = this.#boxesOf(id);
    const classes = {
      'ct-node': true,
      'ct-sick': Boolean(host.crashed || host.frozen),
      'ct-on': talks || inner,
      'ct-inner': inner,
      'ct-off': !host.on,
      'ct-racked': boxes.length > 0,
      'ct-two': place.phone !== undefined,
    };
    return html`<button class=${classMap(classes)} data-host=${id} aria-haspopup="dialog"
      style="--f:${place.wide};--f2:${place.phone ?? 0};--w:${place.width}"
      @click=${() => this.#open(id)}>
      <span class="ct-tile">${this.#icon(id, host)}${
        boxes.length ? this.#rack(boxes) : nothing
      }${this.#badge(id, host)}</span>
      <b>${this.hostName(id)}</b>${this.#role(id, host, place.width, step)}
    </button>`;
  }

  /** On a phone, room for names of two lines. */
  get #tall() {
    return needsTwoLines(this.model.order.map((id) => this.hostName(id))) ? 'ct-tall' : '';
  }

  /** @param {string} id @param {Host} host */
  #icon(id, host) {
    const own = ownIcon(host);
    if (own) return node[own];
    const same = this.model.order.filter((each) => this.model.hosts[each].role === host.role);
    const icons = host.role === 'server' ? SERVER_ICONS : CLIENT_ICONS;
    return node[icons[Math.max(0, same.indexOf(id)) % icons.length]];
  }

  /**
   * @param {string} id
   * @returns {[string, number, boolean | undefined][]} mailbox address, letters in it, no room
   */
  #boxesOf(id) {
    return Object.entries(this.model.mailboxes)
      .filter(([, box]) => box.host === id)
      .map(([address, box]) => [address, box.messages.length, box.full]);
  }

  /** @param {[string, number, boolean | undefined][]} boxes */
  #rack(boxes) {
    return html`<span class="ct-rack">${boxes.slice(0, 3).map(([address, count, brimful]) => {
      const name = address.split('@')[0];
      return html`<span class=${classMap({
        'ct-slot': true,
        'ct-full': count > 0,
        'ct-brimful': Boolean(brimful),
      })}>
        <span translate="no">${name}</span>
        <b><span class="ct-vh">${this.t('ui.mailbox.letters')} </span>${count}</b></span>`;
    })}</span>`;
  }

  /**
   * Letters a machine holds outside mailboxes; or that it is off.
   * @param {string} id
   * @param {Host} host
   */
  #badge(id, host) {
    const [grave] = activeFaults(this.model, id).filter(
      ({ icon }) => icon === 'bolt' || icon === 'frost' || icon === 'warn',
    );
    if (grave) return html`<span class="ct-power ct-grave">${ui[grave.icon]}</span>`;
    if (!host.on) return html`<span class="ct-power">${ui.power}</span>`;
    const held = [this.model.queues[id], this.model.inboxes[id], host.unsent];
    const count = held.reduce((sum, each) => sum + (each?.length ?? 0), 0);
    if (!count) return nothing;
    return html`<span class="ct-held">${sheet}${count > 1 ? html`<b>${count}</b>` : nothing}</span
      >`;
  }

  /** @param {string} id @param {Host} host @param {number} width @param {Step | undefined} step */
  #role(id, host, width, step) {
    const [ill, ...others] = activeFaults(this.model, id);
    if (ill)
      return html`<small class="ct-ill"
        >${this.t(ill.key, ill.params)}${others.length ? ` +${others.length}` : nothing}</small>`;
    if (!host.on) return html`<small>${this.t('ui.machine.off')}</small>`;
    if (step?.beat.client === id)
      return html`<small class="ct-role">${this.t('ui.role.client')}</small>`;
    if (step?.beat.server === id)
      return html`<small class="ct-role">${this.t('ui.role.server')}</small>`;
    const { address = '' } = host;
    const fits = this.#measures?.two || addressFits(this.hostName(id), address, width);
    return fits ? html`<small>${address}</small>` : nothing;
  }

  /**
   * @param {Record<string, number>} at @param {import('./columns.js').Pair | null} pair
   * @param {Step | undefined} step
   */
  #envelope(at, pair, step) {
    const conn = step && connAt(this.model, step);
    if (!conn || !pair || !hasEnvelope(conn, innerHost(step))) return nothing;
    const moment = { phase: step.beat.phase, landed: this.playhead.arrived };
    let [a, b] = besideServer(this.model.order, pair, conn.server);
    const slim = this.#closeness() !== '' && (at[b] - at[a]) * this.#rems < ENVELOPE_ROOM;
    if (slim) [a, b] = [conn.server, conn.server];
    return html`<div class=${classMap({
      'ct-mini-place': true,
      'ct-slim': slim,
      'ct-at-left': conn.server === pair.left,
      'ct-checking': Boolean(innerHost(step)),
    })}
      style="--a:${at[a]};--b:${at[b]}" aria-hidden="true"
      >${smallEnvelope(conn, moment, this.t)}</div>`;
  }

  /** What pressing does that flies, or has just landed; else "". @param {Step | undefined} step */
  #droppable(step) {
    const { playing, covered } = this.playhead;
    const flies =
      step?.conn &&
      !innerHost(step) &&
      !step.beat.lost &&
      !['fault', 'typed'].includes(step.beat.shape);
    const may = this.ctx.link.mayAct && (this.flight || !this.ctx.boot.lesson);
    if (!flies || playing || covered || !may) return '';
    return this.t(step.conn.startsWith('u') ? 'ui.drop.datagram' : 'ui.drop.do');
  }

  #drop = () => {
    this.dropping = true;
  };

  #question() {
    const closed = async () => {
      this.dropping = false;
      await this.updateComplete;
      /** @type {HTMLElement | null} */ (this.querySelector('.ct-drop'))?.focus();
    };
    return lazy(DROP_QUESTION, () => html`<ct-drop-question @closed=${closed}></ct-drop-question>`);
  }

  /** @param {Step | undefined} step */
  #packet(step) {
    if (!step || innerHost(step)) return nothing;
    const { shape, mark: kind, lost, from, to } = step.beat;
    const back = this.model.order.indexOf(to) < this.model.order.indexOf(from);
    if (this.playhead.covered)
      return html`<span class="ct-packet ct-reply ct-c2 ct-covered"><b>?</b></span>`;
    const cross = lost ? html`<span class="ct-lost">${ui.close}</span>` : nothing;
    if (shape === 'letter') return html`<span class="ct-packet ct-letter">${sheet}${cross}</span>`;
    const [line] = wireLines(step);
    if (kind) {
      const code = replyWord(step);
      return html`<span class="ct-packet ct-reply ct-c${replyClass(kind)}">${mark[kind]}<b
        >${code}</b>${cross}</span>`;
    }
    const plain = shape === 'open' || shape === 'close' || shape === 'fault';
    const port = step.fact.server_port ?? '';
    const words =
      line.head.replace(/:$/, '') || (plain ? this.t(`ui.packet.${shape}`, { port }) : '…');
    const classes = { 'ct-packet': true, [`ct-${shape}`]: true, 'ct-back': back };
    return html`<span class=${classMap(classes)}><b>${words}</b>${cross}</span>`;
  }

  updated() {
    this.#place();
  }

  /** Tells the flight where it goes from and to. */
  #place() {
    const net = /** @type {HTMLElement | null} */ (this.querySelector('.ct-net'));
    if (!net || !this.#measures) return;
    const laidOut = LAYOUTS.filter((name) => net.classList.contains(name)).join(' ');
    if (laidOut !== this.#laidOut) {
      this.#laidOut = laidOut;
      this.#measure();
    }
    const { order } = this.model;
    const pair = pairAt(this.store.steps, this.playhead.flyingAt, order);
    const step = this.playhead.flyingStep;
    const places = {
      order,
      columns: columnsOf(this.model, pair, this.#rems),
      phone: phoneColumns(pair, innerHost(step), order),
      racked: (/** @type {string} */ host) => isRacked(this.model, host),
      taps: tapsOf(this.model),
    };
    this.#flight.prepare(net, this.#measures, step, places, this.playhead.covered);
    this.#flight.showAt(this.playhead);
  }

  /** @param {string} id */
  #open(id) {
    this.dispatchEvent(new CustomEvent(OPEN_MACHINE, { detail: id, bubbles: true }));
  }
}
customElements.define('ct-stage', Stage);
