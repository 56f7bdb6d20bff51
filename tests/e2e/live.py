"""A real server in a process of its own, and a real page that watches its own manners.

`LiveServer` listens on a free loopback port; stopped, it can be started again on the
same one, as after a crash. `Visits` opens pages at a size, in a theme and a language.
"""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from itertools import product
from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from tests.e2e.seats import Seats
from tools.run import ROOT

READY_S = 20
SIZES = {"projector": (1280, 720), "laptop": (1366, 768), "phone": (390, 844)}
Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
LANGS = ("es", "en")
LOOKS = tuple(product(SIZES, THEMES, LANGS))
"""Size, theme and language: all of them."""
ROOMS = tuple(product(SIZES, LANGS))
"""Size and language: all of them, each page in one `themes` after the other."""

LOCALES = {"es": "es-ES", "en": "en-GB", "qps": "es-ES"}


HAS_TYPED = """{
  const key = 'cartero.progress';
  const kept = JSON.stringify({ version: 1, lessons: {}, help: 'type' });
  if (location.protocol === 'http:' && !localStorage.getItem(key))
    localStorage.setItem(key, kept);
}"""


class LiveServer:
    """`python app.py`, or another `program`. `url` has no slash at its end. What it
    keeps of labs and classes is there when it starts again."""

    def __init__(self, program: tuple[str, ...] = ("app.py",), **environ: str) -> None:
        self._program = program
        self._environ = environ
        self._said = tempfile.TemporaryFile("w+")  # noqa: SIM115 (lives as long)
        self._folder = tempfile.TemporaryDirectory()
        self.url = ""
        self.start()

    def start(self) -> None:
        """Serve; the second time on the port of the first."""
        port = self.url.rpartition(":")[2] or "0"
        archive = f"{self._folder.name}/archivo.sqlite"
        own = {"CARTERO_PORT": port, "CARTERO_ARCHIVE": archive}
        environ = {**os.environ, **own, **self._environ}
        self.process = subprocess.Popen(
            [sys.executable, *self._program],
            cwd=ROOT,
            env=environ,
            stdout=subprocess.PIPE,
            stderr=self._said,
            text=True,
        )
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        assert said.startswith("Cartero: "), self.complaints()
        self.url = said.split()[-1].rstrip("/")
        self.wait()

    def wait(self) -> None:
        """Until /healthz answers."""
        end = time.monotonic() + READY_S
        while True:
            try:
                urllib.request.urlopen(f"{self.url}/healthz", timeout=2).close()
                return
            except OSError:
                assert time.monotonic() < end, "the server never answered"

    def complaints(self) -> str:
        """What it wrote to its error output."""
        self.process.wait(READY_S)
        self._said.seek(0)
        return self._said.read()

    def stop(self) -> None:
        """Gone at once, as when the power fails; a second time nothing happens."""
        with self.process:
            self.process.kill()


class Visits:
    """Opens pages, each in a context of its own: another visitor.

    `manners`: what pages complained about (errors in the console, exceptions, blocked
    scripts); a test that expects some takes them out. `seats`: where visitors sit;
    without them, each has a browser that has never been used, which waits for anything
    as long as `patience_ms`.
    """

    def __init__(
        self,
        browser: Browser,
        url: str,
        arguments: dict[str, Any],
        seats: Seats | None = None,
    ) -> None:
        self._browser = browser
        self._arguments = arguments
        self._seats = seats
        self._seated: list[Page] = []
        self._contexts: list[BrowserContext] = []
        self.url = url
        self.manners: list[str] = []
        self.patience_ms = PATIENCE_MS

    def __call__(
        self,
        path: str = "/",
        *,
        size: str = "laptop",
        theme: str = "light",
        lang: str = "es",
        beside: Page | None = None,
        newcomer: bool = False,
        fresh: bool = False,
        **context: Any,
    ) -> Page:
        """Open `path`. `beside`: as another tab of that page's visitor. `newcomer`: who
        has typed no task yet, and so begins with help. `fresh`: in a browser that has
        never been here: the test listens to the page or counts what it loads."""
        width, height = SIZES[size]
        arguments = {
            **self._arguments,
            "viewport": {"width": width, "height": height},
            "locale": LOCALES[lang],
            "color_scheme": theme,
            "base_url": self.url,
            **context,
        }
        script = "" if newcomer else HAS_TYPED
        if beside is not None:
            page = beside.context.new_page()
        elif self._seats is None or fresh:
            page = self._newcomer(arguments, script)
        else:
            page = self._seats.take(arguments, script)
            self._seated.append(page)
        page.on("console", self._heard)
        page.on("pageerror", self._failed)
        page.goto(path)
        page.evaluate("document.fonts.ready")
        return settled(page) if context.get("java_script_enabled", True) else page

    def _newcomer(self, arguments: dict[str, Any], script: str) -> Page:
        """In a browser that has never been used."""
        owner = self._browser.new_context(**arguments)
        owner.add_init_script(script)
        owner.set_default_timeout(self.patience_ms)
        self._contexts.append(owner)
        return owner.new_page()

    def _failed(self, error: Error) -> None:
        self.manners.append(str(error))

    def _heard(self, message: Any) -> None:
        expected = "Failed to load resource: the server responded with a status of"
        if message.type == "error" and not message.text.startswith(expected):
            self.manners.append(message.text)

    def __enter__(self) -> "Visits":
        """At its end all go, and no page may have complained."""
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
        assert self.manners == []

    def close(self) -> None:
        """All go: their contexts are closed, their seats are free for others."""
        for context in self._contexts:
            context.close()
        for page in self._seated:
            page.remove_listener("console", self._heard)
            page.remove_listener("pageerror", self._failed)
            assert self._seats is not None
            self._seats.leave(page.context)


SETTLED = """([framesMax, patienceMs]) => {
  const root = document.documentElement;
  if (!root) return null;
  const busy = () => root.hasAttribute('data-busy');
  const idle = () => new Promise((done) => {
    const watch = new MutationObserver(() => busy() || stop());
    const stop = () => (watch.disconnect(), done());
    watch.observe(root, { attributeFilter: ['data-busy'] });
    if (!busy()) stop();
  });
  const frame = () =>
    new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const rest = async () => {
    for (let frames = 0; frames < framesMax; frames++) {
      await idle();
      await frame();
      if (!busy()) return '';
    }
    return `was still busy after ${framesMax} drawn frames`;
  };
  const late = new Promise((done) =>
    setTimeout(done, patienceMs, `was busy for ${patienceMs} ms`));
  return Promise.race([rest(), late]);
}"""
FRAMES_MAX = 100
"""After so many, a page that always begins something new is not waited for."""
PATIENCE_MS = 30_000
"""As long as Playwright waits for anything."""


def settled(page: Page) -> Page:
    """Wait until nothing is on its way any more and all is drawn.

    The page says so itself (static/src/core/busy.js); what sizes bring about is drawn a
    frame later, and may begin something new. The page waits by itself, in one question:
    tests ask it thousands of times. A page that gives way to another meanwhile takes
    the question with it, or has nothing in it yet, and the next is asked.
    """
    while True:
        try:
            why = page.evaluate(SETTLED, [FRAMES_MAX, PATIENCE_MS])
        except Error as error:
            if GONE not in error.message:
                raise
            why = None
        if why is None:
            page.wait_for_load_state("domcontentloaded")
            continue
        assert not why, f"{page.url} {why}"
        return page


GONE = "Execution context was destroyed"
"""What Playwright says of a question whose page went."""


def themes(page: Page) -> Iterator[Theme]:
    """The page in each theme, as when the system's changes: one visit for all looks."""
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        expect(page.locator("html")).to_have_attribute("data-theme", theme)
        yield theme


AXE = "async () => (await axe.run({ resultTypes: ['violations'] })).violations"
UNREACHED = """() => {
  const shown = (box) => box.checkVisibility({ visibilityProperty: true });
  const scrolls = (box) => {
    const { overflowX, overflowY } = getComputedStyle(box);
    return /auto|scroll/.test(`${overflowX} ${overflowY}`);
  };
  const stops = (part) => part.tabIndex >= 0 && !part.disabled && shown(part);
  const named = (box) => box.hasAttribute('aria-label') || box.ariaLabelledByElements;
  const wrong = (box) =>
    stops(box)
      ? !named(box) && !box.labels && 'has no name'
      : ![...box.querySelectorAll('*')].some(stops) && 'cannot be reached';
  return [...document.querySelectorAll('body *')]
    .filter((box) => scrolls(box) && shown(box) && wrong(box))
    .map((box) => `${box.localName}.${box.className} can scroll, ${wrong(box)}`);
}"""
"""Axe looks at what does scroll, and so at the fonts of the day; this, at what can."""


def violations(page: Page) -> list[str]:
    """What is wrong for whoever does not see or point, once the page is drawn: what axe
    finds (rule, help, where), and each box that keys do not scroll."""
    settled(page)
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(AXE)
    unreached: list[str] = page.evaluate(UNREACHED)
    return unreached + [
        f"{rule['id']}: {rule['help']}: {[node['target'] for node in rule['nodes']]}"
        for rule in found
    ]


def sideways(page: Page) -> int:
    """Pixels by which the page can be scrolled sideways once it is drawn."""
    settled(page)
    width: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return width
