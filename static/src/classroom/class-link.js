/**
 * The live link to a class: what it is told, and what one asks of it.
 *
 * Every news is the whole state with a version, so nothing can be missing: what is older than
 * what is here is thrown away, and after a lost link the page enters again.
 */
import { askUntil } from '../core/channel.js';
import { RungTallies } from './rung-tallies.js';

/** @typedef {import('../types.d.ts').ClassState} ClassState */
/** @typedef {import('../types.d.ts').ClassMember} ClassMember */
/** @typedef {import('../types.d.ts').ClassBallot} ClassBallot */
/** @typedef {import('../types.d.ts').ClassPush} ClassPush */
/** @typedef {import('../core/channel.js').Answer} Answer */

export class ClassLink extends EventTarget {
  /** what the whole class knows @type {ClassState | null} */ state = null;
  /** for teachers @type {readonly ClassMember[]} */ members = [];
  /** for teachers: ballots that are over @type {readonly ClassBallot[]} */ asked = [];
  /** for teachers: students do not read names */ namesHidden = false;
  /** one's own member; '' of a teacher */ me = '';
  name = '';
  /** for teachers: letters of the network that wait
   * @type {readonly import('../types.d.ts').ClassHeldLetter[]} */
  held = [];
  /** one's own computer in the class's network, where one has it
   * @type {import('../types.d.ts').ClassStation | null} */
  station = null;
  /** one's own vote in the open turn @type {number | null} */ vote = null;
  /** cards of a student, not read yet @type {readonly ClassPush[]} */ pushed = [];
  /** the class is over, or one was sent out @type {import('../types.d.ts').Text | null} */
  over = null;
  /** one's own labs at which a teacher looks @type {readonly string[]} */ peeked = [];
  /** of a page that shows a student's screen: the lab where they work, '' for none
   * @type {string | null} */
  peekLab = null;
  #socket;
  #roster = -1;
  /** how often was asked about what: a newer wish ends the retries of an older one
   * @type {Record<string, number>} */
  #asked = {};

  /**
   * @param {import('../core/channel.js').Socket} socket
   * @param {import('../types.d.ts').ClassSeat} seat
   * @param {string} lab  of the page
   */
  constructor(socket, seat, lab) {
    super();
    this.tallies = new RungTallies(this, lab);
    this.#socket = socket;
    this.seat = seat;
    socket.on('connect', () => this.#enter());
    socket.on('class', ({ state }) => this.#take(state));
    socket.on('roster', (news) => this.#takeRoster(news));
    socket.on('push', (news) => this.#takePush(news));
    socket.on('class_out', ({ code }) => {
      if (code !== seat.code) return;
      this.#end({ key: this.teaches ? 'class.link_changed' : 'class.sent_out' });
    });
    socket.on('class_peeked', (news) => this.#takePeeked(news));
    socket.on('class_peek', (news) => this.#pass('peek', news));
    socket.on('work', (news) => this.#pass('work', news));
    if (socket.connected) this.#enter();
  }

  get teaches() {
    return this.seat.role === 'teacher';
  }

  /** The teacher covered this page. */
  get stopped() {
    return !this.teaches && !this.over && (this.state ?? this.seat).stopped;
  }

  /** What this page does is what the class sees. */
  get presents() {
    const presenter = this.state?.presenter ?? '';
    return this.state ? presenter === this.me : this.seat.presents;
  }

  /** @param {string} name @param {Record<string, any>} [what] @returns {Promise<Answer>} */
  async ask(name, what = {}) {
    const about = `${name} ${what.member ?? what.push ?? ''}`;
    const nth = (this.#asked[about] ?? 0) + 1;
    this.#asked[about] = nth;
    const over = () => this.over !== null || this.#asked[about] !== nth;
    const message = { code: this.seat.code, ...what };
    const answer = await askUntil(this.#socket, name, message, over);
    return this.#asked[about] === nth ? answer : { ok: true };
  }

  /** Another vote in the open turn. @param {number} option @returns {Promise<Answer>} */
  async cast(option) {
    const ballot = this.state?.ballot;
    if (!ballot?.open) return { ok: false, error: { key: 'class.ballot_closed' } };
    const { id, turn } = ballot;
    const before = this.vote;
    this.vote = option;
    this.#tell();
    const answer = await this.ask('class_vote', { ballot: id, turn, option });
    const now = this.state?.ballot;
    const mine = this.vote === option && now?.id === id && now.turn === turn;
    if (!answer.ok && mine) this.vote = before;
    this.#tell();
    return answer;
  }

  async #enter() {
    const answer = await this.ask('class_enter');
    if (!answer.ok) {
      if (answer.error?.key === 'class.not_in') this.#end(answer.error);
      if (answer.error?.key === 'error.elsewhere') this.dispatchEvent(new Event('elsewhere'));
      return;
    }
    this.over = null;
    this.me = answer.me;
    this.name = answer.name;
    this.#take(answer.state);
    this.vote = answer.vote ?? null;
    this.peeked = answer.peeked ?? [];
    this.station = answer.station ?? null;
    this.pushed = answer.pushed ?? [];
    if (answer.members) this.#takeRoster({ ...answer, ...answer.state });
    this.#tell();
    this.dispatchEvent(new Event('entered'));
  }

  /** @param {ClassState} state */
  #take(state) {
    if (state.code !== this.seat.code || state.version < (this.state?.version ?? -1)) return;
    const [was, now] = [this.state?.ballot, state.ballot];
    if (was?.id !== now?.id || was?.turn !== now?.turn) this.vote = null;
    this.state = state;
    this.#tell();
  }

  /** @param {{code: string, version: number, members: ClassMember[], asked?: ClassBallot[],
   *   held: import('../types.d.ts').ClassHeldLetter[], names_hidden: boolean}} news */
  #takeRoster(news) {
    if (news.code !== this.seat.code || news.version < this.#roster) return;
    this.#roster = news.version;
    this.members = news.members;
    this.held = news.held;
    this.asked = news.asked ?? this.asked;
    this.namesHidden = news.names_hidden;
    this.#tell();
  }

  /** @param {import('../types.d.ts').PeekedNews} news */
  #takePeeked({ code, labs }) {
    if (code !== this.seat.code) return;
    this.peeked = labs;
    this.#tell();
  }

  /** To whoever of this page listens. @param {string} name @param {{code: string}} news */
  #pass(name, news) {
    if (news.code !== this.seat.code) return;
    this.dispatchEvent(new CustomEvent(name, { detail: news }));
  }

  /** Of a page that shows a student's screen. @param {string} lab */
  showsScreen(lab) {
    this.peekLab = lab;
    this.#tell();
  }

  /** @param {import('../types.d.ts').PushNews} news */
  #takePush({ code, push }) {
    if (code !== this.seat.code || this.pushed.some(({ id }) => id === push.id)) return;
    this.pushed = [...this.pushed, push];
    this.#tell();
    if (push.now) this.dispatchEvent(new CustomEvent('open-now', { detail: push }));
  }

  /** A card is closed. @param {string} push @returns {Promise<Answer>} */
  read(push) {
    this.pushed = this.pushed.filter(({ id }) => id !== push);
    this.#tell();
    return this.ask('class_read', { push });
  }

  /** @param {import('../types.d.ts').Text | null} reason */
  #end(reason) {
    this.over = reason ?? { key: 'class.not_in' };
    this.#tell();
  }

  #tell() {
    this.dispatchEvent(new Event('change'));
  }
}
