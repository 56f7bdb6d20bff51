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
 * A page (what a door or a tab opens) registers itself in its module:
 *   registerPage({id: 'type', title: 'ui.nav.type', icon: 'term', order: 2,
 *                 render: (rest) => html`<ct-type></ct-type>`})
 * and this file imports the module. Styles: one file in static/css/, imported by style.css,
 * built from the tokens of tokens.css. Texts: simulator/projections/texts/{es,en}/ui_*.toml.
 */
import { io } from 'socket.io-client';
import { Channel } from './channel.js';
import { provide } from './context.js';
import { Link } from './link.js';
import { Keys } from './keys.js';
import { followLive } from './live.js';
import { hostLabel } from './part.js';
import { Playhead } from './playhead.js';
import { Prefs, storage } from './prefs.js';
import { keepPlace } from './place.js';
import { Route } from './route.js';
import { Store } from './store.js';
import { Texts } from './texts.js';
import { Shell } from './views/shell.js';
import './views/home.js';
import './views/watch.js';
import './views/type.js';
import './views/learn.js';

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
  await texts.use(prefs.values.lang || boot.lang);
  const keys = new Keys({ playhead, prefs, route });
  provide({ store, playhead, texts, prefs, route, link, keys, boot, machines });
  dressPage(prefs, texts);
  document.addEventListener('keydown', keys.onKeyDown);
  customElements.define('ct-app', Shell);
}

start();
