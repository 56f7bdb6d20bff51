/**
 * Comes before the page, and begins what takes longest: Python, in a worker. The page takes over
 * when it is there (host.js); what the worker said meanwhile waits in the port.
 */
import { bringParts } from './parts.js';

/**
 * @typedef {object} Begun
 * @property {MessagePort} port       to the worker
 * @property {boolean} kept           nothing has to be fetched: a service worker has it all
 * @property {Promise<never>} broken  rejects when Python cannot be up; the cause is as of `Host`
 */

/** @returns {Begun} */
function begun() {
  const { lock, parts: names, worker: script } = /** @type {any} */ (globalThis).CARTERO;
  const { port1: port, port2 } = new MessageChannel();
  const worker = new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
  const { kept, parts } = bringParts(names);
  /** @type {Promise<never>} */
  const broken = new Promise((_, fail) => {
    worker.onerror = ({ message }) => fail(new Error(message, { cause: 'device' }));
    parts.then(
      (brought) => worker.postMessage({ parts: brought, lock }, [port2]),
      (error) => fail(new Error(error.message, { cause: 'network' })),
    );
  });
  broken.catch(() => {});
  return { port, kept, broken };
}

/** @type {any} */ (globalThis).CARTERO.begun = begun();
