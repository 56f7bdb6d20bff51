/**
 * A button that asks the lab for something says so in the moment it is pressed, and until the
 * answer is here (`aria-busy`). Views need not do it: whatever the link sends passes here.
 */

/** @typedef {Pick<Element, 'setAttribute' | 'removeAttribute'>} Marked */

/** What is being pressed: known while the event is on its way. @type {Marked | null} */
let pressed = null;

/** How many requests each button waits for. @type {Map<Marked, number>} */
const waiting = new Map();

/** @param {Marked | null} element */
export function press(element) {
  pressed = element;
}

/**
 * Marks what is being pressed until the promise is settled.
 * @template T @param {Promise<T>} promise @returns {Promise<T>}
 */
export function pendingOn(promise) {
  const button = pressed;
  if (!button) return promise;
  waiting.set(button, (waiting.get(button) ?? 0) + 1);
  button.setAttribute('aria-busy', 'true');
  return promise.finally(() => {
    const left = (waiting.get(button) ?? 1) - 1;
    if (left) waiting.set(button, left);
    else {
      waiting.delete(button);
      button.removeAttribute('aria-busy');
    }
  });
}

/** @param {Event} event */
const pressedBy = (event) =>
  event instanceof SubmitEvent
    ? event.submitter
    : event.target instanceof Element
      ? event.target.closest('button, a, summary')
      : null;

/** Knows from now on what is being pressed in a page. @param {Window} page */
export function watchPresses(page) {
  for (const name of ['click', 'submit']) {
    page.addEventListener(name, (event) => press(pressedBy(event)), true);
    page.addEventListener(name, () => press(null));
  }
}
