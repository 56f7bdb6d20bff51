/** One letter of a queue: how often it was tried, when it is tried next, what was said last. */
import { html, nothing } from 'lit';
import { clockAt } from '../model/wall-clock.js';
import { decode } from '../model/wire-text.js';

/**
 * @param {import('../types.d.ts').QueuedMessage} item @param {string | undefined} epoch
 * @param {import('../core/texts.js').Texts['t']} t
 */
export function queued(item, epoch, t) {
  const at = (/** @type {number} */ us) => {
    const { day, time } = clockAt(epoch, us);
    return day > 1 ? t('ui.clock.day', { n: day, time }) : time;
  };
  const said = item.code ? `${item.code} ${decode(item.text ?? '')}` : decode(item.text ?? '');
  return html`<li><span translate="no">&lt;${item.reverse_path}&gt; →
    ${item.forward_paths.join(', ')}</span>
    <small>${t('ui.queue.attempts', { n: item.attempts })}
      ${item.trying ? t('ui.queue.trying', { host: item.trying }) : nothing}
      ${item.next_us ? t('ui.queue.next', { time: at(item.next_us) }) : nothing}
      ${item.gives_up_us ? t('ui.queue.gives_up', { time: at(item.gives_up_us) }) : nothing}
      ${item.text ? html`${t('ui.queue.said')} <q translate="no">${said}</q>` : nothing}</small></li
      >`;
}
