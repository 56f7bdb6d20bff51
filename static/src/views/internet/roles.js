/** How the machines of the internet of a class are drawn, and asked for. */
import { node } from '../../drawings/icons.js';

/** @type {Record<string, unknown>} */
export const pictures = {
  computer: node.laptop,
  relay: node.office2,
  dns: node.signpost,
  mx: node.office,
  mailbox: node.mailbox,
  spy: node.eye,
};

/**
 * Ask the class: of the page, which has the link.
 * @param {HTMLElement} part @param {string} name @param {Record<string, any>} what
 */
export function askClass(part, name, what) {
  part.dispatchEvent(new CustomEvent('ask', { detail: { name, what }, bubbles: true }));
}
