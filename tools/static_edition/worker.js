/**
 * The worker of the static edition: it starts Python and carries what the page asks to
 * Cartero's desk (simulator/browser/desk.py) and back. A classic script without imports, for
 * module workers fail from a disk; the build puts Pyodide's two scripts before it.
 *
 * It refuses to know what messages mean.
 */
/** @typedef {{url?: string, octets?: Uint8Array}} Part */

/** Nothing of what is loaded is garbage: it is not looked through again and again. */
const START = `
import gc
import sys
sys.path.insert(0, '/app')
sys.dont_write_bytecode = True
gc.disable()

def start(path, places, post):
    import time
    import packed_modules
    with open(path, 'rb') as file:
        pack = file.read()
    packed_modules.install(pack, places)
    from simulator.browser import Desk, restored
    begin, end = places['content.pickle']
    desk = Desk(restored(memoryview(pack)[begin:end]), post, time.monotonic)
    gc.freeze()
    gc.enable()
    return desk
`;

const NOWHERE = 'https://cartero.invalid/';
const PACK = '/app/app.pack';
/** Partly machine code, and what whoever writes a lesson has checked. */
const FILES = ['msgspec/', 'lessons/'];

/** @type {any} */ let python;
/** @type {any} */ let desk;

/** a part did not come whole */ let cut = false;
const notWhole = () => {
  cut = true;
};

const realFetch = self.fetch.bind(self);

/** The octets of a part as they come, packed. @param {Part} part */
async function packed({ url, octets }) {
  if (octets) return new Blob([octets]).stream();
  const answer = await realFetch(url);
  if (!answer.ok || !answer.body) throw new Error(`${url}: ${answer.status}`);
  return answer.body;
}

/** A part, unpacked as it comes. @param {Part} part */
async function unpacked(part) {
  const counted = new TransformStream({
    transform(chunk, to) {
      postMessage({ come: chunk.length });
      to.enqueue(chunk);
    },
  });
  const unpacking = new DecompressionStream('gzip');
  const come = await packed(part);
  come.pipeTo(counted.writable).catch(notWhole);
  counted.readable.pipeTo(unpacking.writable).catch(notWhole);
  return unpacking.readable;
}

/**
 * What must be files into Python's file system, and where the others are in the pack: those it
 * imports from there (packed_modules.py). @param {Uint8Array} pack
 */
function unpackFiles(pack) {
  const view = new DataView(pack.buffer, pack.byteOffset);
  let at = 4 + view.getUint32(0, true);
  const index = JSON.parse(new TextDecoder().decode(pack.subarray(4, at)));
  /** @type {Record<string, [number, number]>} */ const places = {};
  python.FS.mkdirTree('/app');
  for (const [name, octets] of index) {
    const end = at + octets;
    if (FILES.some((folder) => name.startsWith(folder))) {
      const path = `/app/${name}`;
      python.FS.mkdirTree(path.slice(0, path.lastIndexOf('/')));
      python.FS.writeFile(path, pack.subarray(at, end));
    } else places[name] = [at, end];
    at = end;
  }
  python.FS.writeFile(PACK, pack, { canOwn: true });
  return python.toPy(places);
}

/**
 * @param {Record<string, Part>} parts by their names in build.py
 * @param {any} lock what Pyodide must know of itself
 * @param {string} kept labs
 */
async function begin(parts, lock, kept) {
  const types = { 'pyodide.asm.wasm': 'application/wasm' };
  /** @type {Record<string, Promise<Response>>} */ const answers = {};
  for (const name in parts) {
    const headers = { 'content-type': types[name] ?? 'application/octet-stream' };
    answers[name] = unpacked(parts[name]).then((stream) => new Response(stream, { headers }));
    answers[name].catch(notWhole);
  }
  self.fetch = (url) => answers[String(url).split('/').pop()];
  const pack = answers['app.pack'].then((answer) => answer.arrayBuffer());
  pack.catch(notWhole);
  python = await loadPyodide({
    indexURL: NOWHERE,
    stdLibURL: `${NOWHERE}library.zip`,
    lockFileContents: lock,
    createPyodideModule,
    env: { PYTHONHASHSEED: '0' },
  });
  self.fetch = realFetch;
  const places = unpackFiles(new Uint8Array(await pack));
  python.runPython(START);
  const start = python.globals.get('start');
  desk = start(PACK, places, (event, message) => postMessage({ event, message }));
  desk.remember(kept);
}

/** What an address answers, as values that cross. @param {any} found */
function carried(found) {
  const [status, kind, octets, name, whole] = found;
  const body = octets.toJs();
  octets.destroy();
  found.destroy();
  return { status, kind, body, name, whole };
}

const CALLS = {
  begin,
  take_bundle: (told) => desk.take_bundle(told),
  open: (...args) => desk.open(...args),
  message: (...args) => desk.message(...args),
  get: (...args) => carried(desk.get(...args)),
  send: (path, query, lang, body) => carried(desk.send(path, query, lang, python.toPy(body))),
};

self.onmessage = async ({ data: { id, call, args } }) => {
  try {
    postMessage({ id, value: await CALLS[call](...args) });
  } catch (error) {
    postMessage({ id, cut, error: String(error?.message ?? error).slice(-2000) });
  }
  if (call === 'message') desk?.run_due();
};
