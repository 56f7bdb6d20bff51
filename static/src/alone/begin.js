/**
 * Begins Python, in a worker. It waits for the task it is asked in: the first screen is drawn in
 * there, and Python takes all that a machine has.
 */
import { areKept, bringParts } from './parts.js';

/**
 * @typedef {object} Begun
 * @property {MessagePort} port       to the worker; what is said to it before waits there
 * @property {boolean} kept           nothing has to be fetched: a service worker has it all
 * @property {Promise<never>} broken  rejects when Python cannot be up; the cause is as of `Host`
 */

/**
 * `parts`, `worker`, `lock`: of the build: names, script, and what Pyodide must know of itself.
 * @param {{parts: string[], worker: string, lock: any}} built
 * @returns {Begun}
 */
export function begin({ parts: names, worker: script, lock }) {
  const { port1: port, port2 } = new MessageChannel();
  const kept = areKept();
  /** @param {(error: Error) => void} fail */
  const start = (fail) => {
    const worker = new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
    worker.onerror = ({ message }) => fail(new Error(message, { cause: 'device' }));
    bringParts(names, kept).then(
      (parts) => worker.postMessage({ parts, lock }, [port2]),
      (error) => fail(new Error(error.message, { cause: 'network' })),
    );
  };
  /** @type {Promise<never>} */
  const broken = new Promise((_, fail) => {
    setTimeout(start, 0, fail);
  });
  return { port, kept, broken };
}
