/**
 * A slide as the class sees it, piece by piece: what it is about, each claim with its
 * verdict, the question, the answer. Pure: what an arrow key leads to.
 */

/** @typedef {import('../../types.d.ts').SlidePage} Slide */
/** @typedef {import('../../types.d.ts').ClaimPage} Claim */

/**
 * @typedef {object} Place
 * @property {number} slide  index of the slide, or -1: the tiles of all
 * @property {number} piece  pieces shown after its lead: claims, question, answer
 */

/** @param {Slide} slide */
export const piecesOf = (slide) => slide.claims.length + 2;

/** Of the address after `#/map/`: `S21` or `S21/3`. @param {Slide[]} slides @param {string} rest
 * @returns {Place} */
export function placeIn(slides, rest) {
  const [id, piece = '0'] = rest.split('/');
  const slide = slides.findIndex((each) => each.id === id);
  const most = slide < 0 ? 0 : piecesOf(slides[slide]);
  return { slide, piece: Math.min(Math.max(Number.parseInt(piece, 10) || 0, 0), most) };
}

/** @param {Slide[]} slides @param {Place} place */
export const addressOf = (slides, { slide, piece }) =>
  slide < 0 ? '' : piece ? `${slides[slide].id}/${piece}` : slides[slide].id;

/** One piece further, into the next slide after the last. @param {Slide[]} slides
 * @param {Place} place @returns {Place} */
export function onwards(slides, { slide, piece }) {
  if (piece < piecesOf(slides[slide])) return { slide, piece: piece + 1 };
  return slide + 1 < slides.length ? { slide: slide + 1, piece: 0 } : { slide, piece };
}

/** One piece back, to the whole of the slide before. @param {Slide[]} slides
 * @param {Place} place @returns {Place} */
export function backwards(slides, { slide, piece }) {
  if (piece > 0) return { slide, piece: piece - 1 };
  return slide > 0 ? { slide: slide - 1, piece: piecesOf(slides[slide - 1]) } : { slide, piece };
}

/** How many of the claims that have a scene were seen. @param {readonly Claim[]} claims
 * @param {ReadonlySet<string>} seen */
export function countSeen(claims, seen) {
  const shown = claims.filter(({ address }) => address);
  return { n: shown.filter(({ scene }) => seen.has(scene)).length, of: shown.length };
}

/** Slides with scenes nobody looked at yet. @param {readonly Slide[]} slides
 * @param {ReadonlySet<string>} seen */
export const leftToSee = (slides, seen) =>
  slides.filter(({ claims }) => {
    const { n, of } = countSeen(claims, seen);
    return n < of;
  });
