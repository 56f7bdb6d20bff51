"""How far a page moves under the reader while it fills in: its layout shifts, summed.

As Lighthouse's mobile run sees it: a phone of 412 by 823 pixels, a slow network, a slow
processor, from an empty cache until nothing is fetched any more. The browser's own
PerformanceObserver says by how much (layout-shift entries without recent input); up to
0.1 is called good, and 0.02 still has full marks.
"""

from bench.browser import new_page
from bench.measure import Result
from bench.page_weight import PAGES
from tools.serving import serving

TARGET = 0.02
PHONE = {"width": 412, "height": 823}
CPU_SLOWDOWN = 4
SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_638_400 / 8,
    "uploadThroughput": 750_000 / 8,
}
"""Latency in ms, octets per second."""

OBSERVE = """() => {
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if (!entry.hadRecentInput) window.shifts.push(entry.value);
  }).observe({ type: 'layout-shift', buffered: true });
}"""


def shift(url: str) -> float:
    """The sum of all shifts of a page, opened cold."""
    with new_page(viewport=PHONE) as page:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW_4G)
        session.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWDOWN})
        page.add_init_script(f"({OBSERVE})()")
        page.goto(url)
        page.wait_for_function(
            "() => performance.getEntriesByName('ct-first-screen').length"
        )
        page.wait_for_load_state("networkidle")
        found: list[float] = page.evaluate("() => window.shifts")
    return sum(found)


def results() -> list[Result]:
    with serving() as base:
        return [
            Result(f"layout shift of {door} on a phone", shift(base + path), "", TARGET)
            for path, door in PAGES.items()
        ]


if __name__ == "__main__":
    for result in results():
        print(result.row())
