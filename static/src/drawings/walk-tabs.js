/** @type {Record<string, number>} */
const STEPS = { ArrowLeft: -1, ArrowRight: 1 };

/**
 * Arrow keys walk a row of tabs (WAI-ARIA); the tab that is then on show has the focus.
 * @param {{ updateComplete: Promise<unknown> }} view draws the tabs
 * @param {readonly string[]} tabs in their order
 * @param {() => string} shown @param {(tab: string) => void} show
 */
export function walkTabs(view, tabs, shown, show) {
  return (/** @type {KeyboardEvent} */ event) => {
    const by = STEPS[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    const row = /** @type {Element} */ (event.currentTarget).closest('[role=tablist]');
    show(tabs[(tabs.indexOf(shown()) + by + tabs.length) % tabs.length]);
    view.updateComplete.then(() => {
      /** @type {HTMLElement | null | undefined} */ (
        row?.querySelector('[aria-selected=true]')
      )?.focus();
    });
  };
}
