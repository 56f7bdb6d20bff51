/**
 * Builds the browser side into `static/dist/`: `app`, which every page needs, a chunk for
 * each module fetched by `import()`, what several of them share, one style sheet for the
 * page and one for each view or part that comes later, two fonts, and `manifest.json` (simulator/
 * web/assets.py reads it). Names carry a hash of the content, so that a server may let
 * browsers keep them for ever.
 *
 * It refuses anything from the network: fonts come from the installed packages.
 */
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = dirname(HERE);
const DIST = join(HERE, 'dist');
const CSS = join(HERE, 'css');
const APP = join(HERE, 'src', 'app.js');
const ALONE_APP = join(HERE, 'src', 'alone.js');
const ALONE_OUT = join(HERE, '..', 'build', 'static');
const PACKAGES = join(ROOT, 'node_modules', '@fontsource-variable');
const FONTS = ['next', 'mono'].map((name) => ({
  from: join(
    PACKAGES,
    `atkinson-hyperlegible-${name}`,
    'files',
    `atkinson-hyperlegible-${name}-latin-wght-normal.woff2`,
  ),
  to: `${name}.woff2`,
}));

/** Folders of `static/css` with sheets that may come later. */
const LATER = ['views', 'parts', 'frame', 'classroom'];

/** Sheets that `style.css` does not import: `css/views/letter.css` is `view-letter`. */
async function laterStyles() {
  const first = await readFile(join(CSS, 'style.css'), 'utf8');
  const names = await Promise.all(
    LATER.map(async (folder) =>
      (await readdir(join(CSS, folder))).map((name) => `./${folder}/${name}`),
    ),
  );
  return names
    .flat()
    .filter((name) => !first.includes(name))
    .map((name) => [`view-${basename(name, '.css')}`, join(CSS, name)]);
}

/**
 * Templates are strings, and their indentation would be sent to everybody: it is taken off
 * every line of ours first (between elements HTML reads any white space as one space).
 * @type {import('esbuild').Plugin}
 */
const indentPlugin = {
  name: 'indent',
  setup(build) {
    build.onLoad({ filter: /\.js$/ }, async ({ path, pluginData = '' }) => {
      if (!path.startsWith(join(HERE, 'src'))) return null;
      const text = (await readFile(path, 'utf8')).replace(/^ +/gm, '');
      return { contents: pluginData + text, loader: 'js' };
    });
  },
};

/**
 * What comes later finds `app` here: it says so, and all that `app` needs is one chunk. Else
 * each set of later modules that share something would have a small chunk of its own,
 * which is packed worse and asked for alone.
 * @param {string} app @returns {import('esbuild').Plugin}
 */
const laterPlugin = (app) => ({
  name: 'later',
  setup(build) {
    build.onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) =>
      kind === 'dynamic-import'
        ? { path: join(resolveDir, path), pluginData: `import ${JSON.stringify(app)};\n` }
        : null,
    );
  },
});

/**
 * What `app` has for those who come later. Alone each would be a tiny script, and a browser
 * asks for six at a time.
 * @param {string[]} modules @returns {import('esbuild').Plugin}
 */
const atHandPlugin = (modules) => ({
  name: 'at-hand',
  setup(build) {
    build.onLoad({ filter: /\/src\/app\.js$/ }, async ({ path }) => {
      const imports = modules.map((each) => `import ${JSON.stringify(each)};\n`);
      return { contents: imports.join('') + (await readFile(path, 'utf8')), loader: 'js' };
    });
  },
});

/**
 * The server speaks over WebSockets alone (`transports` of `simulator/web`, of `app.js`), so the
 * library's other ways are left out.
 * @type {import('esbuild').Plugin}
 */
const webSocketsPlugin = {
  name: 'web-sockets',
  setup(build) {
    build.onLoad({ filter: /engine\.io-client\/build\/esm\/transports\/index\.js$/ }, () => ({
      contents: `import { WS } from './websocket.node.js';
        export const transports = { websocket: WS };`,
      resolveDir: join(HERE, '..', 'node_modules/engine.io-client/build/esm/transports'),
      loader: 'js',
    }));
    build.onResolve({ filter: /\/(polling-xhr|polling-fetch|webtransport)\b/ }, (asked) => ({
      path: join(asked.resolveDir, asked.path.replace('.node', '')),
      sideEffects: false,
    }));
  },
};

/** @type {import('esbuild').BuildOptions} */
const OPTIONS = {
  entryPoints: {
    app: APP,
    style: join(HERE, 'css', 'style.css'),
    ...Object.fromEntries(await laterStyles()),
  },
  absWorkingDir: ROOT,
  outdir: DIST,
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  splitting: true,
  bundle: true,
  minify: true,
  metafile: true,
  legalComments: 'eof',
  format: 'esm',
  target: ['chrome111', 'firefox113', 'safari16.4'],
  external: ['*.woff2'],
  logLevel: 'warning',
  plugins: [indentPlugin],
};

/**
 * A saved session in one script: chunks cannot be fetched from a file on a disk. Only the
 * server reads it, to put it into a page.
 * @type {import('esbuild').BuildOptions}
 */
const REPLAY = {
  ...OPTIONS,
  entryPoints: { replay: join(HERE, 'src', 'replay.js') },
  entryNames: '[name]',
  splitting: false,
  format: 'iife',
};

/**
 * What holds the modules of the static edition's page.
 * @type {import('esbuild').BuildOptions}
 */
const ALONE = {
  ...REPLAY,
  entryPoints: { modules: join(HERE, 'src', 'alone', 'modules.js') },
  outdir: ALONE_OUT,
  write: false,
};

/** Its page in chunks, as the live page is. @type {import('esbuild').BuildOptions} */
const ALONE_PAGE = {
  ...OPTIONS,
  entryPoints: { app: ALONE_APP },
  entryNames: '[name]',
  outdir: ALONE_OUT,
  write: false,
  plugins: [laterPlugin(ALONE_APP), indentPlugin],
};

/** What a first screen is made of: the page, and the views that most visits begin in. */
const FIRST = ['alone.js', 'home.js', 'watch.js'];

/** What a `Piece` says behind its module: the names of the sheets that come with it. */
const WITH_SHEETS = /import\('[^']+'\)(?:;\s*\})?((?:,\s*'[\w-]+')+)/g;

/**
 * The sheets that parts of a saved session ask for, and the one for paper; those of other
 * pages would only make the file heavy.
 * @param {import('esbuild').Metafile} metafile of `REPLAY`
 */
async function savedStyles({ inputs }) {
  const ours = Object.keys(inputs).filter((path) => path.startsWith('static/src/'));
  const texts = await Promise.all(ours.map((path) => readFile(join(ROOT, path), 'utf8')));
  const lists = texts.flatMap((text) => [...text.matchAll(WITH_SHEETS)].map(([, names]) => names));
  const names = lists.flatMap((list) => [...list.matchAll(/[\w-]+/g)].map(([name]) => name));
  return [...new Set(['print', ...names])].sort();
}

/** @typedef {import('esbuild').Metafile['outputs']} Outputs */

/**
 * The scripts that come with `path` in any case, itself first.
 * @param {Outputs} outputs @param {string} path @param {Set<string>} [found]
 */
function closure(outputs, path, found = new Set()) {
  if (found.has(path)) return found;
  found.add(path);
  for (const next of outputs[path].imports) {
    if (next.kind === 'import-statement') closure(outputs, next.path, found);
  }
  return found;
}

/**
 * A chunk as a function that `alone/modules.js` calls.
 * @param {import('esbuild').OutputFile} chunk
 */
async function asFunction({ path, text }) {
  const code = text.replace(/\bimport\((?="\.\/)/g, 'later(');
  const { target, minify } = OPTIONS;
  const made = await esbuild.transform(code, { format: 'cjs', target, minify });
  const name = JSON.stringify(`./${basename(path)}`);
  return `${name}:(function(exports,module,require,later){${made.code}})`;
}

/**
 * Chunks as a script that hands them over.
 * @param {import('esbuild').OutputFile[]} chunks @param {string} [start] of the first screen
 */
async function handedOver(chunks, start = '') {
  const made = await Promise.all(chunks.map(asFunction));
  return `CARTERO.define({${made.join(',\n')}},"${start}");`;
}

/** @param {string} name @param {string[]} sheets */
async function writeSheet(name, sheets) {
  const contents = sheets.map((path) => `@import ${JSON.stringify(path)};`).join('\n');
  await esbuild.build({
    ...REPLAY,
    entryPoints: undefined,
    stdin: { contents, loader: 'css', resolveDir: CSS, sourcefile: name },
    outdir: undefined,
    outfile: join(ALONE_OUT, name),
  });
}

/** `page.js` and `rest.js`, and a sheet for each. */
async function buildAlone() {
  const { outputFiles: [modules] = [] } = await esbuild.build(ALONE);
  const { metafile, outputFiles: chunks = [] } = await esbuild.build(ALONE_PAGE);
  const { outputs } = /** @type {import('esbuild').Metafile} */ (metafile);
  const begin = Object.keys(outputs).filter((path) =>
    FIRST.includes(basename(outputs[path].entryPoint ?? '')),
  );
  const needed = begin.flatMap((path) => [...closure(outputs, path)].map((each) => basename(each)));
  const first = chunks.filter(({ path }) => needed.includes(basename(path)));
  const rest = chunks.filter((each) => !first.includes(each));
  await writeFile(join(ALONE_OUT, 'page.js'), modules.text + (await handedOver(first, './app.js')));
  await writeFile(join(ALONE_OUT, 'rest.js'), await handedOver(rest));
  const later = (await laterStyles()).map(([, path]) => path);
  await writeSheet('page.css', [join(CSS, 'style.css')]);
  await writeSheet('rest.css', later);
}

/** Octets of a script below which asking for it alone costs more than having it. */
const ALONE_FROM = 2500;
/** How many of those who come later must share a module for it to be at hand in `app`. */
const SHARED_BY = 5;

/**
 * The modules of small scripts that many who come later share. `outputs`: of a build that
 * has none of them at hand.
 * @param {Outputs} outputs
 */
function smallShared(outputs) {
  const later = Object.keys(outputs).filter((path) => outputs[path].entryPoint);
  const needs = later.map((path) => closure(outputs, path));
  return Object.keys(outputs)
    .filter((path) => !outputs[path].entryPoint && outputs[path].bytes < ALONE_FROM)
    .filter((path) => needs.filter((found) => found.has(path)).length >= SHARED_BY)
    .flatMap((path) => Object.keys(outputs[path].inputs))
    .map((module) => join(ROOT, module));
}

/**
 * `files`: what the template asks for by a plain name. `scripts`: for `app` and for each
 * module that is fetched later (by its name), all chunks it needs, itself first. `styles`:
 * the sheet of each view. `saved`: the names of those of a saved session.
 * @param {Outputs} outputs @param {string[]} saved
 */
function manifestOf(outputs, saved) {
  /** @type {Record<string, string>} */ const files = {};
  /** @type {Record<string, string[]>} */ const scripts = {};
  /** @type {Record<string, string>} */ const styles = {};
  for (const [path, { entryPoint }] of Object.entries(outputs)) {
    if (!entryPoint) continue;
    const name = basename(entryPoint, extname(entryPoint));
    if (LATER.includes(relative(CSS, dirname(entryPoint)))) styles[name] = basename(path);
    else if (path.endsWith('.css')) files[`${name}.css`] = basename(path);
    else scripts[name] = [...closure(outputs, path)].map((each) => basename(each));
  }
  files['app.js'] = scripts.app[0];
  files['replay.js'] = 'replay.js';
  for (const font of FONTS) files[font.to] = font.to;
  return { files, scripts, styles, saved };
}

/** @param {import('esbuild').Metafile} metafile @param {string[]} saved */
async function writeManifest({ outputs }, saved) {
  const manifest = manifestOf(outputs, saved);
  const fonts = FONTS.map((font) => font.to);
  const kept = new Set([...Object.keys(outputs).map((path) => basename(path)), ...fonts]);
  await writeFile(join(DIST, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await prune(kept.add('manifest.json').add('replay.js'));
}

/**
 * Removes what an earlier build left: only now, so that a failed build changes nothing.
 * @param {Set<string>} kept
 */
async function prune(kept) {
  const old = (await readdir(DIST)).filter((name) => !kept.has(name));
  await Promise.all(old.map((name) => rm(join(DIST, name), { recursive: true })));
}

async function copyFonts() {
  await mkdir(DIST, { recursive: true });
  await Promise.all(FONTS.map((font) => copyFile(font.from, join(DIST, font.to))));
}

/** @param {string[]} saved @returns {import('esbuild').Plugin} */
const manifestPlugin = (saved) => ({
  name: 'manifest',
  setup(build) {
    build.onEnd(async (result) => {
      if (result.metafile && !result.errors.length) await writeManifest(result.metafile, saved);
    });
  },
});

await readFile(FONTS[0].from).catch(() => {
  throw new Error('The browser parts are not installed: run `npm ci` first.');
});
if (process.argv.includes('--alone')) {
  await buildAlone();
  process.exit();
}
await copyFonts();
/**
 * How to build the live page: split once to see what many share, then with it at hand. Licences
 * lie beside the scripts: a page that must be light has only their address.
 * @param {string[]} saved @returns {Promise<import('esbuild').BuildOptions>}
 */
async function liveOptions(saved) {
  const plugins = [laterPlugin(APP), indentPlugin, webSocketsPlugin];
  const split = await esbuild.build({ ...OPTIONS, metafile: true, write: false, plugins });
  const modules = smallShared(split.metafile.outputs);
  return {
    ...OPTIONS,
    legalComments: 'linked',
    plugins: [atHandPlugin(modules), ...plugins, manifestPlugin(saved)],
  };
}

const { metafile } = await esbuild.build({ ...REPLAY, metafile: true });
const LIVE = await liveOptions(await savedStyles(metafile));
if (process.argv.includes('--watch')) {
  for (const options of [REPLAY, LIVE]) await (await esbuild.context(options)).watch();
} else {
  await esbuild.build(LIVE);
}
