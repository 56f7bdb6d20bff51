/**
 * Links that views draw as for a server: to another page, to a place within the page, and to a
 * file, which is made here and then saved or shown.
 */
import { ask } from '../core/fetch-json.js';
import { IN_ONE_FILE, ledTo } from './address.js';

/** @param {Event} event @returns {HTMLAnchorElement | undefined} */
const linkOf = (event) =>
  /** @type {HTMLAnchorElement | undefined} */ (
    event.composedPath().find((each) => each instanceof HTMLAnchorElement)
  );

/** @param {Response} answer @param {string} spare */
const nameOf = (answer, spare) =>
  /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? spare;

/** @param {HTMLAnchorElement} link @param {string} href @param {(words: string) => void} say */
async function makeFile(link, href, say) {
  const answer = await ask(href);
  if (!answer.ok) {
    const said = await answer.json().catch(() => null);
    say(said?.error?.text ?? '');
    return;
  }
  const url = URL.createObjectURL(await answer.blob());
  const way = document.createElement('a');
  way.href = url;
  if (link.hasAttribute('download')) way.download = nameOf(answer, href.split('/').pop() ?? '');
  else way.target = '_blank';
  way.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/**
 * A link that may be opened in another tab has a whole address: there nobody hears the click.
 * @param {Event} event
 */
function makeWhole(event) {
  const link = linkOf(event);
  const to = ledTo(link?.getAttribute('href') ?? '', IN_ONE_FILE.base);
  if (link && to !== null && !isFile(link)) link.href = new URL(to, location.href).href;
}

/** @param {HTMLAnchorElement} link */
const isFile = (link) => link.getAttribute('href')?.startsWith('/lab/');

/** @param {(words: string) => void} say tells why there is no file */
export function leadLinks(say) {
  document.addEventListener('mousedown', (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) makeWhole(event);
  });
  document.addEventListener('click', (event) => {
    const link = linkOf(event);
    const href = link?.getAttribute('href') ?? '';
    if (!link || event.defaultPrevented) return;
    if (isFile(link)) {
      event.preventDefault();
      makeFile(link, href, say).catch(() => say(''));
      return;
    }
    const to = ledTo(href, IN_ONE_FILE.base);
    if (to === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    location.assign(to);
  });
}
