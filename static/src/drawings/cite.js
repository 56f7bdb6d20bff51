/** A citation such as `5321#4.1.1.2`, as a link to the section itself. */
import { html } from 'lit';

/** @param {string} cited */
export function citeLink(cited) {
  const [number, section] = cited.split('#');
  const url = `https://www.rfc-editor.org/rfc/rfc${number}${section ? `#section-${section}` : ''}`;
  return html`<a class="ct-link" href=${url} target="_blank" rel="noopener noreferrer"
    >RFC ${number}${section ? html` §${section}` : ''}</a>`;
}
