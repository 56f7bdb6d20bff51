/**
 * What the text of a lesson names is on the page; pressed, the words show it: the line one
 * types in, the details of a step, a machine opened, or the control that has those words.
 *
 * It refuses to press anything for the learner: it points, opens what hides it, and focuses.
 * Also the step a page is led to, that shows somebody else's screen.
 */
import { OPEN_ACCOUNT, OPEN_MACHINE } from '../../machines/events.js';

/**
 * The step of the lesson that the student turned to last, where this page shows their screen.
 * @param {Pick<import('../../core/context.js').Context, 'boot' | 'store'>} ctx
 * @returns {string}
 */
export function ledTo({ boot, store }) {
  if (!boot.classroom?.peeks) return '';
  const turned = store.events.findLast(
    ({ fact }) => fact.kind === 'lab.answered' && fact.question === 'step',
  );
  return turned?.fact.value ?? '';
}

const POINTED = 'ct-pointed';

/** Places that are a machine, opened. @type {Record<string, string>} */
const DIALOGS = { machine: OPEN_MACHINE, account: OPEN_ACCOUNT };

/** What an element is called. @param {Element} element */
const nameOf = (element) =>
  (element.getAttribute('aria-label') ?? element.textContent ?? '').replace(/\s+/g, ' ').trim();

/**
 * The control of that name, even if something closed hides it; rather one that shows its name.
 * @param {Pick<Element, 'querySelectorAll'>} lesson @param {string} words
 */
export function controlCalled(lesson, words) {
  const called = [...lesson.querySelectorAll('button, summary')].filter(
    (each) => !each.classList.contains('ct-l-place') && nameOf(each) === words,
  );
  return called.find((each) => (each.textContent ?? '').trim()) ?? called[0];
}

/** Where an exercise is on show, the tool one types in instead. @param {Element} lesson */
async function typing(lesson) {
  const help = /** @type {import('./help-tool.js').HelpTool | null} */ (
    lesson.querySelector('ct-help-tool')
  );
  await help?.choose('type');
}

/** @param {Element | null | undefined} element */
function pointAt(element) {
  if (!(element instanceof HTMLElement)) return;
  for (
    let box = element.closest('details');
    box;
    box = box.parentElement?.closest('details') ?? null
  )
    box.open = true;
  element.scrollIntoView({ block: 'nearest', inline: 'center' });
  element.focus({ preventScroll: true });
  element.classList.add(POINTED);
  element.addEventListener('animationend', () => element.classList.remove(POINTED), { once: true });
}

/**
 * Shows what the pressed words name.
 * @param {HTMLElement} named the pressed words
 * @param {Element} lesson
 * @param {{ details: () => void, pane: (pane: 'text' | 'tool') => Promise<unknown>,
 *   missing: (name: string) => void }} page `pane`: brings that half of a phone
 */
export async function showPlace(named, lesson, page) {
  const place = named.dataset.place ?? '';
  const [kind, host] = place.split('/');
  if (kind === 'details') return page.details();
  const dialog = DIALOGS[kind];
  if (dialog) {
    lesson.dispatchEvent(new CustomEvent(dialog, { detail: host, bubbles: true }));
    return;
  }
  const words = nameOf(named);
  const look = () =>
    kind === 'terminal' ? lesson.querySelector('#ct-line') : controlCalled(lesson, words);
  const found = look() ?? (await typing(lesson), look());
  if (!found) return page.missing(words);
  await page.pane(found.closest('.ct-lesson-text') ? 'text' : 'tool');
  pointAt(look());
}
