"""What a phone downloads before the first page works: scripts and styles, gzipped."""

import gzip
from urllib.parse import urlsplit

from bench.browser import new_page
from bench.measure import Result
from tools.serving import serving

TARGET_KB = 80
SUFFIXES = (".js", ".css")


def cold_load() -> dict[str, bytes]:
    """Scripts and styles a browser asks for that has never been here, by path."""
    found: dict[str, bytes] = {}
    with serving() as url, new_page() as page:
        page.goto(url)
        page.wait_for_function("() => document.querySelector('ct-app')?.ctx")
        names = page.evaluate(
            "() => performance.getEntriesByType('resource').map((entry) => entry.name)"
        )
        for name in names:
            path = urlsplit(name).path
            if path.endswith(SUFFIXES):
                found[path] = page.request.get(name).body()
    return found


def results() -> list[Result]:
    found = cold_load()
    weights = {path: len(gzip.compress(body, 6)) / 1e3 for path, body in found.items()}
    more = ", ".join(
        f"{path.rpartition('.')[2]} {weight:.1f} kB" for path, weight in weights.items()
    )
    what = "scripts and styles of the cold page, gzipped"
    return [Result(what, sum(weights.values()), "kB", TARGET_KB, more)]


if __name__ == "__main__":
    for result in results():
        print(result.row())
