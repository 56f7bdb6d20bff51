/**
 * A saved session: the page of one file that replays a journal, from a disk, with no server.
 *
 * It is Mira with the journal inlined: the same store, playhead and views, no socket. What
 * it shows was decided when it was saved; it refuses to act. Where the static edition stands beside
 * the file, a bar leads there.
 */
import { html, nothing } from 'lit';
import { Link } from './core/link.js';
import { registerPage } from './core/page-registry.js';
import { Route } from './core/route.js';
import { Store } from './core/store.js';
import { explainTerms } from './frame/explain-terms.js';
import { languageOf, present, readingOf } from './frame/present-page.js';
import './frame/go-on-bar.js';
import './views/watch/watch.js';

/** @typedef {import('./core/channel.js').Channel} Channel */

/** Where the live page has a channel. */
class Nobody extends EventTarget {
  state = 'live';
  mayAct = false;
  ended = null;
}

/** What `simulator/export/replay.py` put into the page. @returns {Promise<any>} */
async function readData() {
  const packed = atob(document.getElementById('data')?.textContent ?? '');
  const octets = Uint8Array.from(packed, (char) => char.charCodeAt(0));
  const stream = new Blob([octets]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).json();
}

async function start() {
  const { boot, events, texts: words, terms, machines, permalink } = await readData();
  /** who comes because the edition does not start here is not led back to it */
  const goesOn = permalink && location.search !== '?only';
  const store = new Store();
  const reading = readingOf(store, async (lang) => words[lang]);
  const { prefs, texts, playhead } = reading;
  const channel = /** @type {Channel} */ (/** @type {unknown} */ (new Nobody()));
  registerPage({
    id: 'watch',
    title: 'ui.nav.watch',
    icon: 'stage',
    order: 1,
    render: (rest) => html`<ct-watch .tab=${rest || 'story'}></ct-watch>`,
  });
  store.append(events);
  await present(
    {
      ...reading,
      store,
      boot,
      link: new Link(channel, playhead),
      route: new Route('watch'),
      machines: async () => machines,
      bar: () => (goesOn ? html`<ct-go-on-bar .permalink=${permalink}></ct-go-on-bar>` : nothing),
    },
    () => [texts.use(languageOf(prefs, boot))],
  );
  explainTerms({ texts, boot }, async (lang) => terms[lang] ?? []);
}

start();
