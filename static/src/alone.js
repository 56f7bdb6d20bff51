/**
 * Cartero without a server: the same store, channel and views as app.js; what they ask of a
 * server, a worker answers in which Cartero's own Python runs (alone/host.js).
 *
 * Another page is another lab in the same worker: this one is left, and nothing starts again.
 */
import { IN_ONE_FILE } from './alone/address.js';
import { begin } from './alone/begin.js';
import { Database } from './alone/database.js';
import { Host } from './alone/host.js';
import { leadLinks } from './alone/links.js';
import { keepForOffline } from './alone/offline.js';
import { tellNoPage, tellStart } from './alone/starting.js';
import { busy } from './core/busy.js';
import { Channel } from './core/channel.js';
import { fetchJson, useFetcher } from './core/fetch-json.js';
import { Link } from './core/link.js';
import { pageOf } from './core/page-registry.js';
import { storage } from './core/prefs.js';
import { Route } from './core/route.js';
import { Store } from './core/store.js';
import { explainTerms } from './frame/explain-terms.js';
import { fetchAhead, whenIdle } from './frame/fetch-ahead.js';
import { keepPlace } from './frame/remembered-place.js';
import { languageOf, present, readingOf } from './frame/present-page.js';
import { LANDED, SCENE } from './frame/shell.js';
import './site.js';

/** @typedef {import('./types.d.ts').Boot} Boot */

/** What the build put into the page. */
const { CARTERO, FIRST } = /** @type {any} */ (globalThis);

/** Why a permalink opens only when one says so. */
const OTHER_STORY = ['permalink.scenario_changed', 'permalink.replays_otherwise'];

const words = JSON.parse(FIRST.documents[`/texts/${CARTERO.lang}.json`]);
let language = /** @type {string} */ (CARTERO.lang);
/** @param {string} key @param {{n?: number}} [params] */
const t = (key, { n = 0 } = {}) => String(words[key] ?? key).replace('{n}', String(n));

const host = new Host(begin(CARTERO), FIRST, new Database(), () => language);
useFetcher(host.fetch);

/** ends when the page on show is left */ let leaving = new AbortController();
/** @type {import('./core/link.js').Link | null} */ let link = null;

/** The page on show, as a server would address it. */
const asked = () => `${IN_ONE_FILE.path}${IN_ONE_FILE.query}`;

async function open() {
  leaving.abort();
  leaving = new AbortController();
  const left = leaving.signal;
  const shown = busy();
  try {
    const boot = await host.open(IN_ONE_FILE.path);
    if (left.aborted) return;
    if (boot.error) tellNoPage(boot.error.text, waysOn(boot.error.key));
    else await show(boot, left);
  } finally {
    shown();
  }
}

/** Where to go from an address that leads nowhere. @param {string} key why it does not */
function waysOn(key) {
  /** @type {[string, string][]} */ const ways = [['/', t('ui.alone.home')]];
  if (OTHER_STORY.includes(key))
    ways.unshift([`${IN_ONE_FILE.path}/ahora`, t('permalink.see_now')]);
  return ways;
}

/** @param {Boot} boot @param {AbortSignal} left */
async function show(boot, left) {
  const store = new Store();
  const reading = readingOf(store, async (lang) =>
    lang === CARTERO.lang ? words : fetchJson(boot.texts_urls[lang]),
  );
  const { prefs, texts, playhead } = reading;
  language = languageOf(prefs, boot);
  texts.addEventListener('change', () => {
    language = texts.lang;
  });
  const place = keepPlace(storage('sessionStorage'), boot, store, playhead, left);
  const channel = new Channel(host, store, { lab: boot.lab, branch: place.branch });
  link = new Link(channel, playhead);
  const { view = 'home', elsewhere = {}, moment } = boot;
  const route = new Route(view, elsewhere, moment?.view, IN_ONE_FILE, left);
  /** @type {Promise<any> | undefined} */
  let tables;
  const machines = () => (tables ??= fetchJson('/machines.json'));
  const parts = { ...reading, store, route, link, boot, machines };
  await present(
    parts,
    () => [
      texts.use(language),
      pageOf(route.place.id).piece?.want(),
      boot.scene ? SCENE.want() : undefined,
      moment ? LANDED.want() : undefined,
    ],
    left,
  );
  performance.mark('ct-first-screen');
  explainTerms({ texts, boot }, (lang) => fetchJson(`/terms/${lang}.json`), left);
  whenIdle(fetchAhead);
}

let opened = asked();
addEventListener('hashchange', () => {
  if (asked() === opened) return;
  opened = asked();
  open();
});
leadLinks((words) => {
  if (words) link?.say({ key: 'ui.alone.said', params: { words } });
  else link?.say({ key: 'ui.alone.file_lost' });
});
host.addEventListener('other', open);
tellStart(host, CARTERO.octets, t);
open();
const coming = busy();
host.ready.then(keepForOffline, () => {}).finally(coming);
