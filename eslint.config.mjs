/**
 * What ESLint looks for. Layout is Prettier's, types are tsc's; who may import whom is in
 * tests/js/imports.test.js.
 */
import js from '@eslint/js';
import globals from 'globals';

const SOURCES = ['static/src/**/*.js', 'templates/*.js'];
const WORKERS = ['tools/static_edition/worker.js', 'tools/static_edition/offline.js'];
const BUILT_IN = Object.fromEntries(
  ['loadPyodide', 'createPyodideModule', 'EDITION', 'FILES', 'UNPACKED'].map((name) => [
    name,
    'readonly',
  ]),
);

export default [
  { ignores: ['node_modules/', '.venv/', 'static/dist/', 'build/'] },
  js.configs.recommended,
  {
    rules: {
      complexity: ['error', 12],
      eqeqeq: 'error',
      'max-lines': ['error', 400],
      'max-lines-per-function': ['error', 60],
      'no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  { files: SOURCES, languageOptions: { globals: globals.browser } },
  {
    files: WORKERS,
    languageOptions: { globals: { ...globals.serviceworker, ...globals.worker, ...BUILT_IN } },
  },
  { ignores: [...SOURCES, ...WORKERS], languageOptions: { globals: globals.node } },
];
