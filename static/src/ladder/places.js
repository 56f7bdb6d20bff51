/**
 * Where an arrow of the ladder and its words stand, as styles: from lifeline to lifeline,
 * and the words centred on it. Computed, never measured. Pure.
 */

/** @typedef {import('./layout.js').LadderLayout} LadderLayout */
/** @typedef {import('./layout.js').Rung} Rung */

/** A character of plain words, against one of the monospaced type. */
const SANS = 0.76;

/** Where the columns begin and how wide they are, px; gutters as in tokens.css.
 * @param {LadderLayout} layout */
function spanOf({ measures: { width, rem, show } }) {
  const gut = (show ? 2.3 : 2.9) * rem;
  return { gut, span: width - gut - 0.6 * rem };
}

/** From lifeline to lifeline. @param {LadderLayout} layout @param {number} a @param {number} b */
export function arrowPlace(layout, a, b) {
  if (layout.measures.phone) return '';
  const { gut, span } = spanOf(layout);
  return `left:${Math.round(gut + span * a)}px;width:${Math.round(span * (b - a))}px`;
}

/**
 * Centred on its arrow, pushed in where the pane ends.
 * @param {Rung} rung @param {LadderLayout} layout @param {number} a @param {number} b
 */
export function labelPlace(rung, layout, a, b) {
  const { width, rem, char, phone } = layout.measures;
  if (phone) return '';
  const { gut, span } = spanOf(layout);
  const wide =
    rung.chars * (rung.form === 'words' ? char * SANS : char) +
    (rung.form === 'letter' ? 2.6 : 1) * rem;
  const wanted =
    a === b ? besideDot(gut + span * a, wide, layout) : gut + (span * (a + b)) / 2 - wide / 2;
  const left = Math.max(gut, Math.min(wanted, width - wide - 0.4 * rem));
  const beside =
    a !== b ? '' : wanted < gut + span * a ? ';justify-content:end' : ';justify-content:start';
  return `left:${Math.round(left)}px;width:${Math.ceil(wide)}px${beside}`;
}

/** Right of the dot where there is room, else left of it. @param {number} x
 * @param {number} wide @param {LadderLayout} layout */
function besideDot(x, wide, { measures: { width, rem } }) {
  const right = x + 0.8 * rem;
  return right + wide + 0.4 * rem <= width ? right : x - wide - 0.8 * rem;
}
