/**
 * What can be broken at a machine now, and what repairs it, in the groups of the bench, as the
 * server lists it (`model.hosts[id].possible_faults`); besides, the open connections. Pure.
 */

/** @typedef {import('../../types.d.ts').Model} Model */
/** @typedef {import('../../types.d.ts').PossibleFault} PossibleFault */
/**
 * @typedef {object} Fault
 * @property {string} id       unlike any other of the machine
 * @property {string} key      text key: its name; beside it `.about`, `.do`, `.repair`, `.choice`
 * @property {Record<string, any>} params
 * @property {boolean} broken
 * @property {Record<string, any>} act
 * @property {Record<string, any> | null} repair  null: it cannot be taken back
 * @property {{n: number, act: Record<string, any>}[]} choices  how much, instead of `act`
 */

/** @param {PossibleFault} fault @returns {Fault} */
const asFault = ({ id, name = id, params = {}, broken = false, act, repair, choices = [] }) => ({
  id,
  key: `ui.break.${name}`,
  params,
  broken,
  act,
  repair,
  choices,
});

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
    act: { act: 'reset', conn: id },
    repair: null,
    choices: [],
  }));
}

/** @param {Model} model @param {string} host @returns {{name: string, faults: Fault[]}[]} */
export function benchOf(model, host) {
  const possible = model.hosts[host].possible_faults ?? [];
  const groups = [...new Set(possible.map(({ group }) => group))].map((name) => ({
    name,
    faults: possible.filter(({ group }) => group === name).map(asFault),
  }));
  const conns = connFaults(model, host);
  return conns.length ? [...groups, { name: 'conns', faults: conns }] : groups;
}

/** Everything that is broken now, machine by machine; what is merely off is not.
 * @param {Model} model @returns {{host: string, fault: Fault}[]} */
export function brokenIn(model) {
  return model.order.flatMap((host) =>
    (model.hosts[host].possible_faults ?? [])
      .map(asFault)
      .filter(({ id, broken }) => broken && (id !== 'crash' || model.hosts[host].crashed))
      .map((fault) => ({ host, fault })),
  );
}
