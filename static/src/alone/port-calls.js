/**
 * Calls to the worker in which Cartero's Python runs (tools/static_edition/worker.js), and what
 * it answers: whoever asks it has a port of its own.
 */

const WITHOUT_ORIGIN = 'http://page.invalid';

/** Messages that change a lab. */
export const CHANGES = new Set(['act', 'play', 'ready', 'undo', 'redo', 'restart', 'repeat']);

/** `come`: octets of a part; `news`: name and JSON each.
 * @typedef {{come?: number, news?: [string, string][]}} Told */

export class PortCalls {
  /** number of the last call that was made */ asked = 0;
  /** number of the last call that was answered */ answered = 0;
  #port;
  #until = Promise.resolve();
  /** @type {Map<number, {done: (value: any) => void, fail: (error: Error) => void}>} */
  #waiting = new Map();

  /** @param {MessagePort} port @param {(told: Told) => void} heard what no call asked for */
  constructor(port, heard) {
    this.#port = port;
    port.onmessage = async ({ data }) => {
      await this.#until;
      if (data.id) this.answered = data.id;
      heard(data);
      if (data.id) this.#answered(data);
    };
  }

  /** Nothing more is heard before that ends. @param {Promise<void>} work */
  hearAfter(work) {
    this.#until = work;
  }

  /** The cause of an error: 'network' or 'device'. @param {string} call @param {any[]} args
   * @returns {Promise<any>} */
  call(call, ...args) {
    const id = ++this.asked;
    return new Promise((done, fail) => {
      this.#waiting.set(id, { done, fail });
      this.#port.postMessage({ id, call, args });
    });
  }

  /** @param {any} data */
  #answered({ id, value, error, cut }) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) waiting?.fail(new Error(error, { cause: cut ? 'network' : 'device' }));
    else waiting?.done(value);
  }

  /**
   * The answer to a message of the channel.
   * @param {string} name @param {any} message @returns {Promise<any>}
   */
  async message(name, message) {
    return JSON.parse(await this.call('message', name, JSON.stringify(message)));
  }

  /** As fetch. @param {string} url @param {string} lang @param {BodyInit | null} [body]
   * @returns {Promise<Response>} */
  async fetch(url, lang, body) {
    const { pathname, searchParams } = new URL(url, WITHOUT_ORIGIN);
    const query = JSON.stringify(Object.fromEntries(searchParams));
    const asked = [decodeURIComponent(pathname), query, lang];
    const answer = await (body === undefined
      ? this.call('get', ...asked)
      : this.call('send', ...asked, new Uint8Array(await new Response(body).arrayBuffer())));
    const { status, kind, name, whole } = answer;
    const headers = new Headers({ 'content-type': kind });
    if (whole >= 0) headers.set('stream-length', String(whole));
    if (name) headers.set('content-disposition', `attachment; filename="${name}"`);
    return new Response(answer.body, { status, headers });
  }
}
