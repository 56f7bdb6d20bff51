/** Times of a message from outside, in words. Pure but for the catalogue. */

const STEPS = /** @type {const} */ ([
  [2 * 86_400, 86_400, 'd'],
  [2 * 3600, 3600, 'h'],
  [120, 60, 'min'],
  [0, 1, 's'],
]);

/** So much time, in the unit that says it shortest.
 * @param {number} seconds @param {(key: string, params: object) => string} t */
export function timeWords(seconds, t) {
  const size = Math.abs(seconds);
  const [, unit, name] = STEPS.find(([from]) => size >= from) ?? STEPS[3];
  return t(`ui.own_letter.time.${name}`, { n: Math.round(size / unit) });
}

/** A delay after what came before. @param {number | undefined} seconds
 * @param {(key: string, params?: object) => string} t */
export function delayWords(seconds, t) {
  if (seconds === undefined) return t('ui.own_letter.delay.none');
  const time = timeWords(seconds, t);
  return t(seconds < 0 ? 'ui.own_letter.delay.back' : 'ui.own_letter.delay', { time });
}

/** A moment, in UTC, as the page's language writes it.
 * @param {number} atS @param {string} lang */
export const momentWords = (atS, lang) =>
  new Intl.DateTimeFormat(lang, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: 'UTC',
  }).format(atS * 1000) + ' UTC';
