/**
 * What can be broken at a machine now, and what mends it, in the groups of the bench. Pure:
 * acts as the lab knows them (simulator/README.md, faults). It lists only what makes sense.
 */
import { mailboxesAt } from '../../model/step-subjects.js';

/** @typedef {import('../../types.d.ts').Model} Model */
/**
 * @typedef {object} Fault
 * @property {string} id       unlike any other of the machine
 * @property {string} key      text key: its name; `.about`, `.do` and `.mend` beside it
 * @property {Record<string, any>} params
 * @property {boolean} broken
 * @property {(choice: number) => Record<string, any>} act  `choice`: one of `choices`
 * @property {Record<string, any> | null} mend  null: it cannot be taken back
 * @property {number[]} [choices]  how much; their text key is `.choice`
 */

const SERVER_FAULTS = ['disk_full', 'busy', 'closes_in_data'];
const MS_US = 1000;
const PERCENT_PPM = 10_000;

/** @param {Model} model @param {string} host @returns {Fault[]} */
function cableFaults(model, host) {
  const { cut, latency_us, loss_ppm } = model.links[host] ?? { cut: false };
  const mend = { act: 'restore', link: host };
  return [
    {
      id: 'cut',
      key: 'ui.break.cut',
      params: {},
      broken: Boolean(cut),
      act: () => ({ act: 'cut', link: host }),
      mend,
    },
    {
      id: 'slow',
      key: 'ui.break.slow',
      params: {},
      broken: latency_us !== undefined,
      mend,
      choices: [500, 2000, 20_000],
      act: (ms) => ({ act: 'slow', link: host, latency_us: ms * MS_US }),
    },
    {
      id: 'lose',
      key: 'ui.break.lose',
      params: {},
      broken: Boolean(loss_ppm),
      choices: [20, 10, 50],
      act: (percent) => ({ act: 'lose', link: host, loss_ppm: percent * PERCENT_PPM }),
      mend: { act: 'lose', link: host, loss_ppm: 0 },
    },
  ];
}

/** @param {Model} model @param {string} host @returns {Fault[]} */
function machineFaults(model, host) {
  const { on, crashed, frozen } = model.hosts[host];
  /** @type {Fault} */
  const crash = {
    id: 'crash',
    key: 'ui.break.crash',
    params: {},
    broken: !on,
    act: () => ({ act: 'crash', host }),
    mend: crashed ? { act: 'restart', host } : { act: 'power_on', host },
  };
  if (!on) return [crash];
  return [
    crash,
    {
      id: 'freeze',
      key: 'ui.break.freeze',
      params: {},
      broken: Boolean(frozen),
      act: () => ({ act: 'freeze', host }),
      mend: { act: 'thaw', host },
    },
  ];
}

/** @param {Model} model @param {string} host @returns {Fault[]} */
function programFaults(model, host) {
  const { programs, stopped = [], faults = [] } = model.hosts[host];
  const ended = programs.map(({ name, protocol, port }) => ({
    id: `service-${name}`,
    key: 'ui.break.service',
    params: { program: name, protocol: protocol.toUpperCase(), port },
    broken: stopped.includes(name),
    act: () => ({ act: 'service_off', host, program: name }),
    mend: { act: 'service_on', host, program: name },
  }));
  const mail = programs.some(({ protocol }) => protocol === 'smtp');
  return [
    ...(mail ? SERVER_FAULTS : []).map((fault) => ({
      id: fault,
      key: `ui.break.${fault}`,
      params: {},
      broken: faults.includes(fault),
      act: () => ({ act: 'break', host, fault }),
      mend: { act: 'mend', host, fault },
    })),
    ...ended,
  ];
}

/** @param {Model} model @param {string} host @returns {Fault[]} */
function mailboxFaults(model, host) {
  return mailboxesAt(model, host).map((mailbox) => ({
    id: `fill-${mailbox}`,
    key: 'ui.break.fill',
    params: { mailbox },
    broken: Boolean(model.mailboxes[mailbox].full),
    act: () => ({ act: 'fill', mailbox }),
    mend: { act: 'make_room', mailbox },
  }));
}

/** @param {Model} model @param {string} host @returns {Fault[]} */
function connFaults(model, host) {
  const open = Object.values(model.conns).filter(
    (conn) => conn.open && (conn.client === host || conn.server === host),
  );
  return open.map(({ id, client, server, port }) => ({
    id: `reset-${id}`,
    key: 'ui.break.reset',
    params: { host: client, to: server, port },
    broken: false,
    act: () => ({ act: 'reset', conn: id }),
    mend: null,
  }));
}

/** @param {Model} model @param {string} host @returns {{name: string, faults: Fault[]}[]} */
export function benchOf(model, host) {
  return [
    { name: 'machine', faults: machineFaults(model, host) },
    { name: 'cable', faults: cableFaults(model, host) },
    { name: 'mailboxes', faults: mailboxFaults(model, host) },
    { name: 'programs', faults: programFaults(model, host) },
    { name: 'conns', faults: connFaults(model, host) },
  ].filter(({ faults }) => faults.length);
}

/** Everything that is broken now, machine by machine; what is merely off is not.
 * @param {Model} model @returns {{host: string, fault: Fault}[]} */
export function brokenIn(model) {
  return model.order.flatMap((host) =>
    benchOf(model, host)
      .flatMap(({ faults }) => faults)
      .filter(({ id, broken }) => broken && (id !== 'crash' || model.hosts[host].crashed))
      .map((fault) => ({ host, fault })),
  );
}
