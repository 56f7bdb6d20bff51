"""Firefox as Debian brings it, by Marionette, the remote protocol it has built in.

Playwright drives only a Firefox of its own, which is not in Debian. A message is its
length, a colon, and JSON: `[0, id, command, parameters]`, answered by
`[1, id, error, value]`.
"""

import json
import shutil
import socket
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

STARTS_S = 120
WAITS_MS = 180_000
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""The name of an element's id (WebDriver §12.1)."""

UNTIL = """const [test, done] = arguments;
const holds = new Function(`return ${test}`);
const look = () => holds() && (watch.disconnect(), done(true));
const watch = new MutationObserver(look);
watch.observe(document, { subtree: true, childList: true, characterData: true });
look();"""


def installed() -> str | None:
    """The program, if there is one."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


class Firefox:
    """One window, of a visitor who has never been here."""

    def __init__(self, program: str) -> None:
        self._profile = tempfile.TemporaryDirectory()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        prefs = {"marionette.port": port, "intl.accept_languages": "es-ES"}
        told = (
            f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in prefs.items()
        )
        (Path(self._profile.name) / "user.js").write_text("\n".join(told))
        self._process = subprocess.Popen(
            [program, "--headless", "--marionette", "--profile", self._profile.name],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._socket = self._connected(port)
        self._count = 0
        self._read()
        self.ask("WebDriver:NewSession")
        self.ask("WebDriver:SetTimeouts", script=WAITS_MS, pageLoad=WAITS_MS)

    def _connected(self, port: int) -> socket.socket:
        for _ in range(STARTS_S):
            try:
                return socket.create_connection(("127.0.0.1", port), WAITS_MS / 1000)
            except OSError:
                with suppress(subprocess.TimeoutExpired):
                    self._process.wait(1)
        raise AssertionError(f"Firefox did not listen: {self._process.poll()}")

    def _read(self) -> Any:
        head = b""
        while not head.endswith(b":"):
            head += self._socket.recv(1)
        body, size = b"", int(head[:-1])
        while len(body) < size:
            body += self._socket.recv(size - len(body))
        return json.loads(body)

    def ask(self, command: str, **parameters: object) -> Any:
        """What it answers."""
        self._count += 1
        told = json.dumps([0, self._count, command, parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(told), told))
        _, _, error, value = self._read()
        assert error is None, error
        return value

    def open(self, address: str) -> None:
        """That page."""
        self.ask("WebDriver:Navigate", url=address)

    def reload(self) -> None:
        """The page on show, anew."""
        self.ask("WebDriver:Refresh")

    def until(self, test: str) -> None:
        """Wait until that JavaScript holds."""
        self.ask("WebDriver:ExecuteAsyncScript", script=UNTIL, args=[test])

    def click(self, selector: str) -> None:
        """With the pointer."""
        self.ask("WebDriver:ElementClick", id=self._found(selector))

    def type(self, selector: str, text: str) -> None:
        """Keys, in the field."""
        self.ask("WebDriver:ElementSendKeys", id=self._found(selector), text=text)

    def _found(self, selector: str) -> str:
        by = {"using": "css selector", "value": selector}
        found: str = self.ask("WebDriver:FindElement", **by)["value"][ELEMENT]
        return found

    def close(self) -> None:
        """It ends."""
        self._socket.close()
        self._process.kill()
        self._process.wait()
        self._profile.cleanup()
