"""What a page loads before it can be drawn stays light (simulator/README.md, "How to
add a page or a part"). Sizes are those of the built files: the same everywhere.
"""

import pytest

from bench.page_weight import LOADED, PAGES, TARGET_KB, weights
from tests.e2e.live import Visits, settled

BIGGEST = 6
DRAWN = "() => performance.getEntriesByName('ct-first-screen').length > 0"


@pytest.mark.parametrize("path", PAGES)
def test_the_first_load_of_a_page_stays_within_its_budget(
    visit: Visits, path: str
) -> None:
    page = settled(visit(path, fresh=True))
    page.wait_for_function(DRAWN)
    files = weights(page)
    sum_kb = sum(files.values())
    biggest = sorted(files.items(), key=lambda each: -each[1])[:BIGGEST]
    parts = ", ".join(f"{name} {kb:.1f}" for name, kb in biggest)
    assert sum_kb <= TARGET_KB, f"{path}: {sum_kb:.1f} kB of {TARGET_KB}; {parts}"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_names_all_it_loads_before_it_is_drawn(visit: Visits, path: str) -> None:
    page = settled(visit(path, fresh=True))
    named = page.evaluate(
        "() => [...document.querySelectorAll('script[src], link[href]')]"
        ".map((each) => each.src || each.href)"
    )
    needed = [name for name in page.evaluate(LOADED) if "/static/dist/" in name]
    assert len(needed) > 3
    assert set(needed) <= set(named)
