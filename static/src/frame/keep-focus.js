/**
 * The keyboard's place: when what has the focus disappears (a removed row, a button that is
 * done with, a closed part), the focus goes to its successor: what bears the same name, else
 * its neighbour, else the nearest part around it. It never falls to the page's beginning.
 */
import { busyWith } from '../core/busy.js';

const FOCUSABLE = 'a[href], button, summary, [tabindex], input, select, textarea';
/** On a phone these bring up the keyboard: nobody is put into one who was not in one. */
const FIELD = 'input, select, textarea';
/** These lead away: a second Enter must not leave the page by a link nobody chose. */
const LINK = 'a[href]';
/** Attributes that take an element away without removing it. */
const HIDING = ['disabled', 'hidden', 'inert', 'open', 'data-pane', 'data-tab'];

/** @param {HTMLElement} element */
const usable = (element) =>
  element.isConnected &&
  !element.matches(':disabled') &&
  !element.closest('[inert]') &&
  element.checkVisibility({ visibilityProperty: true });

/** @param {Element} element */
const nameOf = (element) => element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '';

/** Where it stood: all around it, and its number among what can have the focus in each.
 * @param {HTMLElement} element */
function placeOf(element) {
  const around = [];
  for (let part = element.parentElement; part; part = part.parentElement) {
    const all = [...part.querySelectorAll(FOCUSABLE)];
    around.push({ part, at: all.indexOf(element) });
  }
  const [field, link] = [FIELD, LINK].map((kind) => element.matches(kind));
  return { element, name: nameOf(element), field, link, around };
}

/** @param {ReturnType<typeof placeOf>} place @returns {HTMLElement | null} */
function successorOf({ element, name, field, link, around }) {
  for (const { part, at } of around) {
    // A dialog that was closed has given the focus back to where it was, if only the page.
    if (part instanceof HTMLDialogElement && !part.open) return null;
    if (!part.isConnected) continue;
    const all = /** @type {HTMLElement[]} */ ([...part.querySelectorAll(FOCUSABLE)]).filter(
      (each) =>
        each !== element &&
        usable(each) &&
        (field || !each.matches(FIELD)) &&
        (link || !each.matches(LINK)),
    );
    const same = all.find((each) => nameOf(each) === name);
    if (same ?? all.length) return same ?? all[Math.min(Math.max(at, 0), all.length - 1)];
  }
  return null;
}

/** Keeps the focus somewhere from now on. @param {Document} page */
export function keepFocus(page) {
  /** @type {ReturnType<typeof placeOf> | null} */ let place = null;
  let awaited = false;

  const look = () => {
    awaited = false;
    if (!place || usable(place.element)) return;
    const { activeElement } = page;
    if (activeElement && activeElement !== page.body && activeElement !== place.element) return;
    const next = successorOf(place);
    place = null;
    next?.focus({ preventScroll: true });
  };

  /** Later: a dialog that closes gives the focus back by itself, after it is closed. */
  const lookSoon = () => {
    if (awaited || !place) return;
    awaited = true;
    busyWith(new Promise((done) => setTimeout(done))).then(look);
  };

  page.addEventListener('focusin', ({ target }) => {
    place = target instanceof HTMLElement ? placeOf(target) : null;
  });
  page.addEventListener('focusout', ({ relatedTarget }) => {
    const left = place;
    queueMicrotask(() => {
      if (left && left === place && !relatedTarget && usable(left.element)) place = null;
    });
  });
  new MutationObserver(lookSoon).observe(page, {
    attributeFilter: HIDING,
    childList: true,
    subtree: true,
  });
}
