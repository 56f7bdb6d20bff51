"""Whether a page can be read: no two texts on top of each other, none cut off."""

from playwright.sync_api import Page

from tests.e2e.live import settled

STILL = """() => Promise.all(document.getAnimations()
  .filter(each => each instanceof CSSTransition).map(each => each.finished))"""

_TEXTS = """(root) => {
  const seen = [];
  const walker = document.createTreeWalker(
    document.querySelector(root), NodeFilter.SHOW_TEXT);
  const shows = (element) => element.checkVisibility(
    {opacityProperty: true, visibilityProperty: true})
    && !element.closest('.ct-vh, option')
    && getComputedStyle(element).clipPath !== 'inset(50%)';
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const words = node.data.trim();
    const element = node.parentElement;
    if (!words || !shows(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const size = parseFloat(getComputedStyle(element).fontSize);
    for (const line of range.getClientRects()) {
      if (line.width < 1) continue;
      const middle = (line.top + line.bottom) / 2;
      seen.push({words, element, left: line.left, right: line.right,
        top: middle - 0.36 * size, bottom: middle + 0.36 * size});
    }
  }
  return seen;
}"""
"""Every line of text: where its letters are (without the room above and below them)."""

CLASHES = (
    """(root) => {
  const texts = ("""
    + _TEXTS
    + """)(root);
  const found = [];
  const visible = [];
  for (const text of texts) {
    let gone = text.bottom < 1 || text.top > innerHeight - 1;
    let cut = text.left < -1 || text.right > innerWidth + 1
      || (!gone && (text.top < -1 || text.bottom > innerHeight + 1));
    for (let box = text.element; box && !gone; box = box.parentElement) {
      const {overflowX, overflowY} = getComputedStyle(box);
      if (overflowX === 'visible' && overflowY === 'visible') continue;
      const at = box.getBoundingClientRect();
      const rolls = overflowY === 'auto' || overflowY === 'scroll';
      const beyond = text.top < at.top - 1 || text.bottom > at.bottom + 1;
      if (beyond && rolls) gone = true;
      else if (beyond) cut = true;
      const sideways = overflowX === 'auto' || overflowX === 'scroll';
      if (text.left < at.left - 1 || text.right > at.right + 1) {
        if (sideways && overflowY === 'hidden') gone = true; else cut = true;
      }
    }
    if (gone) continue;
    if (cut) found.push('cut: ' + text.words);
    visible.push(text);
  }
  visible.forEach((a, i) => visible.slice(i + 1).forEach((b) => {
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (wide > 1.5 && high > 1.5 && a.element !== b.element)
      found.push(a.words + ' / ' + b.words);
  }));
  return [...new Set(found)];
}"""
)

CROSSED = """() => {
  const over = (a, b) => a.left < b.right - 2 && b.left < a.right - 2
    && a.top < b.bottom - 2 && b.top < a.bottom - 2;
  const moving = [...document.querySelectorAll('.ct-packet')]
    .map(each => each.getBoundingClientRect());
  for (const cable of document.querySelectorAll('.ct-cable.ct-live')) {
    const {left, right, top} = cable.getBoundingClientRect();
    moving.push({left, right, top, bottom: top + 3});
  }
  return [...document.querySelectorAll('.ct-node:not(.ct-on) .ct-tile')]
    .filter(tile => moving.some(each => over(each, tile.getBoundingClientRect())))
    .map(tile => tile.closest('.ct-node').dataset.host);
}"""
"""Machines without a part in it through which something flies or a lit cable goes."""


def clashes(page: Page, root: str = "ct-app") -> list[str]:
    """Texts that lie on others or are cut off, once all is drawn and stands still."""
    settled(page)
    page.evaluate(STILL)
    found: list[str] = page.evaluate(CLASHES, root)
    return found


def crossed(page: Page) -> list[str]:
    """Machines something passes through that has nothing to do with them."""
    found: list[str] = page.evaluate(CROSSED)
    return found
