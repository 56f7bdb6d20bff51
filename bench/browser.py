"""The real page in Chromium, with a long journal in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page, sync_playwright

from bench.labs import EVENTS, LETTER
from simulator.acts import encode_act
from tools.chromium import LAUNCH_ARGUMENTS, find_chromium
from tools.serving import serving

FILL_MS_MAX = 240_000

FILL = """async ([letter, events]) => {
  const { link, store, playhead } = document.querySelector('ct-app').ctx;
  while (store.next < events) {
    const answer = await link.act(letter, { fork: false });
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    while (store.next <= answer.seq) await new Promise((done) => setTimeout(done, 5));
  }
  playhead.seek(0);
  return { events: store.next, steps: store.steps.length };
}"""


@contextmanager
def new_page(**context: Any) -> Iterator[Page]:
    """An empty page of a fresh Chromium, at the size of a laptop."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(find_chromium()), args=list(LAUNCH_ARGUMENTS)
        )
        view = {"viewport": {"width": 1366, "height": 768}, "locale": "es-ES"}
        yield browser.new_context(**{**view, **context}).new_page()
        browser.close()


@contextmanager
def watching_long_journal() -> Iterator[tuple[Page, dict[str, int]]]:
    """*Mira* with a journal of 10,000 events, at its first step; how long it is."""
    with serving() as url, new_page() as page:
        page.set_default_timeout(FILL_MS_MAX)
        page.goto(f"{url}/#/watch")
        page.wait_for_function(
            "() => document.querySelector('ct-app')?.ctx?.store.steps.length > 5"
        )
        yield page, page.evaluate(FILL, [encode_act(LETTER), EVENTS])
