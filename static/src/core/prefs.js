/**
 * What a person chose about the page itself, kept in this browser only. Works without
 * storage too (private windows, files on a USB stick): then it lasts as long as the page.
 */

/** What the lens shows: '' is the application, the page as it is. */
export const LAYERS = /** @type {const} */ (['', 'transport', 'network']);

const NAME = 'cartero.prefs';
const DEFAULTS = {
  /** '' follows the system */ theme: /** @type {'' | 'light' | 'dark'} */ (''),
  /** a tag; '' is what the server found */ lang: '',
  projector: false,
  /** the panel beside the story, and the bench; '' is as there is room */
  panel: /** @type {'' | 'shown' | 'hidden'} */ (''),
  bench: /** @type {'' | 'shown' | 'hidden'} */ (''),
  /** the layer one looks at */ lens: /** @type {(typeof LAYERS)[number]} */ (''),
  /** less motion than the system asks for */ still: false,
  /** commands one may insert stand under the terminal */ chips: true,
  /** single-key shortcuts (WCAG 2.1.4: they can be switched off) */ keys: true,
};

export class Prefs extends EventTarget {
  /** @type {typeof DEFAULTS} */ values = { ...DEFAULTS };
  #storage;

  /** @param {Pick<Storage, 'getItem' | 'setItem'> | null} storage */
  constructor(storage) {
    super();
    this.#storage = storage;
    try {
      const kept = JSON.parse(storage?.getItem(NAME) ?? '{}');
      for (const key of Object.keys(DEFAULTS)) {
        const name = /** @type {keyof typeof DEFAULTS} */ (key);
        if (typeof kept[name] === typeof DEFAULTS[name])
          Object.assign(this.values, { [name]: kept[name] });
      }
    } catch {
      /* unreadable: the defaults stand */
    }
  }

  /**
   * @template {keyof typeof DEFAULTS} K
   * @param {K} name @param {(typeof DEFAULTS)[K]} value
   */
  set(name, value) {
    this.values[name] = value;
    try {
      this.#storage?.setItem(NAME, JSON.stringify(this.values));
    } catch {
      /* full or forbidden: it lasts as long as the page */
    }
    this.dispatchEvent(new Event('change'));
  }
}

/** The browser's storage where it allows one. @param {'localStorage' | 'sessionStorage'} which */
export function storage(which) {
  try {
    return window[which];
  } catch {
    return null;
  }
}
