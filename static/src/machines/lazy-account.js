/** The form of a mail client's account, fetched when somebody opens it. */
import { html } from 'lit';
import { Piece, lazy } from '../core/lazy-piece.js';

const ACCOUNT = new Piece(() => import('./account.js'), 'account');

/**
 * @param {string} host of the mail client
 * @param {() => void} [sent] told when something is done with it
 */
export const drawAccount = (host, sent = () => {}) =>
  lazy(ACCOUNT, () => html`<ct-account .host=${host} .sent=${sent}></ct-account>`);
