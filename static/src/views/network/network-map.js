/**
 * The map: a box for each domain with its server and its people's machines; what the step on
 * show is about, and the way of the letter in focus, as lines between them.
 *
 * Boxes are laid out by the style sheet; the lines are drawn where the machines came to stand.
 */
import { html, nothing, svg } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { node } from '../../drawings/icons.js';
import { PageElement, sitterOf, watching } from '../../core/page-element.js';
import { OPEN_MACHINE } from '../../machines/events.js';
import { innerHost, pairAt } from '../../stage/columns.js';
import { groupsOf } from './groups.js';

/** @typedef {import('./groups.js').Group} Group */

/** Boxes beside each other, so that all of them fit on a projector. @param {number} groups */
const columnsFor = (groups) => [1, 2, 2, 2, 3, 3][groups - 1] ?? 4;

/** So many machines, in two boxes at most, have room on a projector to be drawn large. */
const LARGE_MAX = 20;
const PHONE = matchMedia('(max-width: 760px)');

/** @param {Group[]} groups */
const fewIn = (groups) =>
  groups.length <= 2 && groups.flatMap(({ computers }) => computers).length <= LARGE_MAX;

class NetworkMap extends PageElement {
  static watches = watching('store', 'playhead', 'texts', 'classroom');
  static properties = { zoomed: {}, way: { attribute: false }, spots: { state: true } };
  #resize = new ResizeObserver(() => this.#measure());

  constructor() {
    super();
    /** the domain that is drawn large, or '' */ this.zoomed = '';
    /** machines the letter in focus passed @type {string[]} */ this.way = [];
    /** where machines stand, px @type {Record<string, {x: number, y: number}>} */ this.spots = {};
  }

  firstUpdated() {
    this.#resize.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#resize.disconnect();
  }

  updated() {
    this.#measure();
  }

  /** Where each machine stands now; drawn again only if one moved. */
  #measure() {
    const map = this.querySelector('.ct-nw-map');
    if (!map) return;
    const { left, top } = map.getBoundingClientRect();
    const spots = Object.fromEntries(
      [...map.querySelectorAll('[data-host]')].map((each) => {
        const box = (each.querySelector('svg') ?? each).getBoundingClientRect();
        const x = Math.round(box.left - left + box.width / 2);
        return [
          each.getAttribute('data-host'),
          { x, y: Math.round(box.top - top + box.height / 2) },
        ];
      }),
    );
    if (JSON.stringify(spots) !== JSON.stringify(this.spots)) this.spots = spots;
  }

  render() {
    const { groups, others } = groupsOf(this.model);
    const { step, index } = this.playhead;
    const inner = innerHost(step);
    const pair = inner ? null : pairAt(this.store.steps, index, this.model.order);
    const now = pair ? [pair.left, pair.right] : [inner];
    const shown = groups.filter(({ domain }) => !this.zoomed || domain === this.zoomed);
    return html`<div class="ct-nw-map" data-zoomed=${Boolean(this.zoomed)}
      style="--columns:${columnsFor(shown.length)}"
      data-large=${Boolean(this.zoomed) || (fewIn(shown) && !PHONE.matches)}
      data-focus=${this.way.length > 0}>
      ${shown.map((group) => this.#group(group, now))}
      ${this.zoomed ? this.#around(groups, now) : nothing}
      <ul class="ct-nw-others">${others.map((id) => this.#machine(id, now))}</ul>
      ${this.#lines(pair ? [pair.left, pair.right] : [])}</div>`;
  }

  /** @param {Group} group @param {string[]} now */
  #group({ domain, server, computers, free }, now) {
    const id = `ct-nw-${server}`;
    return html`<section class="ct-nw-group" aria-labelledby=${id}>
      <h2 id=${id}><button class="ct-ghost" aria-pressed=${this.zoomed === domain}
        @click=${() => this.#zoom(domain)} translate="no">${domain}</button></h2>
      <ul>${[server, ...computers].map((each) => this.#machine(each, now))}${
        free ? html`<li class="ct-nw-free">${this.t('ui.network.free', { n: free })}</li>` : nothing
      }</ul>
    </section>`;
  }

  /** The servers of the other teams: letters come from there and go there.
   * @param {Group[]} groups @param {string[]} now */
  #around(groups, now) {
    const others = groups.filter(({ domain }) => domain !== this.zoomed);
    return html`<ul class="ct-nw-others">${others.map(({ server }) =>
      this.#machine(server, now),
    )}</ul>`;
  }

  /** @param {string} id @param {string[]} now */
  #machine(id, now) {
    const host = this.model.hosts[id];
    const boxes = Object.values(this.model.mailboxes).filter((box) => box.host === id);
    const held = boxes.reduce((sum, { messages }) => sum + messages.length, 0);
    const count = held || (this.model.inboxes[id]?.length ?? 0);
    const classes = {
      'ct-nw-machine': true,
      'ct-nw-server': host.role === 'server',
      'ct-nw-now': now.includes(id),
      'ct-nw-way': this.way.includes(id),
    };
    const name = this.#name(id);
    return html`<li><button class=${classMap(classes)} data-host=${id} title=${name}
      aria-haspopup="dialog" @click=${() => this.#open(id)}>${this.#picture(id)}<b><bdi
      >${name}</bdi></b>${
        count
          ? html`<i><span class="ct-vh">${this.t('ui.mailbox.letters')} </span>${count}</i>`
          : nothing
      }</button></li>`;
  }

  /** @param {string} id */
  #name(id) {
    const isFree = this.model.hosts[id].address && sitterOf(this.ctx.classroom, id) === '';
    return isFree ? this.t('ui.network.nobody') : this.hostName(id);
  }

  /** @param {string} id */
  #picture(id) {
    const { role, programs } = this.model.hosts[id];
    if (role !== 'server') return node.laptop;
    return programs[0]?.protocol === 'dns' ? node.signpost : node.office;
  }

  /** @param {string[]} pair */
  #lines(pair) {
    const ways = [
      [this.way, 'ct-nw-trace'],
      [pair, `ct-nw-flight ct-${this.playhead.step?.beat.protocol ?? 'local'}`],
    ];
    return html`<svg class="ct-nw-lines" aria-hidden="true">${ways.map(([hosts, look]) => {
      const at = /** @type {string[]} */ (hosts).map((id) => this.spots[id]).filter(Boolean);
      const points = at.map(({ x, y }) => `${x},${y}`).join(' ');
      return at.length > 1 ? svg`<polyline class=${look} points=${points}></polyline>` : nothing;
    })}</svg>`;
  }

  /** @param {string} domain */
  #zoom(domain) {
    const detail = this.zoomed === domain ? '' : domain;
    this.dispatchEvent(new CustomEvent('zoom', { detail }));
  }

  /** @param {string} id */
  #open(id) {
    this.dispatchEvent(new CustomEvent(OPEN_MACHINE, { detail: id, bubbles: true }));
  }
}
customElements.define('ct-network-map', NetworkMap);
