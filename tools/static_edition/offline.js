/**
 * The service worker of the static edition: what was fetched once is there without network.
 * The build puts EDITION and FILES before it.
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

/** @param {Request} request */
async function answer(request) {
  const cache = await caches.open(CACHE);
  const page = request.mode === 'navigate';
  return (await cache.match(request, { ignoreSearch: page })) ?? fetch(request);
}

addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)));
});
addEventListener('activate', (event) => event.waitUntil(forgetOthers()));
addEventListener('fetch', (event) => {
  if (event.request.method === 'GET') event.respondWith(answer(event.request));
});
