/**
 * What a term of the glossary means, beside its word: pressed, it opens a note with the
 * meaning and the way to its entry; Escape closes it, and so does pressing elsewhere.
 *
 * It brings the terms, too, in the language of the moment: nobody waits for them. By
 * keyboard the focus goes into the note and comes back; by pointer it stays where it was,
 * so that a line being typed goes on. A browser without popovers follows the link.
 */
import { Terms } from '../model/terms.js';

/** @typedef {import('../core/context.js').Context} Context */

const GAP = 6;
const WORD = 'a.ct-word[data-term]';

/** @param {EventTarget | null} target */
const wordOf = (target) =>
  target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest(WORD)) : null;

/** Under the word, above it where there is no room. @param {HTMLElement} note
 * @param {HTMLElement} word */
function place(note, word) {
  const [at] = word.getClientRects();
  const { width, height } = note.getBoundingClientRect();
  const below = at.bottom + GAP + height <= innerHeight;
  note.style.left = `${Math.max(GAP, Math.min(at.left, innerWidth - width - GAP))}px`;
  note.style.top = `${Math.max(GAP, below ? at.bottom + GAP : at.top - GAP - height)}px`;
}

/** @param {string} name @param {string} means */
function makeNote(name, means) {
  const note = document.createElement('div');
  note.className = 'ct-explained';
  note.popover = 'auto';
  note.tabIndex = -1;
  note.setAttribute('role', 'dialog');
  note.setAttribute('aria-label', name);
  const title = document.createElement('b');
  title.textContent = name;
  const text = document.createElement('p');
  text.setAttribute('role', 'status');
  text.textContent = means;
  note.append(title, text);
  return note;
}

/** The way to the entry. @param {HTMLElement} word @param {string} says */
function makeWay(word, says) {
  const way = document.createElement('a');
  way.className = 'ct-link';
  way.href = word.getAttribute('href') ?? '';
  way.textContent = says;
  return way;
}

class Explainer {
  #texts;
  #boot;
  /** @type {HTMLElement | null} */ #note = null;

  /** @param {Pick<Context, 'texts' | 'boot'>} parts @param {AbortSignal} [signal] */
  constructor({ texts, boot }, signal) {
    this.#texts = texts;
    this.#boot = boot;
    document.addEventListener('mousedown', this.#onMouseDown, { signal });
    document.addEventListener('click', this.#onClick, { signal });
    addEventListener('keydown', this.#onKey, { capture: true, signal });
    addEventListener('resize', this.#close, { signal });
  }

  /** Gone at once, the focus back where it was: no two notes stand side by side. */
  #close = () => {
    this.#note?.hidePopover();
    this.#note?.remove();
    this.#note = null;
  };

  /** @param {HTMLElement} word @param {boolean} byKey */
  #explain(word, byKey) {
    const term = this.#texts.terms?.get(word.dataset.term ?? '');
    if (!term) return false;
    this.#close();
    const note = makeNote(term.name, term.means);
    if (!this.#boot.saved) note.append(makeWay(word, this.#texts.t('ui.glossary.open')));
    note.addEventListener('toggle', (event) => {
      const { newState } = /** @type {ToggleEvent} */ (event);
      if (newState === 'closed' && this.#note === note) this.#close();
    });
    (word.closest('dialog') ?? document.body).append(note);
    note.showPopover();
    this.#note = note;
    place(note, word);
    if (byKey) (note.querySelector('a') ?? note).focus({ preventScroll: true });
    return true;
  }

  #onMouseDown = (/** @type {MouseEvent} */ event) => {
    if (wordOf(event.target)) event.preventDefault();
  };

  #onClick = (/** @type {MouseEvent} */ event) => {
    if (event.target instanceof Element && event.target.closest('.ct-explained a')) this.#close();
    const word = wordOf(event.target);
    const leaves = event.ctrlKey || event.metaKey || event.shiftKey;
    if (!word || leaves || !('showPopover' in word)) return;
    if (this.#explain(word, event.detail === 0)) event.preventDefault();
  };

  #onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== 'Escape' || !this.#note) return;
    event.preventDefault();
    event.stopPropagation();
    this.#close();
  };
}

/**
 * @param {Pick<Context, 'texts' | 'boot'>} parts
 * @param {(lang: string) => Promise<import('../types.d.ts').Term[]>} load
 * @param {AbortSignal} [left] the page was left
 */
export function explainTerms(parts, load, left) {
  const { texts } = parts;
  const bring = async () => {
    const { lang } = texts;
    if (texts.terms) return;
    try {
      texts.addTerms(lang, new Terms(await load(lang)));
    } catch {
      // Without them a text is still a text; the next language asks again.
    }
  };
  new Explainer(parts, left);
  texts.addEventListener('change', bring);
  return bring();
}
