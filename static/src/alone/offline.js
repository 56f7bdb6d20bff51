/**
 * Without network afterwards: a service worker keeps what the page is made of. Where none is
 * allowed (a disk, a frame without an origin, plain HTTP) the page works as long as it is open.
 */
export async function keepForOffline() {
  if (!globalThis.isSecureContext || !('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register('offline.js');
  } catch {
    /* not here */
  }
}
