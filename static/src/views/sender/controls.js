/** Step, back, play: the buttons of a playhead that is not the story's. */
import { html } from 'lit';
import { ui } from '../../drawings/icons.js';

/** @typedef {import('../../core/playhead.js').Playhead} Playhead */

/**
 * @param {Playhead} head @param {(key: string, params?: Record<string, any>) => string} t
 * @param {string} said the sentence of the step on show
 */
export function drawControls(head, t, said) {
  /** @param {string} name @param {string} keys @param {unknown} icon
   * @param {() => void} go @param {boolean} off */
  const button = (name, keys, icon, go, off) => {
    const words = t(`ui.player.${name}`);
    return html`<button class="ct-ghost" data-keys=${keys} aria-label=${words} title=${words}
      aria-disabled=${off} @click=${() => off || go()}>${icon}</button>`;
  };
  const words = t(head.playing ? 'ui.player.pause' : 'ui.player.play');
  const place = t('ui.player.step_of', { step: head.index + 1, total: head.last + 1 });
  return html`<div class="ct-sender-controls"><div class="ct-buttons">
      ${button('first', 'Home', ui.first, () => head.first(), head.index <= 0)}
      ${button('back', 'ArrowLeft PageUp', ui.prev, () => head.back(), head.index <= 0)}
      <button class="ct-play" data-keys="Space ." aria-label=${words} title=${words}
        aria-disabled=${head.last < 1} @click=${() => head.toggle()}
        >${head.playing ? ui.pause : ui.play}</button>
      ${button('forward', 'ArrowRight PageDown', ui.next, () => head.forward(), head.atEnd)}
      ${button('last', 'End', ui.last, () => head.seek(head.last), head.atEnd)}
    </div><span class="ct-sender-place" aria-hidden="true">${place}</span>
    <input type="range" min="0" max=${Math.max(0, head.last)} .value=${String(head.index)}
      ?disabled=${head.last < 1} aria-label=${t('ui.player.position')}
      aria-valuetext=${`${place}: ${said}`}
      @input=${(/** @type {any} */ event) => head.seek(Number(event.target.value))}></div>`;
}
