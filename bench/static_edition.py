"""The static edition against its budget: what it weighs, and how soon it is there.

Milliseconds are of this machine, on loopback, from a plain file server; the best of
several rounds, for whatever else the machine does only adds. First drawing is compared
with the live page's, by turns in one run. Four times slower: the page's process stands
still for 30 of every 40 ms, since the browser's own brake does not reach workers.
"""

import gzip
import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from bench.browser import new_page
from bench.measure import Result
from bench.typed_lines import Typed
from tests.e2e.static.file_server import FileServer
from tools.chromium import LAUNCH_ARGUMENTS, find_chromium
from tools.run import ROOT
from tools.serving import serving
from tools.static_edition.build import node
from tools.static_edition.folder import built

ROUNDS = 5
BROTLI_MB = 6
COLD_MS, WARM_MS, SLOW_MS = 1_500, 1_000, 5_000
TYPED_MS, TYPED_SLOW_MS = 5, 100
FRAMES_MAX = 3_000
"""Drawn until the browser has written down what it compiled: almost a minute."""
HEAD_OCTETS_MAX = 10_000
"""What a browser writes around a file that it keeps."""

STOPPED_S, RUNNING_S = 0.030, 0.010

BROTLI = """
const { brotliCompressSync, constants, gunzipSync } = require('node:zlib');
const { readFileSync } = require('node:fs');
const params = { [constants.BROTLI_PARAM_LGWIN]: 24 };
let [brotli, sent] = [0, 0];
for (const name of process.argv.slice(1)) {
  const octets = readFileSync(name);
  const whole = name.endsWith('.bin') ? gunzipSync(octets) : octets;
  brotli += brotliCompressSync(whole, { params }).length;
  sent += octets.length;
}
console.log(brotli, sent);
"""

RUNTIME = "parts/pyodide.asm.wasm.bin"


def weights() -> list[Result]:
    """Everything that one visit fetches."""
    folder = built()
    names = ["index.html", "begin.js", "page.js", "page.css", "dress.js", "icon.svg"]
    files = [folder / name for name in names] + sorted(folder.glob("*.woff2"))
    files += [folder / "parts" / "first-es.js", *sorted(folder.glob("parts/*.bin"))]
    told = subprocess.run(
        [node(), "-e", BROTLI, *map(str, files)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    brotli, sent = (int(said) / 1e6 for said in told)
    more = f"from a server that compresses nothing {sent:.2f} MB are fetched"
    what = "all that a first visit fetches, brotli"
    return [Result(what, brotli, "MB", BROTLI_MB, more)]


def marked(page: Page, name: str) -> float:
    """When the page said so, ms after it was opened."""
    page.wait_for_function(f"() => performance.getEntriesByName('{name}').length")
    return float(page.evaluate(f"performance.getEntriesByName('{name}')[0].startTime"))


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


def renderers(browser: Browser) -> list[int]:
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    return [each["id"] for each in processes if each["type"] == "renderer"]


@contextmanager
def slowed(page: Page) -> Iterator[None]:
    """The processes of pages stand still three quarters of the time."""
    browser = page.context.browser
    assert browser is not None
    pids, over = renderers(browser), threading.Event()

    def tell(number: int) -> None:
        for pid in pids:
            os.kill(pid, number)

    def brake() -> None:
        while not over.is_set():
            tell(signal.SIGSTOP)
            over.wait(STOPPED_S)
            tell(signal.SIGCONT)
            over.wait(RUNNING_S)

    thread = threading.Thread(target=brake)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def drawing(server: FileServer, live: str) -> Result:
    """First drawing here and on the live page, by turns, each with a fresh browser."""
    here, there = [], []
    for _ in range(ROUNDS):
        with new_page() as page:
            page.goto(f"{server.url}/cartero/index.html#/mira")
            here.append(marked(page, "ct-first-screen"))
        with new_page() as page:
            page.goto(f"{live}/mira")
            there.append(marked(page, "ct-first-screen"))
    more = f"{min(here):.0f} ms, the live page {min(there):.0f} ms"
    what = "first drawing of Mira, against the live page"
    return Result(what, min(here) / min(there), "times", 1, more)


def starting(server: FileServer, live: str) -> list[Result]:
    """Until something can be done in the page, and how soon it is answered; by turns
    with the live page."""
    cold, warm, slow = [], [], []
    typed, typed_slow, typed_live = Typed(), Typed(), Typed()
    address = f"{server.url}/cartero/index.html#/escribe"
    for _ in range(ROUNDS):
        with new_page() as page:
            page.goto(address)
            cold.append(marked(page, "ct-python-up"))
            typed.type(page)
            with slowed(page):
                page.reload()
                slow.append(marked(page, "ct-python-up"))
                typed_slow.type(page)
        with new_page() as page:
            page.goto(f"{live}/escribe")
            marked(page, "ct-first-screen")
            typed_live.type(page)
        warm.append(visited_before(address))
    asked = f"what is done at once is answered {min(typed.first):.0f} ms later"
    there = f"the live page {typed_live.p50():.1f} ms, {typed_live.more()}"
    return [
        Result("Python ready, first visit", min(cold), "ms", COLD_MS, asked),
        Result("Python ready, visited before", min(warm), "ms", WARM_MS),
        Result("Python ready, four times slower", min(slow), "ms", SLOW_MS),
        Result(
            "a typed command, until the page is told, p50",
            typed.p50(),
            "ms",
            TYPED_MS,
            f"{typed.more()}; {there}",
        ),
        Result(
            "the same, four times slower, p50",
            typed_slow.p50(),
            "ms",
            TYPED_SLOW_MS,
            typed_slow.more(),
        ),
    ]


def results() -> list[Result]:
    server = FileServer(built())
    try:
        with serving() as live:
            return [*weights(), drawing(server, live), *starting(server, live)]
    finally:
        server.stop()


if __name__ == "__main__":
    for result in results():
        print(result.row())
