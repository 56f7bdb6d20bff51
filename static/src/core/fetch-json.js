/** JSON of this server. Refuses, as an error, whatever is no good answer. */

/** @param {string} url @param {RequestInit} [options] @returns {Promise<any>} */
export async function fetchJson(url, options) {
  const response = await fetch(url, {
    ...options,
    headers: { accept: 'application/json', ...options?.headers },
  });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}
