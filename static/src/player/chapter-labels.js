/**
 * Where the titles of the chapters stand above the timeline. A mark always stands where its
 * chapter begins; the title of the chapter on show is always whole, in two lines at most,
 * moved to the left as far as it must; the others are whole or give way to a number. Pure.
 */

/** How wide a character of a title is, about, and what is not text beside it. */
const CHARACTER_REM = 0.48;
const MARGIN_REM = 1.7;
/** How wide a number stands behind its mark. */
const NUMBER_REM = 1.4;
/** Shorter titles are not broken over two lines. */
const WHOLE_CHARACTERS = 14;
/** Lines of a broken title are not quite equal. */
const UNEVEN_CHARACTERS = 3;

/**
 * @typedef {{index: number, step: number, words: string}} Chapter
 * @typedef {{end: number, needs: number, shift: number, current: boolean, fits: boolean,
 *   under: boolean}} Place  `needs`: px of its title; `shift`: px its title stands to the left of
 *   its mark; `under`: its number has no room beside the title on show
 */

/** rem a title needs, in two lines. @param {string} words */
export function titleRem(words) {
  const longest = Math.max(...words.split(' ').map((word) => word.length));
  const line =
    words.length <= WHOLE_CHARACTERS
      ? words.length
      : Math.ceil(words.length / 2) + UNEVEN_CHARACTERS;
  return Math.max(longest, line) * CHARACTER_REM + MARGIN_REM;
}

/**
 * @template {Chapter} C
 * @param {C[]} chapters @param {{here: number, steps: number, width: number, rem: number}} room
 *   `here`: index of the chapter on show; `steps`: how many the line holds; `width`: px of it
 * @returns {(C & Place)[]}
 */
export function chapterLabels(chapters, { here, steps, width, rem }) {
  const px = width / steps;
  const labels = chapters.map((each, i) => {
    const end = chapters[i + 1]?.step ?? steps;
    const needs = titleRem(each.words) * rem;
    const left = each.step * px;
    return {
      ...each,
      end,
      needs,
      current: each.index === here,
      under: false,
      fits: needs < (end - each.step) * px,
      shift: Math.min(left, Math.max(0, left + needs - width)),
    };
  });
  const shown = labels.find((label) => label.current && !label.fits);
  if (!shown) return labels;
  const from = shown.step * px - shown.shift;
  const clear = (/** @type {C & Place} */ { step, needs }) =>
    step * px + needs < from || step * px > from + shown.needs;
  return labels.map((label) => {
    const fits = label.fits && clear(label);
    const under = !fits && !clear({ ...label, needs: NUMBER_REM * rem });
    return label.current ? label : { ...label, fits, under };
  });
}
