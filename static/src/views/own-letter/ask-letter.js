/**
 * Asks what there is to see of a message. What is too big to be read stays here: of it only the
 * beginning is sent, in which its header section is.
 */
import { ask, fetchJson } from '../../core/fetch-json.js';
import { busyWith } from '../../core/busy.js';

/** @typedef {import('../../types.d.ts').OwnLetterPage} OwnLetterPage */
/** @typedef {import('../../types.d.ts').OwnLetterStart} OwnLetterStart */
/** @typedef {Partial<import('../../types.d.ts').OwnLetterQuestion>} Question */

const TOO_OFTEN = 429;

/** What there is before there is a message. @returns {Promise<OwnLetterStart>} */
export const fetchStart = () => fetchJson('/own-letter.json');

/** Octets of a text in which each character is one. @param {string} latin1 */
export const blobOf = (latin1) => new Blob([Uint8Array.from(latin1, (c) => c.charCodeAt(0))]);

/**
 * The page of a message; 'often' where one has to wait.
 * @param {Blob} letter @param {Question} question @param {OwnLetterStart} start
 * @returns {Promise<OwnLetterPage | 'often'>}
 */
export function askLetter(letter, question, start) {
  return busyWith(askWhole(letter, question, start));
}

/** @param {Blob} letter @param {Question} question @param {OwnLetterStart} start */
async function askWhole(letter, question, start) {
  const cut = letter.size > start.octets_max;
  const octets = cut ? letter.slice(0, start.header_octets_max) : letter;
  const asked = JSON.stringify({ now_s: Math.floor(Date.now() / 1000), ...question, cut });
  const body = new Uint8Array(await new Blob([asked, '\n', octets]).arrayBuffer());
  const response = await ask('/own-letter/read.json', { method: 'POST', body });
  if (response.status === TOO_OFTEN) return 'often';
  if (!response.ok) throw new Error(`/own-letter/read.json: ${response.status}`);
  return response.json();
}
