"""Students who type lines of SMTP, each in a lab of their own, once a second.

    python -m bench.rooms.writers PORT COUNT NAME

NAME is that of the server in `bench.rooms.servers`. Says `seated` once all have a
session open. A line SECONDS has them type for so long; then it says how long each line
waited for its answer, in ms (JSON).
"""

import json
import selectors
import sys
import time
import urllib.request

from bench.rooms.seats import Seat

TELNET: dict[str, object] = {
    "act": "open",
    "host": "pc-ana",
    "target": "sur",
    "port": 25,
}
LINE: dict[str, object] = {"act": "line", "text": "NOOP"}


class Writer:
    """One of them. `asked`: requests so far; `since`: when the last was made."""

    def __init__(self, port: int, visits: bool) -> None:
        self.asked, self.since = 1_000, 0.0
        self._lab = ""
        cookie = self._visit(port) if visits else ""
        self.seat = Seat(port, cookie)
        self.seat.say(b"40")
        self.seat.until(b"40")
        self.ask("watch", {"from": 0})
        self.seat.until(self.answer)
        self.ask("act", {"act": TELNET})
        self.seat.until(self.answer)

    def _visit(self, port: int) -> str:
        """The cookie that the first page gives."""
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as page:
            _, _, rest = page.read().decode().partition('id="boot">')
            self._lab = json.loads(rest.partition("</script>")[0])["lab"]
            return str(page.headers["Set-Cookie"]).partition(";")[0]

    def ask(self, name: str, message: dict[str, object]) -> None:
        """A request."""
        self.asked += 1
        self.since = time.monotonic()
        full = json.dumps([name, {"lab": self._lab, **message}])
        self.seat.say(f"42{self.asked}{full}".encode())

    @property
    def answer(self) -> bytes:
        """How the answer to the last request begins."""
        return f"43{self.asked}".encode()


class Class:
    """All of them."""

    def __init__(self, port: int, count: int, visits: bool) -> None:
        self._selector = selectors.DefaultSelector()
        self._writers = [Writer(port, visits) for _ in range(count)]
        for writer in self._writers:
            self._selector.register(writer.seat.sock, selectors.EVENT_READ, writer)

    def type(self, seconds: float) -> list[float]:
        """Each types once a second, at a moment of their own."""
        start, count = time.monotonic(), len(self._writers)
        lines, sent = int(seconds * count), 0
        waits: list[float] = []
        while len(waits) < lines:
            now = time.monotonic()
            while sent < lines and start + sent / count <= now:
                self._writers[sent % count].ask("act", {"act": LINE})
                sent += 1
            due = start + sent / count - now if sent < lines else 1.0
            for key, _ in self._selector.select(max(0.0, due)):
                waits += self._heard(key.data)
        return waits

    def _heard(self, writer: Writer) -> list[float]:
        found = []
        for message in writer.seat.messages():
            if message == b"2":
                writer.seat.say(b"3")
            elif message.startswith(writer.answer):
                found.append((time.monotonic() - writer.since) * 1e3)
        return found

    def serve(self) -> None:
        """Answer lines until there are no more."""
        print("seated", flush=True)
        for line in sys.stdin:
            print(json.dumps(self.type(float(line))), flush=True)


if __name__ == "__main__":
    port, count, name = sys.argv[1:]
    Class(int(port), int(count), name == "cartero").serve()
