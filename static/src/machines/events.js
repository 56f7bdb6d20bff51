/** Names of the events views send up the page to each other. */

/** Open a machine: `event.detail` is the host's id. */
export const OPEN_MACHINE = 'ct-open-machine';

/** The same, with the account of its mail client on show. */
export const OPEN_ACCOUNT = 'ct-open-account';
