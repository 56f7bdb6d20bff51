/**
 * The service worker of the static edition: what was fetched once is there without network.
 * The build puts EDITION, FILES and UNPACKED (address to type) before it. What Python starts from
 * is kept unpacked: a browser keeps a module or script compiled if it gets it as it is.
 *
 * Each edition has a cache of its own, so that a page never gets parts of another one. A newer
 * edition takes over when no page of the old one is open.
 */
const MINE = `cartero ${registration.scope} `;
const CACHE = `${MINE}${EDITION}`;

async function forgetOthers() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(MINE) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** @param {string} address of UNPACKED */
async function unpacked(address) {
  const answer = await fetch(address.replace('?', '.bin?'));
  if (!answer.ok || !answer.body) throw new Error(`${address}: ${answer.status}`);
  const body = answer.body.pipeThrough(new DecompressionStream('gzip'));
  return new Response(body, { headers: { 'content-type': UNPACKED[address] } });
}

/** @param {Request} request */
async function answer(request) {
  const cache = await caches.open(CACHE);
  const page = request.mode === 'navigate';
  const found = await cache.match(request, { ignoreSearch: page });
  if (found) return found;
  const address = request.url.slice(registration.scope.length);
  return address in UNPACKED ? unpacked(address) : fetch(request);
}

async function keepAll() {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES);
  for (const address in UNPACKED) await cache.put(address, await unpacked(address));
}

addEventListener('install', (event) => event.waitUntil(keepAll()));
addEventListener('activate', (event) => event.waitUntil(forgetOthers()));
addEventListener('fetch', (event) => {
  if (event.request.method === 'GET') event.respondWith(answer(event.request));
});
