// static/src/views/network/: a world in groups, one letter's way, and who has a letter.
import assert from 'node:assert/strict';
import test from 'node:test';
import { groupsOf, reached, sentLetters, wayOf } from '../../../static/src/views/network/groups.js';
import { sitterOf } from '../../../static/src/core/page-element.js';
import { readersOf, takeAway } from '../../../static/src/views/network/take-away.js';

const host = (/** @type {Record<string, any>} */ more) => ({ on: true, role: 'mua', ...more });

const model = /** @type {any} */ ({
  order: ['r1', 'a1', 'r2', 'rojo', 'azul', 'dns'],
  hosts: {
    r1: host({ address: 'ana@rojo.example' }),
    a1: host({ address: 'benito@azul.example' }),
    r2: host({ address: 'equipo3@rojo.example', on: false }),
    rojo: host({ role: 'server', domains: ['rojo.example'] }),
    azul: host({ role: 'server', domains: ['azul.example'] }),
    dns: host({ role: 'server' }),
  },
  mailboxes: {
    'benito@azul.example': { host: 'azul', messages: [{ message: 'm3', unique_id: 'u1' }] },
  },
  inboxes: {},
});

const stop = (/** @type {string} */ kind, /** @type {string} */ at, seq = 0, more = {}) => ({
  kind,
  host: at,
  seq,
  message: 'm1',
  mailbox: '',
  ...more,
});

const letter = /** @type {any} */ ({
  message: 'm1',
  because: '',
  stops: [
    stop('composed', 'r1', 5),
    stop('queued', 'rojo', 9),
    stop('queued', 'azul', 20),
    stop('delivered', 'azul', 21, { mailbox: 'benito@azul.example', message: 'm3' }),
  ],
});

test('each server with mailboxes has a group; computers of nobody yet are counted', () => {
  const { groups, others } = groupsOf(model);
  assert.deepEqual(groups, [
    { domain: 'rojo.example', server: 'rojo', computers: ['r1'], free: 1 },
    { domain: 'azul.example', server: 'azul', computers: ['a1'], free: 0 },
  ]);
  assert.deepEqual(others, ['dns']);
});

test('the newest letter comes first, and what a server wrote is none', () => {
  const later = { ...letter, message: 'm8', stops: [stop('composed', 'a1', 30)] };
  const notice = { ...letter, message: 'm9', because: 'm1' };
  const found = sentLetters([letter, notice, later]).map(({ message }) => message);
  assert.deepEqual(found, ['m8', 'm1']);
});

test('its way names each machine once, and whom it reached', () => {
  assert.deepEqual(wayOf(letter), ['r1', 'rojo', 'azul']);
  assert.deepEqual(wayOf(undefined), []);
  assert.deepEqual(reached(letter), ['benito@azul.example']);
});

test('a letter is taken away where it lies, fetched first where it was not', async () => {
  assert.deepEqual(readersOf(model, letter), [{ host: 'a1', unique_id: 'u1' }]);
  /** @type {any[]} */ const done = [];
  const link = { act: async (/** @type {any} */ act) => done.push(act) };
  await takeAway(link, model, letter);
  assert.deepEqual(
    done.map(({ act, host: at }) => `${act} ${at}`),
    ['collect a1', 'tidy a1'],
  );
  const held = { ...model, inboxes: { a1: [{ unique_id: 'u1' }] } };
  done.length = 0;
  await takeAway(link, held, letter);
  assert.deepEqual(done, [{ act: 'tidy', host: 'a1', unique_id: 'u1', how: 'delete' }]);
  assert.deepEqual(readersOf({ ...model, mailboxes: {} }, letter), []);
});

test('who sits at a machine is who took it; nobody, or not known', () => {
  const members = [
    { id: 's1', name: 'Ana', host: 'r1' },
    { id: 's2', name: 'Tarde', host: 'r2' },
    { id: 's3', name: 'Sin red', host: '' },
  ];
  const sitter = (/** @type {any} */ more, id = 'r2') =>
    sitterOf({ namesHidden: false, ...more }, id);
  assert.equal(sitter({ members }), 'Tarde');
  assert.equal(sitter({ members }, 'r3'), '');
  assert.equal(sitter({ members, namesHidden: true }), null);
  assert.equal(sitter({ members: members.slice(2) }), null);
  assert.equal(sitterOf(undefined, 'r2'), null);
});
