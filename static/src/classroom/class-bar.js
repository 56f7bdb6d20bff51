/**
 * Above every page of somebody in a class: which class, who is at the board, and the way back
 * to it; under it what the class is asked.
 */
import { html, nothing } from 'lit';
import { Piece, comingSoon, lazy } from '../core/lazy-piece.js';
import { PageElement, watching } from '../core/page-element.js';
import './follow-bar.js';
import './push-cards.js';
import './screen-cover.js';
import './station-card.js';
import './vote-card.js';

const BLACKOUT = new Piece(() => import('./blackout-card.js'), 'blackout-card');
const ASK = comingSoon(() => import('./ask-dialog.js'), 'dialogs');

class ClassBar extends PageElement {
  static watches = watching('texts', 'classroom', 'route');
  static properties = { asking: { state: true } };

  constructor() {
    super();
    /** the presenter writes a question */ this.asking = false;
  }

  get #classroom() {
    return /** @type {import('../core/context.js').Classroom} */ (this.ctx.classroom);
  }

  render() {
    const { seat, over, name, stopped } = this.#classroom;
    const cover = html`<ct-screen-cover .stopped=${stopped}></ct-screen-cover>`;
    if (over) return html`${cover}<p class="ct-notice ct-warn" role="alert">${this.say(over)}</p>`;
    const words = this.t('ui.class.code');
    return html`${cover}<aside aria-label=${words}>${this.#peeked()}<div class="ct-class">
      <p class="ct-class-code">${words}
      <b translate="no">${seat.code}</b>${name ? html` · <bdi>${name}</bdi>` : nothing}</p>
      ${this.#middle()}${this.#acts()}</div>
      ${this.#station()}${this.#vote()}${this.#blackout()}</aside>
      ${this.#classroom.teaches ? nothing : html`<ct-push-cards></ct-push-cards>`}
      ${
        this.asking
          ? lazy(ASK, () => html`<ct-ask-dialog @closed=${this.#onAsked}></ct-ask-dialog>`)
          : nothing
      }`;
  }

  #vote() {
    return this.#classroom.state?.ballot ? html`<ct-vote-card></ct-vote-card>` : nothing;
  }

  #blackout() {
    const { teaches, state } = this.#classroom;
    if (teaches || !state?.blackout) return nothing;
    return lazy(BLACKOUT, () => html`<ct-blackout-card></ct-blackout-card>`);
  }

  #station() {
    const { station } = this.#classroom;
    return station?.lab && station.lab === this.ctx.boot.lab
      ? html`<ct-station-card></ct-station-card>`
      : nothing;
  }

  /** The class sees this page. */
  get #shows() {
    return this.#classroom.state?.shown?.lab === this.ctx.boot.lab;
  }

  /** Who shows what. */
  #middle() {
    const { seat, state, teaches, presents } = this.#classroom;
    if (seat.follows) return html`<ct-follow-bar></ct-follow-bar>`;
    if (seat.peeks) return this.#peeks(seat.peeks);
    return html`<p class="ct-class-said" role="status">${
      teaches && state?.stopped ? html`<strong>${this.t('ui.class.stop.said')}</strong> ` : nothing
    }${presents ? this.#presenting() : this.#board()}</p>`;
  }

  #presenting() {
    const { state, teaches } = this.#classroom;
    return this.t(teaches ? 'ui.class.you_teach' : 'ui.class.you_present', {
      n: state?.present ?? 0,
    });
  }

  /** Whose screen this page shows. @param {string} member */
  #peeks(member) {
    const { members, peekLab } = this.#classroom;
    const name = members.find(({ id }) => id === member)?.name ?? '';
    return html`<p class="ct-class-said" role="status">${this.t(
      peekLab === '' ? 'ui.work.peek.gone' : 'ui.work.peek.there',
      { name },
    )}</p>`;
  }

  /** A teacher looks at this screen: it is said as long as it lasts. */
  #peeked() {
    const there = this.#classroom.peeked.includes(this.ctx.boot.lab);
    return html`<p class="ct-class-peeked" role="status">${
      there ? this.t('ui.work.peeked') : nothing
    }</p>`;
  }

  #board() {
    const { state, teaches } = this.#classroom;
    if (!state?.presenter) return this.t('ui.class.teacher_presents');
    const name = this.#name(state);
    if (!name) return this.t('ui.class.somebody_presents');
    return this.t(teaches ? 'ui.class.student_at_board' : 'ui.class.student_presents', { name });
  }

  /** @param {import('../types.d.ts').ClassState} state */
  #name({ presenter, presenter_name: name }) {
    return this.#classroom.members.find(({ id }) => id === presenter)?.name ?? name;
  }

  #acts() {
    const { seat, teaches, presents, state } = this.#classroom;
    const { route } = this.ctx;
    if (seat.peeks) return this.#backToDesk(seat.code);
    return html`<span class="ct-class-acts">${
      teaches && route.place.id !== 'classroom'
        ? html`<a class="ct-button ct-small" href=${route.href('classroom')}
        >${this.t('ui.class.desk')}</a>`
        : nothing
    }${this.#network()}${this.#internet()}${
      teaches ? this.#stop(Boolean(state?.stopped)) : nothing
    }${
      presents
        ? html`<button class="ct-button ct-small" ?disabled=${Boolean(state?.ballot)}
        @click=${this.#onAsk}>${this.t('ui.class.ask')}</button>`
        : nothing
    }${presents === teaches ? nothing : this.#chalk(teaches)}${
      (presents && this.#shows) || seat.follows ? nothing : this.#back(teaches)
    }</span>`;
  }

  /** @param {string} code */
  #backToDesk(code) {
    return html`<span class="ct-class-acts"><a class="ct-button ct-small ct-primary"
      href=${`/clase/${code}#/classroom/work`}>${this.t('ui.work.name')}</a></span>`;
  }

  /** The way to the network of the class, from elsewhere. */
  #network() {
    const { seat, state, station, teaches } = this.#classroom;
    const { boot } = this.ctx;
    if (!state?.network || [state.network.lab, station?.lab].includes(boot.lab)) return nothing;
    return html`<a class="ct-button ct-small" href=${`/clase/${seat.code}/red`}
      >${this.t(teaches ? 'ui.network.name' : 'ui.network.own')}</a>`;
  }

  /** The way to one's own machine of the internet that the class plays. */
  #internet() {
    const { seat, state, teaches } = this.#classroom;
    if (!state?.internet || this.ctx.route.place.id === 'internet') return nothing;
    return html`<a class="ct-button ct-small" href=${`/clase/${seat.code}/internet`}
      >${this.t(teaches ? 'ui.internet.name' : 'ui.internet.own')}</a>`;
  }

  /** @param {boolean} teaches */
  #back(teaches) {
    const { code } = this.#classroom.seat;
    return html`<a class="ct-button ct-small ct-primary" href=${`/clase/${code}`}
      >${this.t(teaches ? 'ui.class.board' : 'ui.class.back')}</a>`;
  }

  /** @param {boolean} teaches */
  #chalk(teaches) {
    const words = this.t(teaches ? 'ui.class.chalk.take' : 'ui.class.chalk.leave');
    return html`<button class="ct-button ct-small" @click=${this.#onChalk}>${words}</button>`;
  }

  /** @param {boolean} stopped */
  #stop(stopped) {
    const words = this.t(`ui.class.stop.${stopped ? 'lift' : 'all'}`);
    return html`<button class=${`ct-button ct-small ${stopped ? 'ct-primary' : ''}`}
      @click=${() => this.#ask('class_stop', { stopped: !stopped })}>${words}</button>`;
  }

  #onChalk = () => this.#ask('class_chalk', { member: '' });

  /** @param {string} name @param {Record<string, any>} what */
  async #ask(name, what) {
    const { ok, error } = await this.#classroom.ask(name, what);
    if (!ok) this.ctx.link.say(error ?? { key: 'ui.error.refused' });
  }

  #onAsk = () => {
    this.asking = true;
  };

  #onAsked = () => {
    this.asking = false;
  };
}
customElements.define('ct-class-bar', ClassBar);
