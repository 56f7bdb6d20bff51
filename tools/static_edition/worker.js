/**
 * The worker of the static edition: it starts Python and carries what the page asks to
 * Cartero's desk (simulator/browser/desk.py) and back. A classic script, for module workers fail
 * from a disk; it stands in the page, so that all parts are asked for at once.
 *
 * It refuses to know what messages mean.
 */
/** @typedef {import('../../static/src/alone/parts.js').Part} Part */

/** So long at most something else waits for what is imported by and by. */
const TURN_S = 0.01;

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
    rest = packed_modules.waiting(places, 'simulator/')
    gc.freeze()
    gc.enable()
    return desk, lambda: packed_modules.bring_some(rest, ${TURN_S})
`;

const SCRIPT = 'pyodide.js';
/** No browser runs what is not called so. @type {Record<string, string>} */
const TYPES = { 'pyodide.asm.wasm': 'application/wasm', [SCRIPT]: 'text/javascript' };
const NOWHERE = 'https://cartero.invalid/';
const PACK = '/app/app.pack';
/** Partly machine code, and what whoever writes a lesson has checked. */
const FILES = ['msgspec/', 'lessons/'];
/** News go with the answer they come before, or by themselves when there are so many. */
const NEWS_CHARACTERS_MAX = 50_000;

/** @type {MessagePort} to the page */ let page;
/** @type {any} */ let python;
/** @type {any} */ let desk;
/** imports some of what waits; whether there is more @type {() => boolean} */ let bringSome;

/** a part did not come whole */ let cut = false;
const notWhole = () => {
  cut = true;
};

/** not yet on their way @type {[string, string][]} */ let news = [];
let characters = 0;

/** @param {string} name @param {string} message JSON */
function post(name, message) {
  news.push([name, message]);
  characters += message.length;
  if (characters > NEWS_CHARACTERS_MAX) carry();
}

/** What there is, as one message: the page is busy once. @param {object} [answer] */
function carry(answer) {
  if (answer || news.length) page.postMessage({ ...answer, news });
  news = [];
  characters = 0;
}

const realFetch = self.fetch.bind(self);

/** A part as it comes. @param {Part} part */
async function fetched({ url, octets }) {
  const answer = octets ? new Response(octets) : await realFetch(url);
  if (!answer.ok || !answer.body) throw new Error(`${url}: ${answer.status}`);
  return answer;
}

/** @param {string} name @param {Part} part @param {Response} answer its octets */
function unpacked(name, { kept }, answer) {
  if (kept) return answer;
  const counted = new TransformStream({
    transform(chunk, to) {
      page.postMessage({ come: chunk.length });
      to.enqueue(chunk);
    },
  });
  const unpacking = new DecompressionStream('gzip');
  answer.body.pipeTo(counted.writable).catch(notWhole);
  counted.readable.pipeTo(unpacking.writable).catch(notWhole);
  const headers = { 'content-type': TYPES[name] ?? 'application/octet-stream' };
  return new Response(unpacking.readable, { headers });
}

/** Where Pyodide's scripts are, as one. @param {Part} part */
async function addressOf(part) {
  if (part.kept) return part.url;
  return URL.createObjectURL(await unpacked(SCRIPT, part, await fetched(part)).blob());
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
 */
async function begin({ [SCRIPT]: script, ...others }, lock) {
  const address = addressOf(script);
  /** @type {Record<string, Promise<Response>>} */ const answers = {};
  for (const name in others) answers[name] = fetched(others[name]);
  for (const each of [address, ...Object.values(answers)]) each.catch(notWhole);
  self.importScripts(await address);
  for (const name in others)
    answers[name] = answers[name].then((answer) => unpacked(name, others[name], answer));
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
  [desk, bringSome] = start(PACK, places, post);
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
  remember: (kept) => desk.remember(kept),
  take_bundle: (told) => desk.take_bundle(told),
  open: (...args) => desk.open(...args),
  message: (...args) => desk.message(...args),
  get: (...args) => carried(desk.get(...args)),
  send: (path, query, lang, body) => carried(desk.send(path, query, lang, python.toPy(body))),
};

/** what a page does not need first is being imported */ let others = false;
function bringOthers() {
  others = true;
  if (bringSome?.()) setTimeout(bringOthers);
}

/** @param {Promise<void>} started */
const answering =
  (started) =>
  async ({ data: { id, call, args } }) => {
    try {
      await started;
      carry({ id, value: CALLS[call](...args) });
    } catch (error) {
      carry({ id, cut, error: String(error?.message ?? error).slice(-2000) });
    }
    if (call === 'message') {
      desk?.run_due();
      carry();
    }
    if (call === 'open' && !others) bringOthers();
  };

self.onmessage = ({ data: { parts, lock }, ports }) => {
  [page] = ports;
  page.onmessage = answering(begin(parts, lock));
};
