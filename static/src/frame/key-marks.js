/**
 * A key that stands for a control (`data-keys`) makes it look pressed while it is down
 * (`data-pressed`): a class sees what the presenter does, and who presses learns what the key
 * is for. A remote lets go at once, so the mark stays for as long as an eye needs.
 */

const SEEN_MS = 160;

/** @type {Map<string, { controls: Element[], at: number }>} */
const down = new Map();

/** As `data-keys` spells it: a list with spaces between. @param {string} key */
const spelled = (key) => (key === ' ' ? 'Space' : key.length > 1 ? key : key.toLowerCase());

/** The key was pressed, and taken. @param {string} key */
export function markKey(key) {
  const name = spelled(key);
  const controls = [...document.querySelectorAll(`[data-keys~="${CSS.escape(name)}"]`)];
  for (const control of controls) control.setAttribute('data-pressed', '');
  if (controls.length) down.set(name, { controls, at: performance.now() });
}

/** @param {string} name */
function letGo(name) {
  const mark = down.get(name);
  if (!mark) return;
  down.delete(name);
  const others = () => [...down.values()].flatMap(({ controls }) => controls);
  const unmark = () => {
    const still = others();
    for (const control of mark.controls)
      if (!still.includes(control)) control.removeAttribute('data-pressed');
  };
  setTimeout(unmark, Math.max(0, SEEN_MS - (performance.now() - mark.at)));
}

/** Notices from now on when keys are let go. @param {Window} page */
export function watchKeysUp(page) {
  page.addEventListener('keyup', ({ key }) => letGo(spelled(key)), true);
  page.addEventListener('blur', () => [...down.keys()].forEach(letGo));
}
