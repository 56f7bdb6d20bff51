"""Students who type lines of SMTP, each in a lab of their own, once a second.

    python -m bench.rooms.writers PORT COUNT NAME

NAME is that of the server in `bench.rooms.servers`, or `ahead`: Cartero's, of pages
that play their lines themselves and tell it. Says `seated` once all have a
session open. A line SECONDS has them type for so long; then it says how long each line
waited for its answer, in ms (JSON). A line `rush LINES` has each of them type so many,
one as soon as the other is answered.
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
PAGE = "a page of theirs"


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
        self.act(TELNET)
        self.seat.until(self.answer)

    def act(self, act: dict[str, object]) -> None:
        """Something is done in the lab; a page tells besides which step it shows."""
        self.ask("place", {"branch": "b1", "seq": self.asked, "until": self.asked})
        self.ask("act", {"act": act})

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


class WriterAhead(Writer):
    """One whose page plays it and tells the server. `told`: acts, so far; -1: it does
    not yet."""

    told = -1

    def act(self, act: dict[str, object]) -> None:
        """It was done in the page."""
        if self.told < 0:
            self.ask("ahead", {"page": PAGE})
            self.seat.until(self.answer)
        self.told += 1
        done = {"name": "act", "asked": {"branch": "b1", "act": act}}
        self.ask("ahead_done", {"page": PAGE, "number": self.told, "done": [done]})


class Class:
    """All of them."""

    def __init__(self, writers: list[Writer]) -> None:
        self._selector = selectors.DefaultSelector()
        self._writers = writers
        for writer in self._writers:
            self._selector.register(writer.seat.sock, selectors.EVENT_READ, writer)
        self._selector.register(sys.stdin, selectors.EVENT_READ)

    def type(self, seconds: float) -> list[float]:
        """Each types once a second, at a moment of their own."""
        start, count = time.monotonic(), len(self._writers)
        lines, sent = int(seconds * count), 0
        waits: list[float] = []
        while len(waits) < lines:
            now = time.monotonic()
            while sent < lines and start + sent / count <= now:
                self._writers[sent % count].act(LINE)
                sent += 1
            due = start + sent / count - now if sent < lines else 1.0
            for writer in self._ready(max(0.0, due)):
                waits += self._heard(writer)
        return waits

    def rush(self, lines: int) -> list[float]:
        """Each types so many, as fast as they are answered."""
        left = dict.fromkeys(self._writers, lines)
        waits: list[float] = []
        for writer in self._writers:
            writer.act(LINE)
        while left:
            for writer in self._ready():
                for wait in self._heard(writer):
                    waits.append(wait)
                    left[writer] -= 1
                    if left[writer]:
                        writer.act(LINE)
                    else:
                        del left[writer]
        return waits

    def _ready(self, wait_s: float | None = None) -> list[Writer]:
        found = [key.data for key, _ in self._selector.select(wait_s)]
        return [writer for writer in found if writer is not None]

    def _heard(self, writer: Writer) -> list[float]:
        found = []
        for message in writer.seat.messages():
            if message == b"2":
                writer.seat.say(b"3")
            elif message.startswith(writer.answer):
                found.append((time.monotonic() - writer.since) * 1e3)
        return found

    def serve(self) -> None:
        """Answer lines until there are no more, and the servers' heartbeats."""
        print("seated", flush=True)
        while line := self._next_line():
            how, _, lines = line.strip().rpartition(" ")
            waits = self.rush(int(lines)) if how == "rush" else self.type(float(lines))
            print(json.dumps(waits), flush=True)

    def _next_line(self) -> str:
        while True:
            for key, _ in self._selector.select():
                if key.data is None:
                    return sys.stdin.readline()
                self._heard(key.data)


if __name__ == "__main__":
    port, count, name = sys.argv[1:]
    one = WriterAhead if name == "ahead" else Writer
    Class([one(int(port), name != "bare") for _ in range(int(count))]).serve()
