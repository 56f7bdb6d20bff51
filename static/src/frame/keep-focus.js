/**
 * The keyboard's place: when what has the focus disappears (a removed row, a button that is
 * done with, a closed part), the focus goes to its successor: what bears the same name, else
 * its neighbour, else the nearest part around it. What is only moved within the page, or cannot
 * be pressed until its request is answered, loses the focus, too, and gets it back. It never
 * falls to the page's beginning, unless somebody presses beside everything, or leaves a field
 * that stands as it stood: so a phone's keyboard is put away.
 */
import { busyWith } from '../core/busy.js';

const FOCUSABLE = 'a[href], button, summary, [tabindex], input, select, textarea';
/** On a phone these bring up the keyboard: nobody is put into one who was not in one. */
const FIELD = 'input, select, textarea';
/** These lead away: a second Enter must not leave the page by a link nobody chose. */
const LINK = 'a[href]';
/** Attributes that take an element away without removing it. */
const HIDING = ['aria-busy', 'disabled', 'hidden', 'inert', 'open', 'data-pane', 'data-tab'];

/** @param {HTMLElement} element */
const usable = (element) =>
  element.isConnected &&
  !element.matches(':disabled') &&
  !element.closest('[inert]') &&
  element.checkVisibility({ visibilityProperty: true });

/** It asked the lab for something (core/pressed.js). @param {HTMLElement} element */
const waits = (element) => element.isConnected && element.getAttribute('aria-busy') === 'true';

/** @param {Element} element */
const nameOf = (element) => element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '';

/**
 * Where it stood: all around it, and its number among what can have the focus in each; in a
 * dialog, also the place that was left for it.
 * @typedef {{ element: HTMLElement, name: string, field: boolean, link: boolean,
 *   around: { part: HTMLElement, at: number }[], opener: Place | null }} Place
 */

/** @param {HTMLElement} element @param {Place | null} before @returns {Place} */
function placeOf(element, before) {
  const dialog = element.closest('dialog');
  const inside = dialog?.contains(before?.element ?? null);
  const opener = dialog ? ((inside ? before?.opener : before) ?? null) : null;
  const around = [];
  for (let part = element.parentElement; part; part = part.parentElement) {
    const all = [...part.querySelectorAll(FOCUSABLE)];
    around.push({ part, at: all.indexOf(element) });
  }
  const [field, link] = [FIELD, LINK].map((kind) => element.matches(kind));
  return { element, name: nameOf(element), field, link, around, opener };
}

/** @param {Place} place @returns {HTMLElement | null} */
const keeperOf = (place) => (usable(place.element) ? place.element : successorOf(place));

/** @param {Place} place @returns {HTMLElement | null} */
function successorOf({ element, name, field, link, around, opener }) {
  for (const { part, at } of around) {
    // A dialog that was closed has given the focus back to where it was, if that still stands.
    if (part instanceof HTMLDialogElement && !part.open) return opener && keeperOf(opener);
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
  /** @type {Place | null} */ let place = null;
  let awaited = false;
  let pressing = false;
  /** since it had the focus something was done to it, or around it */ let touched = false;

  const look = () => {
    awaited = false;
    if (!place) return;
    const { element } = place;
    const { activeElement } = page;
    if (activeElement && activeElement !== page.body && activeElement !== element) return;
    if (waits(element) || (usable(element) && activeElement === element)) return;
    if (place.field && usable(element) && !touched) return;
    keeperOf(place)?.focus({ preventScroll: true });
  };

  /** Later: a dialog that closes gives the focus back by itself, after it is closed. */
  const lookSoon = () => {
    if (awaited || !place) return;
    awaited = true;
    busyWith(new Promise((done) => setTimeout(done))).then(look);
  };

  page.addEventListener('focusin', ({ target }) => {
    touched = false;
    place = target instanceof HTMLElement ? placeOf(target, place) : null;
  });
  page.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget) return;
    if (pressing) place = null;
    else lookSoon();
  });
  const press = () => {
    pressing = true;
    setTimeout(() => (pressing = false));
  };
  page.addEventListener('mousedown', press, true);
  /** @param {MutationRecord[]} records */
  const onChange = (records) => {
    const element = place?.element ?? null;
    touched ||= records.some(({ type, target, removedNodes }) =>
      type === 'attributes'
        ? target.contains(element)
        : [...removedNodes].some((node) => node.contains(element)),
    );
    lookSoon();
  };
  new MutationObserver(onChange).observe(page, {
    attributeFilter: HIDING,
    childList: true,
    subtree: true,
  });
}
