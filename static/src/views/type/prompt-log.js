/**
 * What a machine's prompt shows: commands given there and what their programs printed.
 *
 * `promptLog` is a fold of served events, so that the screen steps back with the playhead;
 * `drawPrompt` draws it. It refuses to read what was printed: that is the learner's part.
 */
import { html, nothing } from 'lit';

/**
 * @typedef {import('../../types.d.ts').Served} Served
 * @typedef {import('../../types.d.ts').Text} Text
 * @typedef {{ text: string, reply: Text | null }} Said  a line of the page's own
 * @typedef {{ seq: number, text: string, lines: string[] | null, next: Text | undefined }} Command
 */

/**
 * The commands given at `host` after event `after`, up to and including event `until`.
 * @param {readonly Served[]} events in order of seq
 * @param {string} host @param {number} after @param {number} until
 * @returns {Command[]}
 */
export function promptLog(events, host, after, until) {
  /** @type {Command[]} */
  const log = [];
  for (const event of events) {
    if (event.seq > until) break;
    if (event.seq <= after || event.host !== host) continue;
    const { kind, text, lines } = event.fact;
    if (kind === 'prompt.command_entered')
      log.push({ seq: event.seq, text, lines: null, next: undefined });
    const last = log.at(-1);
    if (kind === 'prompt.text_printed' && last) Object.assign(last, { lines, next: event.next });
  }
  return log;
}

/** @param {string} text */
const commandLine = (
  text,
) => html`<p class="ct-t-line"><span class="ct-ps" aria-hidden="true">$</span><code
  translate="no">${text}</code></p>`;

/**
 * Advice stands under the newest only.
 * @param {Command[]} log
 * @param {import('../../core/page-element.js').PageElement} part
 */
export const drawPrompt = (log, part) =>
  log.map(
    ({ text, lines, next }, i) => html`${commandLine(text)}
  ${
    lines?.length
      ? html`<pre class="ct-t-printed" translate="no" lang="en">${lines.join('\n')}</pre>`
      : nothing
  }
  ${
    next && i === log.length - 1
      ? html`<p class="ct-t-note ct-t-next"><b
    >${part.t('ui.type.now')}:</b> ${part.say(next)}</p>`
      : nothing
  }`,
  );

/** A line the page itself answered. @param {Said} line
 * @param {import('../../core/page-element.js').PageElement} part */
export const drawSaid = ({ text, reply }, part) => html`${commandLine(text)}
  ${reply ? html`<p class="ct-t-note">${part.say(reply)}</p>` : nothing}`;
