"""What a phone downloads before the first page works: scripts and styles, gzipped.

The first screen is what `/` loads until it marks itself as drawn; each door opened
cold is measured the same way. What is fetched afterwards is counted apart: views that
come by themselves while nobody waits, and those that come only when they are opened.
"""

import gzip
import json
import urllib.request
from urllib.parse import urlsplit

from playwright.sync_api import Page

from bench.browser import new_page
from bench.measure import Result
from tools.run import ROOT
from tools.serving import serving

TARGET_KB = 80
HTML_KB = 4
SUFFIXES = (".js", ".css")
DIST = ROOT / "static" / "dist"
PAGES = {
    "/": "the first screen",
    "/mira": "Mira",
    "/escribe": "Escribe",
    "/aprende": "Aprende",
    "/aprende/primera-sesion-smtp": "a lesson",
}

LOADED = """() => {
  const [drawn] = performance.getEntriesByName('ct-first-screen');
  return performance.getEntriesByType('resource')
    .filter((entry) => entry.startTime <= drawn.startTime).map((entry) => entry.name);
}"""


def weight_kb(body: bytes) -> float:
    """As the server sends it, kB."""
    return len(gzip.compress(body, 9)) / 1e3


def weights(page: Page) -> dict[str, float]:
    """Scripts and styles `page` loaded before it was drawn: file to kB."""
    found: dict[str, float] = {}
    for name in page.evaluate(LOADED):
        file = urlsplit(name).path
        if file.endswith(SUFFIXES):
            body = page.request.get(name).body()
            found[file.rpartition("/")[2]] = weight_kb(body)
    return found


def cold_load(base: str, path: str) -> dict[str, float]:
    """Scripts and styles a browser loads that has never been here: file to kB."""
    with new_page() as page:
        page.goto(base + path)
        page.wait_for_function(
            "() => performance.getEntriesByName('ct-first-screen').length"
        )
        return weights(page)


def later(first: set[str]) -> str:
    """What each view adds to the first screen when it is opened there."""
    manifest = json.loads((DIST / "manifest.json").read_text("utf-8"))
    said = []
    for view, chunks in sorted(manifest["scripts"].items()):
        if view == "app":
            continue
        sheet = manifest["styles"].get(view)
        files = {*chunks, *([sheet] if sheet else [])} - first
        kilobytes = sum(weight_kb((DIST / name).read_bytes()) for name in files)
        said.append(f"{view} {kilobytes:.1f}")
    return ", ".join(said)


def sent_kb(url: str) -> float:
    """What the server sends to a browser that asks for `url` and takes gzip, kB."""
    asked = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(asked) as answer:
        return len(answer.read()) / 1e3


def html(base: str) -> Result:
    """The largest of the pages themselves."""
    weights = {door: sent_kb(base + path) for path, door in PAGES.items()}
    more = ", ".join(f"{door} {kb:.1f}" for door, kb in weights.items())
    what = "HTML of a page, as sent to a browser that takes gzip"
    return Result(what, max(weights.values()), "kB", HTML_KB, more)


def results() -> list[Result]:
    found: list[Result] = []
    with serving() as base:
        found.append(html(base))
        for path, door in PAGES.items():
            loaded = cold_load(base, path)
            styles = sum(kb for name, kb in loaded.items() if name.endswith(".css"))
            more = f"{len(loaded)} files, of it styles {styles:.1f} kB"
            if path == "/":
                more += f"; each view adds, kB: {later(set(loaded))}"
            what = f"scripts and styles of {door} opened cold, gzipped"
            found.append(Result(what, sum(loaded.values()), "kB", TARGET_KB, more))
    return found


if __name__ == "__main__":
    for result in results():
        print(result.row())
