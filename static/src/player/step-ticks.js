/**
 * The ticks under the player: one for each step, or, above `TICKS_MAX`, one for several,
 * which shows the gravest of them. Pure.
 */
import { replyClass } from '../model/wire-text.js';

export const TICKS_MAX = 500;

/** @typedef {{protocol: string, shape: string, kind: string, rank: number}} Tick */

/** @param {import('../types.d.ts').Step} step @returns {Tick} */
function tickOf(step) {
  const { protocol, shape, mark, lost } = step.beat;
  const kind = lost ? '5' : replyClass(mark);
  const rank =
    kind === '5' ? 5 : kind === '4' ? 4 : shape === 'letter' ? 3 : shape === 'command' ? 2 : 1;
  return { protocol, shape, kind, rank };
}

/**
 * @param {import('../types.d.ts').Step[]} steps
 * @param {number} [told] steps from here on do not say yet how they end: somebody guesses
 * @returns {Tick[]}
 */
export function ticksOf(steps, told = steps.length) {
  const tickAt = (/** @type {import('../types.d.ts').Step} */ step, /** @type {number} */ at) =>
    at < told ? tickOf(step) : { ...tickOf(step), kind: '', rank: 1 };
  if (steps.length <= TICKS_MAX) return steps.map(tickAt);
  /** @type {Tick[]} */
  const ticks = [];
  for (let i = 0; i < TICKS_MAX; i++) {
    const from = Math.floor((i * steps.length) / TICKS_MAX);
    const to = Math.floor(((i + 1) * steps.length) / TICKS_MAX);
    let best = tickAt(steps[from], from);
    for (let at = from + 1; at < to; at++) {
      const tick = tickAt(steps[at], at);
      if (tick.rank > best.rank) best = tick;
    }
    ticks.push(best);
  }
  return ticks;
}

/**
 * Where the chapters of the journal begin. The first step of each names it; its title is in
 * the model once the playhead has been there, so titles are taken from the changes.
 * @param {import('../types.d.ts').Served[]} events @param {import('../types.d.ts').Step[]} steps
 * @returns {{index: number, step: number, chapter: import('../types.d.ts').Chapter}[]}
 */
export function chaptersOf(events, steps) {
  /** @type {Map<number, import('../types.d.ts').Chapter>} */
  const titles = new Map();
  for (const event of events) {
    for (const [path, , after] of event.changes) {
      if (path[0] === 'chapters' && path.length === 2 && after) titles.set(Number(path[1]), after);
    }
  }
  /** @type {{index: number, step: number, chapter: import('../types.d.ts').Chapter}[]} */
  const chapters = [];
  let last = -1;
  steps.forEach((step, i) => {
    const { chapter } = step.beat;
    if (chapter <= last) return;
    last = chapter;
    const title = titles.get(chapter);
    if (title) chapters.push({ index: chapter, step: i, chapter: title });
  });
  return chapters;
}

/**
 * The chapters there is room for: the one on show always, the others where they are far
 * enough from the last one kept. `marksPerStep`: how many fit into the width of a step.
 * @template {{index: number, step: number}} C
 * @param {C[]} chapters @param {number} here
 * @param {number} marksPerStep
 */
export function roomFor(chapters, here, marksPerStep) {
  if (!Number.isFinite(marksPerStep) || marksPerStep <= 0) return chapters;
  /** @type {C[]} */
  const kept = [];
  for (const chapter of chapters) {
    const before = kept[kept.length - 1];
    const far = !before || (chapter.step - before.step) * marksPerStep >= 1;
    if (far) kept.push(chapter);
    else if (chapter.index === here) kept[kept.length - 1] = chapter;
  }
  return kept;
}
