/**
 * The files beside the page, gzipped: fetched where that works; where it does not (from a disk, in
 * a frame without an origin) each comes as a script that holds it as text.
 */

/** @typedef {{url?: string, octets?: Uint8Array}} Part what the worker reads it from */

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

/** What a fetch answers; null where none is allowed. @param {string} name */
async function fetched(name) {
  if (!location.protocol.startsWith('http')) return null;
  const answer = await fetch(urlOf(`${name}.bin`)).catch(() => null);
  if (answer && !answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer;
}

/** @param {string} name @returns {Promise<Uint8Array | ArrayBuffer>} gzipped */
export async function bringPart(name) {
  return (await fetched(name))?.arrayBuffer() ?? byScript(name);
}

/**
 * The first part, as it is, and how the others are to be read.
 * @param {string} first @param {string[]} others
 * @returns {Promise<{first: Uint8Array | ArrayBuffer, others: Record<string, Part>}>}
 */
export async function bringParts(first, others) {
  const answer = await fetched(first);
  if (answer) {
    const urls = others.map((name) => [name, { url: urlOf(`${name}.bin`) }]);
    return { first: await answer.arrayBuffer(), others: Object.fromEntries(urls) };
  }
  const all = await Promise.all([first, ...others].map(byScript));
  const read = others.map((name, index) => [name, { octets: all[index + 1] }]);
  return { first: all[0], others: Object.fromEntries(read) };
}
