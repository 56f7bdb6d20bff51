/**
 * What is wrong with a machine, its cable, its programs and its mailboxes, as words and a
 * picture: the stage, the opened machine and the bench say the same. Pure; being merely
 * switched off is no ill.
 */
import { mailboxesAt } from './step-subjects.js';

/** @typedef {import('../types.d.ts').Model} Model */
/**
 * @typedef {object} ActiveFault
 * @property {string} name
 * @property {string} key
 * @property {Record<string, any>} [params]
 * @property {string} icon
 */

const PPM_OF_PERCENT = 10_000;

/**
 * @param {string} name
 * @param {string} icon
 * @param {Record<string, any>} [params]
 * @returns {ActiveFault}
 */
const ill = (name, icon, params) => ({ name, key: `ui.ill.${name}`, icon, params });

/**
 * What is wrong with the cable of a machine.
 * @param {Model} model
 * @param {string} host
 * @returns {ActiveFault[]}
 */
export function activeCableFaults(model, host) {
  const { cut, latency_us, loss_ppm } = model.links[host] ?? {};
  const out = [];
  if (cut) out.push(ill('cut', 'cut'));
  if (latency_us !== undefined) out.push(ill('slow', 'clock'));
  if (loss_ppm) out.push(ill('lossy', 'leak', { n: loss_ppm / PPM_OF_PERCENT }));
  return out;
}

/**
 * Everything, the gravest first.
 * @param {Model} model
 * @param {string} host
 * @returns {ActiveFault[]}
 */
export function activeFaults(model, host) {
  const { crashed, frozen, stopped = [], faults = [] } = model.hosts[host];
  const full = mailboxesAt(model, host).filter((address) => model.mailboxes[address].full);
  const out = [];
  if (crashed) out.push(ill('crashed', 'bolt'));
  if (frozen) out.push(ill('frozen', 'frost'));
  out.push(...activeCableFaults(model, host));
  for (const name of faults) out.push(ill(name, 'warn'));
  for (const name of stopped) out.push(ill('stopped', 'warn', { name }));
  for (const mailbox of full) out.push(ill('full', 'warn', { mailbox }));
  return out;
}
