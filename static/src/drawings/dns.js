/**
 * A DNS message as its parts: header, question, answer, authority, additional, each with the
 * place of its octets. Everything comes with the fact; nothing is parsed here.
 */
import { html, nothing } from 'lit';

/** @typedef {(key: string, params?: Record<string, any>) => string} Words */
/** @typedef {[string, number, string, string]} DnsRecord  name, TTL in seconds, type, data */

const SECTIONS = /** @type {const} */ ([
  ['answer', 'answers'],
  ['authority', 'authority'],
  ['additional', 'additional'],
]);
const HEADER = ['flags', 'counts'];

/** This fact is a DNS message. @param {{ kind: string }} fact */
export const isDns = ({ kind }) => kind === 'dns.query_received' || kind === 'dns.response_sent';

/** @param {import('../types.d.ts').Span[]} spans @param {string} role */
function placeOf(spans, role) {
  const found = spans.filter(
    ([, , name]) => name === role || (role === 'id' && HEADER.includes(name)),
  );
  return found.length
    ? html` <small>${found[0][0]}–${found[found.length - 1][1] - 1}</small>`
    : nothing;
}

/** @param {Record<string, any>} fact @param {Words} t */
export function dnsParts(fact, t) {
  const { spans = [], flags = [], id, name, type, code, transport } = fact;
  const heading = (/** @type {string} */ role, /** @type {string} */ key = role) => html`<h3
    class=${`ct-role-${role}`}>${t(`ui.dns.${key}`)}${placeOf(spans, role)}</h3>`;
  return html`<div class="ct-dns-parts">
    ${heading('id', 'header')}
    <dl><dt>${t('ui.dns.id')}</dt><dd translate="no">${id}</dd>
      ${code ? html`<dt>${t('ui.dns.code')}</dt><dd translate="no">${code}</dd>` : nothing}
      <dt>${t('ui.dns.flags')}</dt><dd>${
        flags.length
          ? flags.map(
              (/** @type {string} */ flag) =>
                html`<span class="ct-dns-flag">${t(`ui.dns.flag.${flag}`)}</span>`,
            )
          : '—'
      }</dd></dl>
    ${
      type
        ? html`${heading('question')}<p translate="no"><code>${name} IN ${type}</code></p
    >`
        : nothing
    }
    ${SECTIONS.map(([role, field]) => section(heading(role), fact[field] ?? [], t))}
    <p class="ct-hint">${t('ui.dns.transport', { transport: transport.toUpperCase() })}</p></div>`;
}

/** @param {unknown} heading @param {DnsRecord[]} records @param {Words} t */
function section(heading, records, t) {
  if (!records.length) return nothing;
  return html`${heading}<table><thead class="ct-vh"><tr>${['name', 'ttl', 'type', 'data'].map(
    (column) => html`<th
      scope="col">${t(`ui.dns.${column}`)}</th>`,
  )}</tr></thead>
    <tbody translate="no">${records.map(
      (record) =>
        html`<tr>${record.map(
          (cell) => html`<td
      >${cell}</td>`,
        )}</tr>`,
    )}</tbody></table>`;
}
