/**
 * Runs Cartero in Pyodide, from the parts of the static edition, and prints what `journals.py`
 * prints: `node journals.mjs FOLDER SCRIPT PLAYS`.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { loadPyodide } from 'pyodide';

const [folder, script, plays] = process.argv.slice(2);
const pack = gunzipSync(readFileSync(`${folder}/parts/app.pack.bin`));
const py = await loadPyodide();
let at = 4 + pack.readUInt32LE(0);
for (const [name, octets] of JSON.parse(pack.toString('utf8', 4, at))) {
  const path = `/app/${name}`;
  py.FS.mkdirTree(path.slice(0, path.lastIndexOf('/')));
  py.FS.writeFile(path, pack.subarray(at, at + octets));
  at += octets;
}
const finder = new URL('../../tools/static_edition/packed_modules.py', import.meta.url);
py.FS.writeFile('/app/packed_modules.py', readFileSync(finder));
py.FS.writeFile('/plays.json', readFileSync(plays));
py.runPython("import sys; sys.path.insert(0, '/app'); sys.argv = ['', '/plays.json']");
py.runPython(readFileSync(script, 'utf8'));
