/**
 * What the first screen is drawn without, and who reads on will want.
 */
import { fetchSoon } from '../core/lazy-piece.js';
import { doors } from '../core/page-registry.js';

/** Not while somebody waits for the first screen. @param {() => void} act */
export function whenIdle(act) {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(act, { timeout: 5000 });
  else setTimeout(act, 2000);
}

/** Brings what can be opened here and what the doors lead to: a server lost later closes none. */
export async function fetchAhead() {
  await fetchSoon();
  for (const { piece } of doors()) await piece?.want();
  await fetchSoon();
}
