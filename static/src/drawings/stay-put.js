/**
 * For `@mousedown` of a button beside a line: pressing it must not take the focus from the line.
 * A phone's keyboard would go, and the button with it, away from under the finger.
 * @param {Event} event
 */
export const stayPut = (event) => event.preventDefault();
