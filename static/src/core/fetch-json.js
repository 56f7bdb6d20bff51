/** JSON of this server. Refuses, as an error, whatever is no good answer. */

import { busyWith } from './busy.js';

/** @param {string} url @param {RequestInit} [options] @returns {Promise<any>} */
export const fetchJson = (url, options) => busyWith(ask(url, options));

/** @param {string} url @param {RequestInit} [options] */
async function ask(url, options) {
  const response = await fetch(url, {
    ...options,
    headers: { accept: 'application/json', ...options?.headers },
  });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}
