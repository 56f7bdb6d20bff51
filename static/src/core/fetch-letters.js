/**
 * What the server knows of letters, fetched when somebody looks: the list, and one letter
 * laid open. Never later than the playhead: the future of a letter is not told.
 */
import { busyWith } from './busy.js';
import { context } from './context.js';
import { ask, fetchJson } from './fetch-json.js';

/** @param {string} path @param {Record<string, string | number>} [query] */
function address(path, query = {}) {
  const { boot, store } = context();
  const asked = new URLSearchParams({ branch: store.branch });
  for (const [name, value] of Object.entries(query)) asked.set(name, String(value));
  return `/lab/${boot.lab}/${path}?${asked}`;
}

/** @param {number} until seq @returns {Promise<import('../types.d.ts').TravelledMessage[]>} */
export const fetchLetters = async (until) =>
  (await fetchJson(address('letters.json', { until }))).letters;

/**
 * @param {string} message
 * @param {number} until seq
 * @returns {Promise<import('../types.d.ts').OpenMessage>}
 */
export const fetchLetter = (message, until) =>
  fetchJson(address(`letter/${encodeURIComponent(message)}.json`, { until }));

/**
 * Who that message is from, as far as it can be checked.
 * @param {string} message @param {number} until seq
 * @returns {Promise<import('../types.d.ts').MessageSignatures>}
 */
export const fetchSignatures = (message, until) =>
  fetchJson(address(`signatures/${encodeURIComponent(message)}.json`, { until }));

/** @param {Record<string, any>} act @returns {Promise<import('../types.d.ts').Draft>} */
export const fetchDraft = (act) =>
  fetchJson(address('draft.json'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(act),
  });

/** Octets of a stream. @param {string} stream @param {number} offset @param {number} length */
export async function fetchOctets(stream, offset, length) {
  const response = await busyWith(ask(address(`octets/${stream}`, { offset, length })));
  if (!response.ok) throw new Error(`${stream}: ${response.status}`);
  return response.arrayBuffer();
}

/** Octets that crossed a wire, Latin-1. @param {import('../types.d.ts').Crossing} wire */
export async function fetchWire({ conn, stream, offset, length }) {
  return new TextDecoder('latin1').decode(await fetchOctets(`${conn}.${stream}`, offset, length));
}
