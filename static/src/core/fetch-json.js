/**
 * What this page asks of its server, or of whoever stands in for one. `fetchJson` refuses, as
 * an error, whatever is no good answer.
 */

import { busyWith } from './busy.js';

/** @typedef {(url: string, options?: RequestInit) => Promise<Response>} Fetcher */

/** @type {Fetcher} */
let fetcher = (url, options) => fetch(url, options);

/** Everything is asked of it from now on. @param {Fetcher} other */
export function useFetcher(other) {
  fetcher = other;
}

/** As `fetch`. @type {Fetcher} */
export const ask = (url, options) => fetcher(url, options);

/** @param {string} url @param {RequestInit} [options] @returns {Promise<any>} */
export const fetchJson = (url, options) => busyWith(askJson(url, options));

/** @param {string} url @param {RequestInit} [options] */
async function askJson(url, options) {
  const response = await ask(url, {
    ...options,
    headers: { accept: 'application/json', ...options?.headers },
  });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}
