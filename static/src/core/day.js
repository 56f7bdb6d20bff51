/** The day it is where this browser is: what is asked "tomorrow" goes by it. */
const DAY_MS = 86_400_000;

/** Counted from 1970. @param {Date} now */
export const dayOf = (now) =>
  Math.floor((now.getTime() - now.getTimezoneOffset() * 60_000) / DAY_MS);
