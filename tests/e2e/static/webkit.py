"""WebKitGTK as Debian brings it, by WebDriver, on a screen that nobody sees.

Playwright drives only a WebKit of its own, which is not in Debian. A command is a path
below its session and JSON, answered by JSON (WebDriver §6).
"""

import json
import os
import shutil
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.e2e.static.firefox import ELEMENT, STARTS_S, UNTIL, WAITS_MS

BROWSERS = Path("/usr/lib").glob("*/webkit2gtk-4.?/MiniBrowser")
WITHOUT_A_SCREEN = {
    "LIBGL_ALWAYS_SOFTWARE": "1",
    "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
}
OPTIONS = "webkitgtk:browserOptions"
SCREEN = ("-screen", "0", "1366x768x24", "-nolisten", "tcp")


def installed() -> Path | None:
    """The browser, if it is here with its driver and a screen."""
    needed = all(map(shutil.which, ("WebKitWebDriver", "Xvfb")))
    return next(BROWSERS, None) if needed else None


@contextmanager
def running(*program: str, **more: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A program, until we are done."""
    process = subprocess.Popen(program, stderr=subprocess.DEVNULL, **more)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


class WebKit:
    """One window, of a visitor who has never been here."""

    def __init__(self, browser: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self._url = f"http://127.0.0.1:{port}/session"
        self._running = ExitStack()
        told, tell = os.pipe()
        shows = ("Xvfb", "-displayfd", str(tell), *SCREEN)
        self._running.enter_context(running(*shows, pass_fds=(tell,)))
        os.close(tell)
        with os.fdopen(told) as shown:
            screen = {"DISPLAY": f":{shown.read().strip()}"}
        environ = {**os.environ, **WITHOUT_A_SCREEN, **screen}
        driver = running("WebKitWebDriver", "-p", str(port), env=environ)
        self._driver = self._running.enter_context(driver)
        self._connected(port)
        started = {"binary": str(browser), "args": ["--automation"]}
        wanted = {"capabilities": {"alwaysMatch": {OPTIONS: started}}}
        self._url += f"/{self._post('', wanted)['sessionId']}"
        self._post("/timeouts", {"script": WAITS_MS, "pageLoad": WAITS_MS})

    def _connected(self, port: int) -> None:
        for _ in range(STARTS_S):
            try:
                return socket.create_connection(("127.0.0.1", port)).close()
            except OSError:
                with suppress(subprocess.TimeoutExpired):
                    self._driver.wait(1)
        raise AssertionError(f"WebKit did not listen: {self._driver.poll()}")

    def _post(self, path: str, told: dict[str, Any]) -> Any:
        asked = urllib.request.Request(
            self._url + path,
            data=json.dumps(told).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(asked, timeout=WAITS_MS / 1000) as answer:
            return json.load(answer)["value"]

    def open(self, address: str) -> None:
        """That page."""
        self._post("/url", {"url": address})

    def reload(self) -> None:
        """The page on show, anew."""
        self._post("/refresh", {})

    def until(self, test: str) -> None:
        """Wait until that JavaScript holds."""
        self._post("/execute/async", {"script": UNTIL, "args": [test]})

    def click(self, selector: str) -> None:
        """With the pointer."""
        self._post(f"/element/{self._found(selector)}/click", {})

    def type(self, selector: str, text: str) -> None:
        """Keys, in the field."""
        self._post(f"/element/{self._found(selector)}/value", {"text": text})

    def _found(self, selector: str) -> str:
        by = {"using": "css selector", "value": selector}
        found: str = self._post("/element", by)[ELEMENT]
        return found

    def close(self) -> None:
        """It ends."""
        ended = urllib.request.Request(self._url, method="DELETE")
        urllib.request.urlopen(ended, timeout=WAITS_MS / 1000).close()
        self._running.close()
