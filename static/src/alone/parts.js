/**
 * The files beside the page, gzipped: fetched where that works; where it does not (from a disk, in
 * a frame without an origin) each comes as a script that holds it as text. What Python starts from
 * a service worker keeps unpacked (tools/static_edition/offline.js).
 */

/**
 * @typedef {object} Part  what the worker reads it from
 * @property {string} [url]
 * @property {boolean} [kept]       there it is unpacked
 * @property {Uint8Array} [octets]
 */

const FOLDER = 'parts/';

/** Where a file beside the page is, of this page's edition. @param {string} name */
const urlOf = (name) => {
  const { version } = /** @type {any} */ (globalThis).CARTERO;
  return new URL(`${FOLDER}${name}?v=${version}`, document.baseURI).href;
};

/**
 * A script that puts the part where we find it.
 * @param {string} name @returns {Promise<Uint8Array>}
 */
function byScript(name) {
  const script = document.createElement('script');
  script.src = urlOf(`${name}.js`);
  return new Promise((done, fail) => {
    script.addEventListener('error', () => fail(new Error(script.src)));
    script.addEventListener('load', () => {
      const all = /** @type {any} */ (globalThis).PARTS;
      const text = all[name];
      delete all[name];
      script.remove();
      done(Uint8Array.from(atob(text), (char) => char.charCodeAt(0)));
    });
    document.head.append(script);
  });
}

/** The text of a part. @param {Uint8Array | ArrayBuffer} octets gzipped */
export async function textOf(octets) {
  const packed = new Blob([/** @type {ArrayBuffer} */ (octets)]).stream();
  return new Response(packed.pipeThrough(new DecompressionStream('gzip'))).text();
}

const mayFetch = () => globalThis.origin !== 'null';

/** @param {string} name @returns {Promise<Uint8Array | ArrayBuffer>} gzipped */
export async function bringPart(name) {
  if (!mayFetch()) return byScript(name);
  const answer = await fetch(urlOf(`${name}.bin`));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.arrayBuffer();
}

/** A service worker has all parts, unpacked. */
export const areKept = () => mayFetch() && Boolean(navigator.serviceWorker?.controller);

/**
 * How the worker is to read parts; it fetches those that can be fetched.
 * @param {string[]} names @param {boolean} kept @returns {Promise<Record<string, Part>>}
 */
export async function bringParts(names, kept) {
  /** @param {string} name @returns {Promise<Part>} */
  const bring = async (name) => {
    if (kept) return { url: urlOf(name), kept };
    return mayFetch() ? { url: urlOf(`${name}.bin`) } : { octets: await byScript(name) };
  };
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await bring(name)])),
  );
}
