/**
 * The keyboard map. It reads `event.key`, so it works on every layout without AltGr; a
 * presenter's remote (PageUp, PageDown, "." as its blank button) works too.
 *
 * All keys of the player are decided here, wherever the focus is: a list or the timeline
 * leaves the remote's keys to the player, and so does a line to type in, but for the dot.
 *
 * It keeps silent while somebody types, with Ctrl, Alt or Meta, and, for single
 * characters, when the person switched them off (WCAG 2.1.4). A view may claim keys.
 */
import { pageOf, pages } from './page-registry.js';
import { READING, SPEEDS } from './playhead.js';
import { LAYERS } from './prefs.js';

/** Asks a view to do what a key means: `event.detail` is the action's name. */
export const KEY_ACTION = 'ct-key-action';

/** Where one types. */
export const TYPING = [
  'input:not([type=range]):not([type=checkbox]):not([type=radio])',
  'textarea',
  'select',
  '[contenteditable]',
].join(', ');
/** Elements that have their own use for the space bar. */
const PRESSABLE = 'button, a, summary, [role=button], [role=tab], input:not([type=range])';
/** Fields that scroll: PageUp and PageDown are theirs. */
const SCROLLING = 'textarea, [contenteditable]';

/** @param {EventTarget | null} target @param {string} selector */
const within = (target, selector) => target instanceof Element && target.closest(selector) !== null;

/** A remote's key that the field in focus has no use for. @param {KeyboardEvent} event */
const isRemote = ({ key, target }) =>
  key === '.'
    ? within(target, 'select')
    : ['PageDown', 'PageUp'].includes(key) && !within(target, SCROLLING);

/** A page taller than the window scrolls with PageUp and PageDown, as everywhere. */
const pageScrolls = () => document.documentElement.scrollHeight > innerHeight + 1;

/** Keys of somebody else: shortcuts, an input method, a dialog. @param {KeyboardEvent} event */
const isSilent = (event) =>
  event.ctrlKey ||
  event.metaKey ||
  event.altKey ||
  event.isComposing ||
  event.defaultPrevented ||
  within(event.target, 'dialog') ||
  document.querySelector(':modal') !== null;

/**
 * Keys of the player; those that answer false leave the key to the page.
 * @type {Record<string, (head: import('./playhead.js').Playhead, event: KeyboardEvent) => unknown>}
 */
const MOVES = {
  ' ': (head, { target }) => !within(target, PRESSABLE) && head.toggle(),
  '.': (head) => head.toggle(),
  ArrowRight: (head) => head.forward(),
  ArrowLeft: (head) => head.back(),
  PageDown: (head) => !pageScrolls() && head.forward(),
  PageUp: (head) => !pageScrolls() && head.back(),
  Home: (head) => head.first(),
  End: (head) => head.toEnd(),
  q: (head) => head.setAsking(!head.asking),
  ...Object.fromEntries(
    [...SPEEDS, READING].map((speed, i) => [
      String(i + 1),
      (/** @type {import('./playhead.js').Playhead} */ head) => head.setSpeed(speed),
    ]),
  ),
};

/** Whether the panel beside the story is to be seen (frame/room.js). */
export const isSideShown = () => document.documentElement.dataset.side !== 'hidden';

export class Keys {
  /** the newest first @type {((event: KeyboardEvent) => boolean)[]} */ #claims = [];
  /** of the story, or of what a view shows instead */ #playhead;
  #prefs;
  #route;
  #taken;

  /**
   * @param {Pick<import('./context.js').Context, 'playhead' | 'prefs' | 'route'>} parts
   * @param {(key: string) => void} taken told of each key that did what a control does
   */
  constructor({ playhead, prefs, route }, taken) {
    this.#taken = taken;
    this.#playhead = playhead;
    this.#prefs = prefs;
    this.#route = route;
  }

  /**
   * First say over keys pressed outside a field. Returns how to give it back.
   * @param {(event: KeyboardEvent) => boolean} handler true: taken
   */
  claim(handler) {
    this.#claims = [handler, ...this.#claims];
    return () => {
      this.#claims = this.#claims.filter((each) => each !== handler);
    };
  }

  /**
   * The player's keys move another playhead. Returns how to give them back.
   * @param {import('./playhead.js').Playhead} playhead
   */
  lead(playhead) {
    const before = this.#playhead;
    this.#playhead = playhead;
    return () => {
      if (this.#playhead === playhead) this.#playhead = before;
    };
  }

  /** @param {KeyboardEvent} event */
  onKeyDown = (event) => {
    if (isSilent(event)) return;
    if (within(event.target, TYPING)) {
      this.#inField(event);
      return;
    }
    if (this.#claims.some((claim) => claim(event))) {
      event.preventDefault();
      return;
    }
    if (event.key.length === 1 && event.key !== ' ' && !this.#prefs.values.keys) return;
    if (this.#move(event) || this.#command(event)) this.#took(event);
  };

  /** @param {KeyboardEvent} event */
  #inField(event) {
    if (event.key === 'Escape') this.#tell('stage', event);
    else if (isRemote(event) && this.#move(event)) this.#took(event);
  }

  /** @param {KeyboardEvent} event */
  #took(event) {
    event.preventDefault();
    this.#taken(event.key);
  }

  /** Keys of the player. @param {KeyboardEvent} event @returns {boolean} taken */
  #move(event) {
    if (pageOf(this.#route.place.id).id === 'home') return false;
    if (event.key === '.' && !this.#prefs.values.keys) return false;
    const move = Object.hasOwn(MOVES, event.key) ? MOVES[event.key] : null;
    return move !== null && move(this.#playhead, event) !== false;
  }

  /** What stands beside the story of this page. */
  get #sided() {
    return pageOf(this.#route.place.id).sided ?? 'panel';
  }

  /** Keys of the page. @param {KeyboardEvent} event @returns {boolean} taken */
  #command(event) {
    const prefs = this.#prefs;
    const key = event.key.toLowerCase();
    const page = pages().find((each) => each.key === key && each.render);
    if (page) this.#route.go(page.id);
    else
      switch (key) {
        case 'p':
          prefs.set('projector', !prefs.values.projector);
          break;
        case 'd':
          prefs.set('theme', document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark');
          break;
        case 'c':
          prefs.set('lens', LAYERS[(LAYERS.indexOf(prefs.values.lens) + 1) % LAYERS.length]);
          break;
        case 'a':
          this.#tell('offer', event);
          break;
        case 'i':
          prefs.set(this.#sided, 'shown');
          this.#tell('inspector', event);
          break;
        case 'o':
          prefs.set(this.#sided, isSideShown() ? 'hidden' : 'shown');
          break;
        case 'escape':
          this.#tell('stage', event);
          break;
        case '?':
          this.#tell('help', event);
          break;
        default:
          return false;
      }
    return true;
  }

  /** @param {string} action @param {KeyboardEvent} event */
  #tell(action, event) {
    event.target?.dispatchEvent(new CustomEvent(KEY_ACTION, { detail: action, bubbles: true }));
  }
}
