/**
 * The browser side of Cartero, put together: channel -> store -> views.
 *
 * HOW A VIEW PLUGS IN
 *
 * A view is a custom element `ct-…` that extends `PageElement` (core/page-element.js; Lit,
 * light DOM, class prefix `ct-`). It never imports another page or the channel; another part
 * is used by its tag (`<ct-stage></ct-stage>`, `<ct-ladder>`, `<ct-player>`, `<ct-inspector>`).
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
 * when first wanted (core/lazy-piece.js). Recipe, styles and texts: simulator/README.md,
 * "How to add a page or a part".
 */
import { io } from 'socket.io-client';
import { busyWith } from './core/busy.js';
import { Channel } from './core/channel.js';
import { fetchJson } from './core/fetch-json.js';
import { Link } from './core/link.js';
import { followLive } from './frame/follow-live.js';
import { Piece } from './core/lazy-piece.js';
import { pageOf } from './core/page-registry.js';
import { keepPlace } from './frame/remembered-place.js';
import { storage } from './core/prefs.js';
import { Route } from './core/route.js';
import { Store } from './core/store.js';
import { fetchAhead, whenIdle } from './frame/fetch-ahead.js';
import { followPresenter } from './frame/follow-presenter.js';
import { tellPlace } from './frame/tell-place.js';
import { languageOf, present, readingOf } from './frame/present-page.js';
import { CLASS, LANDED, SCENE } from './frame/shell.js';
import './site.js';

/** How the page is laid out on paper: nobody prints before it is drawn. */
const PAPER = new Piece(() => Promise.resolve(), 'print');

/** A class that waits for its server is back soon after it; half as much comes on top. */
const RETRY_MS_MAX = 2_000;

/** @typedef {import('./types.d.ts').Boot} Boot */
/** @typedef {import('./core/context.js').Context} Context */

/** @returns {Boot} */
function readBoot() {
  const element = document.getElementById('boot');
  if (!element) throw new Error('The page came without its boot data');
  return JSON.parse(element.textContent ?? '{}');
}

async function start() {
  const boot = readBoot();
  const store = new Store();
  const reading = readingOf(store, (lang) => fetchJson(boot.texts_urls[lang]));
  const { prefs, texts, playhead } = reading;
  const own = boot.may_act || boot.live || boot.classroom;
  const place = own ? keepPlace(storage('sessionStorage'), boot, store, playhead) : boot;
  const socket = io({ transports: ['websocket'], reconnectionDelayMax: RETRY_MS_MAX });
  const channel = new Channel(socket, store, {
    lab: boot.lab,
    branch: place.branch,
    secret: boot.secret,
    follows: boot.classroom?.follows,
  });
  channel.addEventListener('change', () => {
    if (channel.ended?.key === 'error.elsewhere') location.reload();
  });
  const again = leadOrFollow(boot)(store, playhead, channel) ?? (() => {});
  const link = new Link(channel, playhead);
  const begins = boot.moment?.view ?? boot.classroom?.view;
  const route = new Route(boot.view ?? 'home', boot.elsewhere ?? {}, begins);
  const classroom = boot.classroom ? await joined(socket, boot, route, again) : undefined;
  /** @type {Promise<any> | undefined} */
  let tables;
  const machines = () => (tables ??= fetchJson(boot.machines_url ?? '/machines.json'));
  const parts = { ...reading, store, route, link, boot, machines, classroom };
  await present(parts, () => [texts.use(languageOf(prefs, boot)), ...needed(boot, route)]);
  performance.mark('ct-first-screen');
  PAPER.want();
  whenIdle(() => bringTerms({ texts, boot }));
  whenIdle(fetchAhead);
  whenIdle(() => goAhead({ socket, channel, boot, lang: () => texts.lang }));
}

/** What a student does in a lab of their own their browser does itself.
 * @param {Parameters<typeof import('./alone/go-ahead.js').goAhead>[0]} page */
async function goAhead(page) {
  if (!page.boot.classroom?.light) return;
  const ahead = await import('./alone/go-ahead.js');
  await ahead.goAhead(page);
}

/** @param {Boot} boot */
function leadOrFollow({ live, may_act: mayAct }) {
  if (live) return followLive;
  return mayAct ? tellPlace : followPresenter;
}

/** What the first screen is not drawn without. @param {Boot} boot @param {Route} route */
function needed(boot, route) {
  return [
    pageOf(route.place.id).piece?.want(),
    boot.scene ? SCENE.want() : undefined,
    boot.moment ? LANDED.want() : undefined,
    boot.classroom ? CLASS.want() : undefined,
  ];
}

/** Somebody in a class. @param {import('./core/channel.js').Socket} socket @param {Boot} boot
 * @param {Route} route @param {() => void} tellPlaceAgain */
async function joined(socket, boot, route, tellPlaceAgain) {
  const { takePart } = await import('./classroom/take-part.js');
  return takePart(socket, boot, route, tellPlaceAgain);
}

/** Terms explain themselves in texts, for who reads on.
 * @param {Pick<Context, 'texts' | 'boot'>} parts */
async function bringTerms(parts) {
  const { explainTerms } = await import('./frame/explain-terms.js');
  await explainTerms(parts, (lang) => fetchJson(`/terms/${lang}.json`));
}

busyWith(start());
