/** Names of the events views send up the page to each other. */

/** Open a machine: `event.detail` is the host's id. */
export const OPEN_MACHINE = 'ct-open-machine';
