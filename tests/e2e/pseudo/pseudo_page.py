"""What a page in the made-up language has wrong: text without room, words of another.

Text that travels on the wire or is somebody's own, as subjects and names of folders, is
marked with `translate="no"` and may be in any language; so may names inside a sentence.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

from playwright.sync_api import Page

from simulator.protocols.services import SERVICES
from tests.e2e.live import settled
from tools.run import ROOT

SHOWN = """() => {
  const where = (element) => {
    const names = [];
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      names.unshift([at.localName, ...at.classList].join('.'));
    }
    return names.slice(-4).join(' > ');
  };
  const seen = (element) => element.checkVisibility(
    { checkOpacity: true, checkVisibilityCSS: true });
  const cut = (element, boxes) => {
    const left = Math.min(...boxes.map((box) => box.left));
    const right = Math.max(...boxes.map((box) => box.right));
    for (let at = element; at !== document.documentElement; at = at.parentElement) {
      const flow = getComputedStyle(at).overflowX;
      if (flow === 'visible') continue;
      const box = at.getBoundingClientRect();
      const heard = box.width <= 2;
      if (heard || flow === 'auto' || flow === 'scroll') return 0;
      return Math.max(0, box.left - left, right - box.right);
    }
    return 0;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const { currentNode: node } = walker;
    const { parentElement: element } = node;
    const text = node.textContent.trim();
    if (!text || !seen(element) || element.closest('script, style, noscript')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter((box) => box.width && box.height);
    if (!boxes.length) continue;
    found.push({
      text,
      where: where(element),
      theirs: Boolean(element.closest('[translate=no]')),
      cut: Math.round(cut(element, boxes)),
    });
  }
  return found;
}"""

NAMED = """() => [...document.querySelectorAll('[aria-label],[title],[placeholder]')]
  .filter((element) => !element.closest('[translate=no]')
    && element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }))
  .flatMap((element) => ['aria-label', 'title', 'placeholder']
    .map((name) => element.getAttribute(name))
    .filter(Boolean)
    .map((text) => ({ text, where: element.localName + '.' + element.className })))"""

_WORD = re.compile(r"(?<![\w@./:=<-])[^\W\d_]{3,}(?![\w@/=]|[.:-]\w)")
_PLAIN = re.compile(r"[aeiouáéíóú]")


OVERLAPPING = """selector => {
  const boxes = [...document.querySelectorAll(selector)]
    .map((element) => [element.textContent.trim(), element.getBoundingClientRect()])
    .filter(([, box]) => box.width > 2 && box.height > 2);
  return boxes.flatMap(([text, a], i) => boxes.slice(i + 1)
    .filter(([, b]) => a.left < b.right - 1 && b.left < a.right - 1
      && a.top < b.bottom - 1 && b.top < a.bottom - 1)
    .map(([other]) => `${text} / ${other}`));
}"""


@cache
def names() -> frozenset[str]:
    """Words of what people are called, write about and type in the scenarios."""
    found = {service.program for service in SERVICES.values()}
    for path in (ROOT / "lessons" / "scenarios").glob("*.toml"):
        for text in _given(tomllib.loads(path.read_text("utf-8"))):
            found |= set(_WORD.findall(text))
    return frozenset(found)


def _given(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _given(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key in ("person", "subject", "text") and isinstance(each, str):
                yield each
            yield from _given(each)


def texts(page: Page) -> list[dict[str, Any]]:
    """Every text that is shown: `text`, `where`, `theirs`, `cut` (pixels)."""
    settled(page)
    found: list[dict[str, Any]] = page.evaluate(SHOWN)
    return found


def untranslated(page: Page) -> list[str]:
    """Words in another language than the made-up one: text and where it stands."""
    shown = [each for each in texts(page) if not each["theirs"]]
    return sorted(
        {
            f"{each['text'][:80]!r} in {each['where']}"
            for each in [*shown, *page.evaluate(NAMED)]
            if any(foreign(word) for word in _WORD.findall(each["text"]))
        }
    )


def foreign(word: str) -> bool:
    """A word that `tools/pseudo.py` has not made, and nobody's name."""
    return not word.isupper() and word not in names() and bool(_PLAIN.search(word))


def overlapping(page: Page, selector: str) -> list[str]:
    """Pairs of elements that lie on each other."""
    settled(page)
    found: list[str] = page.evaluate(OVERLAPPING, selector)
    return found


def cut_off(page: Page) -> list[str]:
    """Texts wider than the box that clips them."""
    return sorted(
        {
            f"{each['text'][:60]!r} by {each['cut']} px in {each['where']}"
            for each in texts(page)
            if each["cut"] > 1 and not each["theirs"]
        }
    )
