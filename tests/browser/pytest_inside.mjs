/**
 * Runs pytest inside Pyodide: `node pytest_inside.mjs FOLDER SITE_PACKAGES ARGUMENT...`.
 *
 * FOLDER is the static edition, whose msgspec for Pyodide is used; SITE_PACKAGES has pytest and
 * everything else that is plain Python. The repository is seen as it is.
 */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { loadPyodide } from 'pyodide';

const [folder, packages, ...args] = process.argv.slice(2);
const pack = gunzipSync(readFileSync(`${folder}/parts/app.pack.bin`));
const py = await loadPyodide({ env: { PYTHONHASHSEED: '0', PYTEST_DISABLE_PLUGIN_AUTOLOAD: '1' } });
const { FS } = py;
let at = 4 + pack.readUInt32LE(0);
for (const [name, octets] of JSON.parse(pack.toString('utf8', 4, at))) {
  const path = `/wheels/${name}`;
  if (name.startsWith('msgspec/')) {
    FS.mkdirTree(path.slice(0, path.lastIndexOf('/')));
    FS.writeFile(path, pack.subarray(at, at + octets));
  }
  at += octets;
}
for (const [there, here] of [
  ['/repository', process.cwd()],
  ['/packages', packages],
  ['/scratch', mkdtempSync(join(tmpdir(), 'cartero-'))],
]) {
  FS.mkdirTree(there);
  FS.mount(FS.filesystems.NODEFS, { root: here }, there);
}
py.globals.set('arguments', py.toPy(args));
const code = py.runPython(`
import os
import sys

sys.dont_write_bytecode = True
sys.path[:0] = ["/repository", "/wheels"]
sys.path.append("/packages")
os.chdir("/repository")
import pytest

from tests.browser import without_hypothesis

without_hypothesis.install()
int(pytest.main(arguments))
`);
process.exit(code);
