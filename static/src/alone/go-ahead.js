/**
 * A page of a student that goes ahead: what is done in its lab it does itself, in a worker with
 * Cartero's own Python, and tells the server, which keeps it. To the channel it is another
 * socket. Where the browser cannot, where the server does not want it, or where something else
 * happened in the lab meanwhile, the page asks the server as every page does.
 */
import { MESSAGE_OCTETS_MAX, askUntil, newId, octetsOf } from '../core/channel.js';
import { fetchJson, useFetcher } from '../core/fetch-json.js';
import { CHANGES, PortCalls } from './port-calls.js';

/** @typedef {import('../core/channel.js').Socket} Socket */
/** @typedef {import('../core/channel.js').Channel} Channel */
/** @typedef {import('../core/channel.js').Answer} Answer */
/** @typedef {{name: string, asked: any}} Done */

/** Of a lab's data, what only a server makes: short codes. */
const SERVERS = '/enlace.json';
/** As many are told at once. */
const TOLD_MAX = 64;
/** GB below which a browser is left alone: Python would fill it. */
const MEMORY_MIN = 2;

/**
 * Ends when the page goes ahead, or cannot.
 * @param {{socket: Socket, channel: Channel, boot: import('../types.d.ts').Boot,
 *   lang: () => string}} page
 */
export async function goAhead({ socket, channel, boot, lang }) {
  const { deviceMemory = MEMORY_MIN } = /** @type {any} */ (navigator);
  if (typeof WebAssembly !== 'object' || deviceMemory < MEMORY_MIN) return;
  const core = await begun(/** @type {string} */ (boot.classroom?.light));
  const ahead = new Ahead({ socket, channel, boot, lang, ...core });
  core.worker.onerror = () => ahead.stop();
  await ahead.begin();
}

/** A worker that begins. @param {string} url of what it is made of */
async function begun(url) {
  const { lock, parts: names } = await fetchJson(url);
  const at = (/** @type {string} */ name) => new URL(name, new URL(url, location.href)).href;
  const parts = Object.fromEntries(
    names.map((/** @type {string} */ name) => [name, { url: at(`parts/${name}`), kept: true }]),
  );
  const worker = new Worker(at('worker.js'));
  const { port1: port, port2 } = new MessageChannel();
  worker.postMessage({ parts, lock }, [port2]);
  return { worker, port };
}

/** What a channel uses of a socket. */
class Ahead {
  connected = true;
  #page = newId();
  #parts;
  #calls;
  /** the id of the lab in the worker */ #inside = '';
  /** of the request that is told next */ #number = 0;
  /** done, and not acknowledged @type {Done[]} */ #done = [];
  /** one after the other @type {Promise<any>} */ #telling = Promise.resolve();
  #over = false;
  #isOver = () => this.#over;
  /** where this page is, as the server is told @type {any} */ #place = null;
  /** somebody else has the lab open */ #lookedAt = false;
  /** @type {Map<string, ((message: any) => void)[]>} */ #listeners = new Map();
  /** the lab is in the worker @type {() => void} */ #begun = () => {};
  /** @type {Promise<void>} */ #ready;

  /** @param {{socket: Socket, channel: Channel, boot: import('../types.d.ts').Boot,
   *   lang: () => string, worker: Worker, port: MessagePort}} parts */
  constructor(parts) {
    this.#parts = parts;
    this.#calls = new PortCalls(parts.port, (told) => this.#heard(told));
    this.#ready = new Promise((done) => {
      this.#begun = done;
    });
  }

  /** Takes over, once Python is there. */
  async begin() {
    const { socket, channel, boot, lang } = this.#parts;
    try {
      const opened = JSON.parse(await this.#calls.call('open', location.pathname, lang(), '{}'));
      if (opened.error || this.#over) return this.stop();
      this.#inside = opened.lab;
      channel.goBy(this);
      const answer = await this.#ask('ahead', {});
      if (!answer.ok || answer.inside !== this.#inside) return this.stop();
      this.#number = answer.number;
      this.#looked(answer.looked_at);
      await this.#takeLab(answer.lab);
    } catch {
      return this.stop();
    }
    useFetcher((url, options) =>
      this.#isOurs(url) ? this.#fetch(url, options) : fetch(url, options),
    );
    socket.on('connect', () => this.#connected());
    socket.on('overtaken', ({ lab }) => lab === boot.lab && this.stop());
    socket.on('looked_at', (news) => news.lab === boot.lab && this.#looked(news.looked_at));
    document.documentElement.dataset.ahead = 'yes';
    this.#begun();
    this.#tell('connect');
  }

  /** The lab as the server has it. @param {string} lab JSON */
  async #takeLab(lab) {
    const file = `{"kind":"cartero-lab","path":${JSON.stringify(location.pathname)},"lab":${lab}}`;
    const taken = await this.#calls.fetch('/lab.json', this.#parts.lang(), file);
    if (!taken.ok) throw new Error(`not the same lab: ${taken.status}`);
  }

  /** The server does everything again. */
  stop() {
    if (this.#over) return;
    this.#over = true;
    const { socket, channel, worker } = this.#parts;
    worker.terminate();
    this.#begun();
    delete document.documentElement.dataset.ahead;
    if (this.#inside) channel.goBackTo(socket);
  }

  // --- what is told

  /** @param {string} name @param {any} what @returns {Promise<any>} */
  #ask(name, what) {
    const { socket, boot } = this.#parts;
    const { lab, secret = '' } = boot;
    const message = { lab, secret, page: this.#page, ...what };
    return askUntil(socket, name, message, this.#isOver);
  }

  /** A new connection, perhaps to a server that began anew. */
  async #connected() {
    if (this.#over) return;
    const { ok, lab, number, looked_at: lookedAt } = await this.#ask('ahead', {});
    if (!ok || lab) return this.stop();
    this.#acknowledge(number);
    this.#looked(lookedAt);
    this.#tellAll();
  }

  /** @param {number} number of the next */
  #acknowledge(number) {
    this.#done.splice(0, number - this.#number);
    this.#number = number;
  }

  /** @returns {Promise<Answer>} */
  #tellAll() {
    this.#telling = this.#telling.then(() => this.#tellSome());
    return this.#telling;
  }

  /** @returns {Promise<Answer>} */
  async #tellSome() {
    while (this.#done.length && !this.#over) {
      const done = this.#fitting();
      const answer = await this.#ask('ahead_done', { number: this.#number, done });
      if (!answer.ok) {
        if (answer.error.key !== 'ui.error.no_answer') this.stop();
        return answer;
      }
      this.#acknowledge(answer.number);
    }
    return { ok: true };
  }

  /** As many as one message holds. */
  #fitting() {
    let count = Math.min(TOLD_MAX, this.#done.length);
    while (count > 1 && octetsOf(this.#done.slice(0, count)) > MESSAGE_OCTETS_MAX / 2) count -= 1;
    return this.#done.slice(0, count);
  }

  // --- what is used of a socket

  /** @param {string} name @param {(message: any) => void} listener */
  on(name, listener) {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
  }

  /** @param {number} ms */
  timeout(ms) {
    return {
      emitWithAck: async (/** @type {string} */ name, /** @type {any} */ message) => {
        await this.#ready;
        if (this.#over) return this.#parts.socket.timeout(ms).emitWithAck(name, message);
        return name === 'place' ? this.#placed(message) : this.#answer(name, message);
      },
    };
  }

  /** @param {string} name @param {any} message */
  async #answer(name, message) {
    const answer = await this.#calls.message(name, { ...message, lab: this.#inside });
    if (!CHANGES.has(name) || !answer.ok) return answer;
    this.#done.push({ name, asked: message });
    const told = await this.#tellAll();
    return told.ok ? answer : told;
  }

  /** The server wants to know it only while somebody looks. @param {any} [message] */
  #placed(message = this.#place) {
    this.#place = message;
    if (message && this.#lookedAt)
      return askUntil(this.#parts.socket, 'place', message, this.#isOver);
    return Promise.resolve({ ok: true });
  }

  /** @param {boolean} lookedAt */
  #looked(lookedAt) {
    this.#lookedAt = lookedAt;
    this.#placed();
  }

  /** @param {import('./port-calls.js').Told} told */
  #heard({ news = [] }) {
    for (const [name, message] of news) {
      if (name === 'keep') continue;
      const told = JSON.parse(message);
      if (told.lab === this.#inside) this.#tell(name, { ...told, lab: this.#parts.boot.lab });
    }
  }

  /** @param {string} name @param {any} [message] */
  #tell(name, message) {
    for (const listener of this.#listeners.get(name) ?? []) listener(message);
  }

  // --- data of the lab

  /** @param {string} url */
  #isOurs(url) {
    const ours = !this.#over && url.startsWith(`/lab/${this.#parts.boot.lab}/`);
    return ours && !url.endsWith(SERVERS);
  }

  /** @param {string} url @param {RequestInit} [options] */
  #fetch(url, options) {
    const { boot, lang } = this.#parts;
    const inside = url.replace(`/lab/${boot.lab}/`, `/lab/${this.#inside}/`);
    return this.#calls.fetch(inside, lang(), options?.body);
  }
}
