/** The tabs beside a story: one panel of several is on show. */
import { html, nothing } from 'lit';
import { walkTabs } from '../drawings/walk-tabs.js';

/**
 * What stands beside a story: a row of tabs, and the panel that `view.panel` names.
 * @param {import('../core/page-element.js').PageElement & { panel: string }} view
 * @param {object} side
 * @param {string} side.label
 * @param {readonly string[]} side.panels in their order
 * @param {(panel: string) => string} side.name what the tab of a panel is called
 * @param {Record<string, string>} [side.keys] panel to the key that stands for its tab
 * @param {unknown} content of the panel
 */
export function drawSidePanels(view, { label, panels, name, keys = {} }, content) {
  const show = (/** @type {string} */ panel) => {
    view.panel = panel;
  };
  const onKey = walkTabs(view, panels, () => view.panel, show);
  return html`<aside class="ct-side" aria-label=${label}>
    <div class="ct-panel-tabs" role="tablist">${panels.map(
      (panel) => html`<button role="tab" id=${`ct-tab-${panel}`}
      data-keys=${keys[panel] ?? nothing}
      aria-selected=${view.panel === panel} aria-controls="ct-side-body"
      tabindex=${view.panel === panel ? 0 : -1}
      @click=${() => show(panel)} @keydown=${onKey}>${name(panel)}</button>`,
    )}</div>
    <div class="ct-side-body" id="ct-side-body" role="tabpanel" tabindex="0"
      aria-labelledby=${`ct-tab-${view.panel}`}>${content}</div>
  </aside>`;
}
