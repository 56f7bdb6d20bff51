/**
 * The browser side of Cartero, put together: channel -> store -> views.
 *
 * HOW A VIEW PLUGS IN
 *
 * A view is a custom element `ct-…` that extends `Part` (part.js; Lit, light DOM, class
 * prefix `ct-`). It never imports another view, the channel or the socket; another view is
 * used by its tag (`<ct-stage></ct-stage>`, `<ct-ladder>`, `<ct-player>`, `<ct-inspector>`).
 * In a view:
 *
 *   this.t('ui.player.play')        words; `this.say({key, params})` for the server's texts
 *   this.model                      the model at the playhead (read only)
 *   this.store.steps / .events      the journal so far; `this.store.branches`, `.branch`
 *   this.playhead.step              the step on show (`.index`, `.covered`, `.flyingStep`)
 *   this.ctx.link.act(act, {now})   intervene; `now: true` when typed by hand. Resolves to
 *                                   `{ok, error?}`; errors are also shown as a notice.
 *   this.ctx.link.attempt({lesson}) which goals hold
 *   this.ctx.link.mayAct, .state    may this visitor act; 'live', 'lost', 'ended'
 *   this.ctx.route.go('learn', slug), this.ctx.boot, await this.ctx.machines()
 *   this.ctx.keys.claim((event) => taken)  first say over keys pressed outside a field
 *                                   (Escribe: printable keys go to the command line);
 *                                   returns the function that gives it back
 *
 * It is drawn again (many changes, one drawing) when one of the sources named in
 * `static watches = ['store', 'playhead', 'texts', 'prefs', 'route', 'link']` changes:
 * name only those you read. `playhead.addEventListener('frame')` fires sixty times a
 * second while something moves: set styles there, never draw.
 *
 * A page (what a door or a tab opens) stands in site.js; it and larger parts are fetched
 * when first wanted (lazy.js). Recipe, styles and texts: simulator/README.md, "How to add a
 * page or a part".
 */
import { io } from 'socket.io-client';
import { Channel } from './channel.js';
import { provide } from './context.js';
import { Link } from './link.js';
import { Keys } from './keys.js';
import { followLive } from './live.js';
import { hostLabel } from './part.js';
import { doors, pageOf } from './pages.js';
import { Playhead } from './playhead.js';
import { Prefs, storage } from './prefs.js';
import { keepPlace } from './place.js';
import { Route } from './route.js';
import { Store } from './store.js';
import { Texts } from './texts.js';
import { Shell } from './views/shell.js';
import './views/lazy.js';
import './site.js';

/** @typedef {import('./types.d.ts').Boot} Boot */

/** ms a reader needs more for a longer sentence, on top of the pause after a step. */
const READING_MS_PER_CHARACTER = 9;

/** @returns {Boot} */
function readBoot() {
  const element = document.getElementById('boot');
  if (!element) throw new Error('The page came without its boot data');
  return JSON.parse(element.textContent ?? '{}');
}

/** @param {string} url @returns {Promise<any>} */
async function getJson(url) {
  const response = await fetch(url, { headers: { Accept: 'application/json' } });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}

/** What the system or the person says about motion. @param {Prefs} prefs */
function stillness(prefs) {
  const system = matchMedia('(prefers-reduced-motion: reduce)');
  return () => prefs.values.still || system.matches;
}

/** Puts theme, mode and language where style sheets and readers find them.
 * @param {Prefs} prefs @param {Texts} texts */
function dressPage(prefs, texts) {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const dress = () => {
    const { theme, projector, still } = prefs.values;
    root.dataset.theme = theme || (dark.matches ? 'dark' : 'light');
    root.dataset.mode = projector ? 'show' : '';
    root.dataset.still = still ? 'yes' : '';
    root.lang = texts.lang;
  };
  for (const source of [prefs, texts]) source.addEventListener('change', dress);
  dark.addEventListener('change', dress);
  dress();
}

async function start() {
  const boot = readBoot();
  const prefs = new Prefs(storage('localStorage'));
  const store = new Store();
  const texts = new Texts(
    (lang) => getJson(boot.texts_urls[lang]),
    (host, lang) => hostLabel(store.model, host, lang),
  );
  const still = stillness(prefs);
  const playhead = new Playhead(store, {
    still,
    readingMs: (step) => texts.say(step.say).length * READING_MS_PER_CHARACTER,
  });
  const place = keepPlace(storage('sessionStorage'), boot, store, playhead);
  const channel = new Channel(io({ transports: ['websocket', 'polling'] }), store, {
    lab: boot.lab, branch: place.branch, secret: boot.secret,
  });
  if (boot.live) followLive(store, playhead, channel);
  const link = new Link(channel, playhead);
  const route = new Route(boot.view ?? 'home');
  /** @type {Promise<any> | undefined} */
  let tables;
  const machines = () => (tables ??= getJson(boot.machines_url ?? '/machines.json'));
  const keys = new Keys({ playhead, prefs, route });
  provide({ store, playhead, texts, prefs, route, link, keys, boot, machines });
  await Promise.all([
    texts.use(prefs.values.lang || boot.lang), pageOf(route.place.id).piece?.want(),
  ]);
  dressPage(prefs, texts);
  document.addEventListener('keydown', keys.onKeyDown);
  customElements.define('ct-app', Shell);
  performance.mark('ct-first-screen');
  whenIdle(fetchDoors);
}

/** Not while somebody waits for the first screen. @param {() => void} act */
function whenIdle(act) {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(act, { timeout: 5000 });
  else setTimeout(act, 2000);
}

/** Brings what the doors lead to, one after the other: a server lost later closes none. */
async function fetchDoors() {
  for (const { piece } of doors()) await piece?.want();
}

start();
