/**
 * Builds the browser side into `static/dist/`: one script, one style sheet, two fonts and
 * `manifest.json`, which names them for the page template. Names carry a hash of the
 * content, so that a server may let browsers keep them for ever.
 *
 * It refuses anything from the network: fonts come from the installed packages.
 */
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const HERE = dirname(fileURLToPath(import.meta.url));
const DIST = join(HERE, 'dist');
const PACKAGES = join(HERE, '..', 'node_modules', '@fontsource-variable');
const FONTS = ['next', 'mono'].map((name) => ({
  from: join(PACKAGES, `atkinson-hyperlegible-${name}`, 'files',
    `atkinson-hyperlegible-${name}-latin-wght-normal.woff2`),
  to: `${name}.woff2`,
}));

/** @param {Uint8Array | string} content */
const hashOf = (content) => createHash('sha256').update(content).digest('hex').slice(0, 10);

/** @type {import('esbuild').BuildOptions} */
const OPTIONS = {
  entryPoints: { app: join(HERE, 'src', 'app.js'), style: join(HERE, 'css', 'style.css') },
  outdir: DIST,
  entryNames: '[name]-[hash]',
  bundle: true,
  minify: true,
  metafile: true,
  legalComments: 'eof',
  format: 'iife',
  target: ['chrome111', 'firefox113', 'safari16.4'],
  external: ['*.woff2'],
  logLevel: 'warning',
};

/**
 * `{"app.js": "app-AB12.js", ...}`: what the template asks for, and the file that has it.
 * @param {import('esbuild').Metafile} metafile
 */
async function writeManifest(metafile) {
  /** @type {Record<string, string>} */
  const manifest = {};
  for (const [path, output] of Object.entries(metafile.outputs)) {
    if (!output.entryPoint) continue;
    const name = basename(output.entryPoint, extname(output.entryPoint));
    manifest[name + extname(path)] = basename(path);
  }
  for (const font of FONTS) manifest[font.to] = font.to;
  const kept = new Set([...Object.values(manifest), 'manifest.json']);
  manifest.version = hashOf(JSON.stringify(manifest));
  await writeFile(join(DIST, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await prune(kept);
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

/** @type {import('esbuild').Plugin} */
const manifestPlugin = {
  name: 'manifest',
  setup(build) {
    build.onEnd(async (result) => {
      if (result.metafile && !result.errors.length) await writeManifest(result.metafile);
    });
  },
};

await readFile(FONTS[0].from).catch(() => {
  throw new Error('The browser parts are not installed: run `npm ci` first.');
});
await copyFonts();
if (process.argv.includes('--watch')) {
  const context = await esbuild.context({ ...OPTIONS, plugins: [manifestPlugin] });
  await context.watch();
} else {
  await esbuild.build({ ...OPTIONS, plugins: [manifestPlugin] });
}
