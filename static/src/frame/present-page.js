/**
 * What the live page (app.js) and a saved session (replay.js) have in common: who reads the
 * store, how the page is dressed, and its frame. Where the journal comes from is theirs.
 */
import { context, provide } from '../core/context.js';
import { Keys } from '../core/keys.js';
import { hostLabel } from '../core/page-element.js';
import { PAPER_EVENT, isOnPaper, printWhole } from '../core/paper.js';
import { pageOf } from '../core/page-registry.js';
import { Playhead } from '../core/playhead.js';
import { Prefs, storage } from '../core/prefs.js';
import { Texts } from '../core/texts.js';
import { watchPresses } from '../core/pressed.js';
import { keepFocus } from './keep-focus.js';
import { markKey, watchKeysUp } from './key-marks.js';
import { windowRoom } from './room.js';
import { Shell } from './shell.js';
import './lazy-part.js';

/** ms a reader needs more for a longer sentence, on top of the pause after a step. */
const READING_MS_PER_CHARACTER = 9;
/** The same at the calm speed: 15 characters a second, as subtitles are read. */
const CALM_MS_PER_CHARACTER = 65;

/** @typedef {import('../core/context.js').Context} Context */

/** What the system or the person says about motion. @param {Prefs} prefs */
function stillness(prefs) {
  const system = matchMedia('(prefers-reduced-motion: reduce)');
  return () => prefs.values.still || system.matches;
}

/** The tag of the language to begin in: the person's choice, if it is still offered.
 * @param {Prefs} prefs @param {import('../types.d.ts').Boot} boot */
export function languageOf({ values }, { languages, lang }) {
  return languages.some(({ tag }) => tag === values.lang) ? values.lang : lang;
}

/** Puts theme, mode, panel and language where style sheets and readers find them.
 * @param {Pick<Context, 'prefs' | 'texts' | 'route'>} parts @param {AbortSignal} [left] */
function dressPage({ prefs, texts, route }, left) {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const dress = () => {
    const { theme, projector, still } = prefs.values;
    const { sided = 'panel' } = pageOf(route.place.id);
    const side = prefs.values[sided];
    const room = windowRoom({ width: innerWidth, height: innerHeight, projector, side, sided });
    const paper = isOnPaper();
    root.dataset.theme = paper ? 'light' : theme || (dark.matches ? 'dark' : 'light');
    root.dataset.mode = paper ? '' : room.mode;
    root.dataset.side = paper ? 'beside' : room.side;
    root.dataset.still = still ? 'yes' : '';
    root.lang = texts.lang;
    root.dir = texts.has('language.direction') ? texts.t('language.direction') : '';
  };
  for (const source of [prefs, texts, route]) source.addEventListener('change', dress);
  dark.addEventListener('change', dress, { signal: left });
  addEventListener('resize', dress, { signal: left });
  document.addEventListener(PAPER_EVENT, dress, { signal: left });
  dress();
}

/**
 * The person's choices, the words and the playhead of a journal.
 * @param {import('../core/store.js').Store} store
 * @param {(lang: string) => Promise<Record<string, string>>} loadTexts
 */
export function readingOf(store, loadTexts) {
  const prefs = new Prefs(storage('localStorage'));
  const texts = new Texts(loadTexts, (host, lang) =>
    hostLabel(store.model, host, lang, context().classroom),
  );
  const playhead = new Playhead(store, {
    still: stillness(prefs),
    readingMs: (step, reading) =>
      texts.say(step.say).length * (reading ? CALM_MS_PER_CHARACTER : READING_MS_PER_CHARACTER),
  });
  return { prefs, texts, playhead };
}

/**
 * Shows the page, once what the first screen needs has come; in place of another one, which
 * was left.
 * @param {Omit<Context, 'keys'>} parts @param {() => (Promise<unknown> | undefined)[]} needs
 * @param {AbortSignal} [left] this page was left
 */
export async function present(parts, needs, left) {
  const keys = new Keys(parts, markKey);
  provide({ ...parts, keys });
  await Promise.all(needs());
  if (left?.aborted) return;
  dressPage(parts, left);
  printWhole(parts.playhead, Boolean(parts.boot.lesson), left);
  document.addEventListener('keydown', keys.onKeyDown, { signal: left });
  document.querySelector('.ct-not-come')?.remove();
  const before = document.querySelector('ct-app, ct-app-away');
  if (customElements.get('ct-app')) {
    before?.replaceWith(document.createElement('ct-app'));
    return;
  }
  watchKeysUp(window);
  watchPresses(window);
  keepFocus(document);
  customElements.define('ct-app', Shell);
  if (before?.localName !== 'ct-app') before?.replaceWith(document.createElement('ct-app'));
}
