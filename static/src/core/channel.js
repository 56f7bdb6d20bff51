/**
 * The live link to a lab: feeds the store, sends acts, and repairs what a network does to
 * messages. Late and doubled events are dropped, a gap is asked for again from the first
 * missing seq, a lost server is joined again when it is back, and an act is sent again
 * under the same id, which the server answers but does not repeat.
 *
 * It refuses to know what events mean. Messages: simulator/README.md "Socket.IO messages".
 */

import { busy, busyWith } from './busy.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {{ok: boolean, seq?: number, branch?: string, error?: import('../types.d.ts').Text,
 *   [more: string]: any}} Answer */
/**
 * @typedef {object} Socket  what is used of a socket.io client
 * @property {boolean} connected
 * @property {(name: string, listener: (...args: any[]) => void) => any} on
 * @property {(ms: number) => {emitWithAck: (name: string, message: any) => Promise<any>}} timeout
 */

/** What the server takes as one message, in octets: `message_octets_max` of its limits. */
export const MESSAGE_OCTETS_MAX = 131_072;
/** For what Socket.IO puts around a message. */
const AROUND_OCTETS = 64;
const ANSWER_MS = 6000;
const ATTEMPTS_MAX = 4;
const RETRY_MS = 700;
const LATE_MS = 1500;

/** @returns {string} */
export function newId() {
  const words = crypto.getRandomValues(new Uint32Array(3));
  return Array.from(words, (word) => word.toString(36)).join('');
}

/** @param {import('../types.d.ts').ServedBranch[]} branches @param {string} id */
const isLine = (branches, id) =>
  branches.some((branch) => branch.id === id && branch.kind === 'line');

/** @param {any} message */
export const octetsOf = (message) =>
  new TextEncoder().encode(JSON.stringify(message)).length + AROUND_OCTETS;

/** @param {number} ms */
const pause = (ms) =>
  new Promise((done) => {
    setTimeout(done, ms);
  });

/**
 * The answer to a request, asked again while none comes.
 * @param {Socket} socket @param {string} name @param {any} message
 * @param {() => boolean} over  nobody waits for it any more
 * @returns {Promise<Answer>}
 */
export async function askUntil(socket, name, message, over) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await socket.timeout(ANSWER_MS).emitWithAck(name, message);
    } catch {
      if (attempt === ATTEMPTS_MAX || over()) {
        return { ok: false, error: { key: 'ui.error.no_answer' } };
      }
      await pause(RETRY_MS * attempt);
    }
  }
}

export class Channel extends EventTarget {
  /** 'connecting', 'live', 'lost' (keeps trying) or 'ended' */ state = 'connecting';
  mayAct = false;
  /** why the lab ended @type {import('../types.d.ts').Text | null} */ ended = null;
  /** the presenter's, for who only watches @type {import('../types.d.ts').PlaceNews | null} */
  place = null;
  /** everything the lab had to say for now has arrived */ rest = false;
  #socket;
  #store;
  #lab;
  #secret;
  #follows;
  #lateMs;
  #wanted;
  #watching = false;
  /** ends the waiting for the first, or for announced events */ #come = busy();
  #lateTimer = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);

  /**
   * @param {Socket} socket @param {Store} store
   * @param {{lab: string, branch: string, secret?: string, follows?: boolean,
   *   lateMs?: number}} where  `follows`: whoever presents, although this visitor may act
   */
  constructor(socket, store, { lab, branch, secret = '', follows = false, lateMs = LATE_MS }) {
    super();
    this.#socket = socket;
    this.#store = store;
    this.#lab = lab;
    this.#wanted = branch;
    this.#secret = secret;
    this.#follows = follows;
    this.#lateMs = lateMs;
    this.#hear(socket);
    if (socket.connected) this.#watch();
  }

  /** What it is told. @param {Socket} socket */
  #hear(socket) {
    socket.on('connect', () => this.#watch());
    socket.on('disconnect', () => this.#become('lost'));
    socket.on('connect_error', () => this.#become('lost'));
    socket.on('journal', (message) => this.#journal(message));
    socket.on('branches', (message) => this.#branches(message));
    socket.on('place', (message) => this.#placed(message));
    socket.on('ended', (message) => this.#end(message));
  }

  /** Asks another one from now on, and hears it, too. @param {Socket} socket */
  goBy(socket) {
    this.#socket = socket;
    this.#hear(socket);
  }

  /** Asks the first one again, from the beginning: what the other one told is forgotten.
   * @param {Socket} socket */
  goBackTo(socket) {
    this.#socket = socket;
    this.switchTo(this.#wanted);
  }

  get lab() {
    return this.#lab;
  }

  /**
   * Intervenes. `after` only when the person stepped back on purpose: it forks, and this
   * channel then watches the new branch.
   * @param {Record<string, any>} act @param {number} [after]
   * @returns {Promise<Answer>}
   */
  act(act, after) {
    return this.change('act', { act, ...(after === undefined ? {} : { after }) });
  }

  /**
   * Asks for a change: 'act', 'play', 'undo', 'redo', 'restart' or 'repeat'. Where the answer names
   * another branch, this channel watches that one from now on.
   * @param {string} what @param {Record<string, any>} [more] @returns {Promise<Answer>}
   */
  async change(what, more = {}) {
    const answer = await this.#ask(what, { ...this.#address(), id: newId(), ...more });
    if (answer.ok && answer.branch && answer.branch !== this.#store.branch)
      this.switchTo(answer.branch);
    else if (answer.ok && answer.seq !== undefined) this.#expect(answer.seq);
    return answer;
  }

  /**
   * Asks what changes nothing: 'attempt', 'exercise' or 'trial'.
   * @param {string} name @param {Record<string, any>} what @returns {Promise<Answer>}
   */
  ask(name, what) {
    return this.#ask(name, { ...this.#address(), ...what });
  }

  /**
   * Where this page is, for those who only watch.
   * @param {{branch: string, seq: number, until: number, landing: boolean}} place
   */
  tellPlace(place) {
    return this.#askUntil('place', { ...this.#address(), ...place });
  }

  /** Watches another branch of the same lab, from its beginning. @param {string} branch */
  switchTo(branch) {
    this.#wanted = branch;
    this.#store.reset(branch);
    this.#watch();
  }

  #address() {
    const secret = this.#secret ? { secret: this.#secret } : {};
    return { lab: this.#lab, branch: this.#wanted, ...secret };
  }

  /**
   * The answer. What the server would not take is not sent: it closes the connection.
   * @param {string} name @param {any} message @returns {Promise<Answer>}
   */
  #ask(name, message) {
    const octets = octetsOf(message);
    if (octets > MESSAGE_OCTETS_MAX) {
      const params = { octets, limit: MESSAGE_OCTETS_MAX };
      return Promise.resolve({ ok: false, error: { key: 'ui.error.too_long', params } });
    }
    return busyWith(this.#askUntil(name, message));
  }

  /** Asks again while no answer comes. @param {string} name @param {any} message */
  #askUntil(name, message) {
    return askUntil(this.#socket, name, message, () => this.state === 'ended');
  }

  /** Joins, or asks again from the first missing event. Asking twice is harmless. */
  async #watch() {
    if (this.#watching) return;
    this.#watching = true;
    const branch = this.#wanted;
    const from = this.#store.next;
    const follows = this.#follows ? { follows: true } : {};
    const answer = await this.#ask('watch', { ...this.#address(), from, ...follows });
    this.#watching = false;
    if (!answer.ok) {
      if (answer.error?.key !== 'ui.error.no_answer') this.#end({ reason: answer.error });
      return;
    }
    if (branch !== this.#wanted) {
      this.#watch();
      return;
    }
    this.mayAct = Boolean(answer.may_act);
    if (answer.branch && answer.branch !== this.#store.branch) {
      this.#wanted = answer.branch;
      if (this.#store.next) this.#store.reset(answer.branch);
      else this.#store.branch = answer.branch;
    }
    if (answer.branches) this.#store.setBranches(answer.branches);
    this.#become('live');
    if (answer.seq !== undefined) this.#expect(answer.seq);
  }

  /**
   * @param {{lab: string, branch: string, from: number, events: any[], total: number, rest:
   *   boolean}} message
   */
  #journal(message) {
    if (message.lab !== this.#lab || message.branch !== this.#wanted) return;
    const known = this.#store.next - message.from;
    const anew = message.events[0]?.keyframe;
    if (known < 0 && !anew) {
      this.#watch();
      return;
    }
    this.rest = Boolean(message.rest);
    if (anew) this.#store.append(message.events);
    else if (known < message.events.length) this.#store.append(message.events.slice(known));
    if (message.total !== undefined) this.#expect(message.total - 1);
    this.#tell();
  }

  /** The server has events up to `seq`: ask again if they do not come. @param {number} seq */
  #expect(seq) {
    clearTimeout(this.#lateTimer);
    this.#come();
    if (this.#store.next > seq) return;
    this.#come = busy();
    this.#lateTimer = setTimeout(() => {
      if (this.state === 'live' && this.#store.next <= seq) this.#watch();
    }, this.#lateMs);
  }

  /**
   * The tree changed. When somebody (another tab) folded the line on show away, this one
   * goes where they went; an attempt that was opened on purpose stays.
   * @param {{lab: string, branches: any[], current?: string}} message
   */
  #branches(message) {
    if (message.lab !== this.#lab) return;
    const wasLine = isLine(this.#store.branches, this.#wanted);
    this.#store.setBranches(message.branches);
    const folded = wasLine && !isLine(message.branches, this.#wanted);
    const { current } = message;
    if (folded && current && current !== this.#wanted) this.switchTo(current);
  }

  /** The presenter is elsewhere. @param {import('../types.d.ts').PlaceNews} message */
  #placed(message) {
    if (message.lab !== this.#lab) return;
    this.place = message;
    if (message.branch !== this.#wanted) this.switchTo(message.branch);
    this.#tell();
  }

  /** @param {{lab?: string, reason?: any}} message */
  #end(message) {
    if (message.lab && message.lab !== this.#lab) return;
    this.ended = message.reason ?? null;
    this.mayAct = false;
    this.#become('ended');
  }

  /** @param {string} state */
  #become(state) {
    if (this.state === 'ended') return;
    this.state = state;
    if (state !== 'live') this.#come();
    this.#tell();
  }

  #tell() {
    this.dispatchEvent(new Event('change'));
  }
}
