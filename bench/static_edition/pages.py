"""What a page says of itself, and a machine four times slower for it.

The page's process stands still three quarters of the time, since the browser's own
brake does not reach workers; in turns so short that what is measured lasts longer.
"""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page

STOPPED_S, RUNNING_S = 0.003, 0.001


def marked(page: Page, name: str) -> float:
    """When the page said so, ms after it was opened."""
    page.wait_for_function(f"() => performance.getEntriesByName('{name}').length")
    return float(page.evaluate(f"performance.getEntriesByName('{name}')[0].startTime"))


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
