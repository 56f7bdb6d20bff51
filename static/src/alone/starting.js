/**
 * What is said while Python starts, and when it cannot: a line below the page, and the whole
 * page where there is nothing to show.
 */

/** @typedef {import('./host.js').Host} Host */

/** A story of Cartero's that needs no Python, and does not lead back here. */
const REPLAY = 'replay.html?only';
/** Nothing has come for so long: it is said. */
const SLOW_MS = 20_000;

/**
 * @param {Host} host @param {number} total octets
 * @param {(key: string, params?: any) => string} t
 */
export function tellStart(host, total, t) {
  const line = document.createElement('p');
  line.className = 'ct-starting';
  line.setAttribute('role', 'status');
  document.body.append(line);
  const slow = () => line.replaceChildren(t('ui.alone.slow', { n: percent(host, total) }));
  let waiting = setTimeout(slow, SLOW_MS);
  const tell = () => {
    clearTimeout(waiting);
    if (host.state === 'up') {
      line.remove();
      host.removeEventListener('change', tell);
    } else if (host.state === 'starting') {
      line.textContent = words(percent(host, total), t);
      waiting = setTimeout(slow, SLOW_MS);
    } else line.replaceChildren(t(`ui.alone.${host.state}`), ' ', again(t), ' ', replay(t));
  };
  host.addEventListener('change', tell);
  tell();
}

/** @param {Host} host @param {number} total */
const percent = (host, total) => Math.min(100, Math.floor((100 * host.come) / total));

/** @param {number} n @param {(key: string, params?: any) => string} t */
const words = (n, t) => (n < 100 ? t('ui.alone.starting', { n }) : t('ui.alone.waking'));

/** @param {(key: string) => string} t */
function again(t) {
  const button = document.createElement('button');
  button.className = 'ct-button';
  button.textContent = t('ui.alone.again');
  button.addEventListener('click', () => location.reload());
  return button;
}

/** @param {(key: string) => string} t */
const replay = (t) => wayTo(REPLAY, t('ui.alone.replay'));

/** @param {string} href @param {string} words */
function wayTo(href, words) {
  const way = document.createElement('a');
  way.className = 'ct-button';
  way.href = href;
  way.textContent = words;
  return way;
}

/**
 * The page of an address that leads nowhere.
 * @param {string} why @param {[string, string][]} ways addresses, and what is said of each
 */
export function tellNoPage(why, ways) {
  document.title = 'Cartero';
  const main = document.createElement('main');
  main.className = 'ct-main ct-no-page';
  const said = document.createElement('h1');
  said.textContent = why;
  main.append(said, ...ways.flatMap((way) => [wayTo(...way), ' ']));
  const app = document.createElement('ct-app-away');
  app.append(main);
  document.querySelector('ct-app, ct-app-away')?.replaceWith(app);
}
