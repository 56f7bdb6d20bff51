"""Nothing moves under the reader while a page fills in."""

import pytest
from playwright.sync_api import expect

from tests.e2e.live import Visits

SHIFT_MAX = 0.02
"""Of the window, summed: 0.1 is called good."""

SHIFTS = """async () => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const { hadRecentInput, value } of list.getEntries())
      if (!hadRecentInput) sum += value;
  }).observe({ type: 'layout-shift', buffered: true });
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  return sum;
}"""
"""Those so far: the browser keeps them for whoever asks afterwards."""


@pytest.mark.parametrize("size", ["phone", "laptop"])
@pytest.mark.parametrize("path", ["/", "/mira", "/escribe", "/aprende", "/mapa"])
def test_a_page_does_not_shift_while_it_fills_in(
    visit: Visits, path: str, size: str
) -> None:
    page = visit(path, size=size, fresh=True)
    page.wait_for_load_state("networkidle")
    expect(page.locator("ct-app > main")).to_be_visible()
    assert page.evaluate(SHIFTS) <= SHIFT_MAX
