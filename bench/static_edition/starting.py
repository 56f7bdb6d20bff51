"""How soon the page is drawn, and Python up in it."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from bench.browser import new_page
from bench.measure import Result
from bench.static_edition.pages import marked, slowed
from tools.chromium import LAUNCH_ARGUMENTS, find_chromium
from tools.static_edition.folder import built

ROUNDS = 5
COLD_MS, WARM_MS, SLOW_MS = 1_500, 1_000, 5_000
FRAMES_MAX = 3_000
"""Drawn until the browser has written down what it compiled: almost a minute."""
HEAD_OCTETS_MAX = 10_000
"""What a browser writes around a file that it keeps."""

RUNTIME = "parts/pyodide.asm.wasm.bin"


@contextmanager
def regular_page() -> Iterator[tuple[Page, Path]]:
    """An empty page of somebody's own browser, which keeps what it compiled in that
    folder: that of `new_page` forgets it."""
    with TemporaryDirectory() as profile, sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=str(find_chromium()),
            args=list(LAUNCH_ARGUMENTS),
            locale="es-ES",
        )
        yield context.pages[0], Path(profile)
        context.close()


def keeps_compiled(profile: Path, octets: int) -> bool:
    """Beside a WebAssembly of that length lies what the browser compiled of it."""
    files = profile.glob("Default/Service Worker/CacheStorage/*/*/*_0")
    runtime = [f for f in files if 0 < f.stat().st_size - octets < HEAD_OCTETS_MAX]
    return any(f.with_name(f.name[:-1] + "1").is_file() for f in runtime)


def visited_before(address: str) -> float:
    """When Python is up on the third visit: at the first a service worker keeps the
    parts, at the second the browser what it compiled of them. Raises TimeoutError where
    it does not."""
    octets = len(gzip.decompress((built() / RUNTIME).read_bytes()))
    with regular_page() as (page, profile):
        page.goto(address)
        marked(page, "ct-python-up")
        page.evaluate("navigator.serviceWorker.ready.then(() => {})")
        page.goto("about:blank")
        page.goto(address)
        marked(page, "ct-python-up")
        for _ in range(FRAMES_MAX):
            if keeps_compiled(profile, octets):
                break
            page.evaluate("new Promise(requestAnimationFrame)")
        else:
            raise TimeoutError("the browser keeps nothing of what it compiled")
        page.goto("about:blank")
        page.goto(address)
        return marked(page, "ct-python-up")


FIRST_LETTER = """{
  const look = () => {
    const told = document.querySelector('ct-app')?.ctx?.store.steps.length;
    if (told) performance.mark('first-letter');
    else requestAnimationFrame(look);
  };
  look();
}"""
"""In every page: marks when the story has come that it shows first."""


def drawing(index: str, live: str) -> list[Result]:
    """First drawing here and on the live page, by turns, each with a fresh browser."""
    drawn = {"ct-first-screen": "first drawing of Mira", "first-letter": "its letter"}
    waits: dict[tuple[str, str], list[float]] = {}
    for _ in range(ROUNDS):
        for address in (f"{index}#/mira", f"{live}/mira"):
            with new_page() as page:
                page.add_init_script(FIRST_LETTER)
                page.goto(address)
                for mark in drawn:
                    waits.setdefault((mark, address), []).append(marked(page, mark))
    rows = []
    for mark, what in drawn.items():
        here = min(waits[mark, f"{index}#/mira"])
        there = min(waits[mark, f"{live}/mira"])
        more = f"{here:.0f} ms, the live page {there:.0f} ms"
        what = f"{what}, against the live page"
        rows.append(Result(what, here / there, "times", 1, more))
    return rows


def ready(address: str) -> list[Result]:
    """Until something can be done in the page."""
    cold, warm, slow = [], [], []
    for _ in range(ROUNDS):
        with new_page() as page:
            page.goto(address)
            cold.append(marked(page, "ct-python-up"))
            with slowed(page):
                page.reload()
                slow.append(marked(page, "ct-python-up"))
        warm.append(visited_before(address))
    return [
        Result("Python ready, first visit", min(cold), "ms", COLD_MS),
        Result("Python ready, visited before", min(warm), "ms", WARM_MS),
        Result("Python ready, four times slower", min(slow), "ms", SLOW_MS),
    ]


def results(index: str, live: str) -> list[Result]:
    """Of the page at `index`, and on the server at `live`."""
    return [*drawing(index, live), *ready(f"{index}#/escribe")]
