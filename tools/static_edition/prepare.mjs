/**
 * Runs Pyodide under Node to build the static edition: `node prepare.mjs FOLDER SCRIPT`.
 * FOLDER/app is what will be packed, FOLDER/out gets what SCRIPT writes.
 */
import { readFileSync } from 'node:fs';
import { loadPyodide } from 'pyodide';

const [folder, script] = process.argv.slice(2);
const py = await loadPyodide({ env: { PYTHONHASHSEED: '0' } });
for (const name of ['app', 'out']) {
  py.FS.mkdirTree(`/${name}`);
  py.FS.mount(py.FS.filesystems.NODEFS, { root: `${folder}/${name}` }, `/${name}`);
}
py.runPython(`
import sys
sys.booted = tuple(sys.modules)
sys.path.insert(0, '/app')
sys.dont_write_bytecode = True
`);
py.runPython(readFileSync(script, 'utf8'));
