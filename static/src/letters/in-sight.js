/**
 * Characters that hide what a text says, put in sight: control characters, and those that turn
 * the direction of what follows or have no width. Line ends, tabs and the joiners that some
 * scripts are written with stay. Pure.
 */

const CONTROLS = '\\0-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f';
const UNSEEN = '\\xad\\u061c\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff';
const HIDDEN = new RegExp(`[${CONTROLS}${UNSEEN}]`, 'g');

/** @param {string} char */
const named = (char) => `⟨U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`;

/** @param {string} text */
export const inSight = (text) => text.replace(HIDDEN, named);
