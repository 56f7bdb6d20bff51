"""How long one connection that floods makes somebody else wait, at each door.

The flood goes on for some seconds, as fast as the server takes it; meanwhile another
visitor asks for `/healthz` again and again, on a new connection each time. The worst
answer counts, as for the pupil who got it. A connection that the server closes is made
again at once.
"""

import select
import socket
import threading
import time
import urllib.request
from urllib.parse import urlsplit

from bench.measure import Result, percentile
from simulator.gateway.config import GATEWAY_SERVICES
from tests.web.serving.frames import CONTINUATION, PING, TEXT, frame
from tools.serving import free_port, serving

SECONDS = 3.0
WORST_MS_MAX = 500
BLOB = 65_536
HANDSHAKE = (
    b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)
REQUEST = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"

FLOODS = {
    "nobody floods": ("", b"", b""),
    "a WebSocket, frames of 20 MB": ("web", HANDSHAKE, frame(TEXT, bytes(20_000_000))),
    "a WebSocket, fragments without end": (
        "web",
        HANDSHAKE + frame(TEXT, fin=False),
        frame(CONTINUATION, b"x", fin=False),
    ),
    "a WebSocket, PING": ("web", HANDSHAKE, frame(PING)),
    "a WebSocket, unknown messages": (
        "web",
        HANDSHAKE + frame(TEXT, b"40"),
        frame(TEXT, b'427["nope"]'),
    ),
    "HTTP, pipelined requests": ("web", b"", REQUEST),
    "HTTP, a body without end": (
        "web",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"1\r\nx\r\n",
    ),
    "SMTP, NOOP": ("smtp", b"", b"NOOP\r\n"),
    "POP3, NOOP": ("pop3", b"USER ana\r\nPASS ana-secreta\r\n", b"NOOP\r\n"),
    "IMAP, NOOP": ("imap", b"1 LOGIN ana ana-secreta\r\n", b"a NOOP\r\n"),
}
"""What is said once, and then again and again, at which port."""


class Flood(threading.Thread):
    """Sends `again` to `port` until `over`, and reads whatever is answered."""

    def __init__(self, port: int, once: bytes, again: bytes) -> None:
        super().__init__(daemon=True)
        self.over = False
        self.octets = 0
        self._port = port
        self._once = once
        self._again = again * max(1, BLOB // len(again))

    def run(self) -> None:
        """Until `over`."""
        while not self.over:
            try:
                self._connection()
            except OSError:
                continue

    def _connection(self) -> None:
        with socket.create_connection(("127.0.0.1", self._port)) as sock:
            sock.sendall(self._once)
            sock.setblocking(False)
            rest = memoryview(self._again)
            while not self.over:
                heard, writable, _ = select.select([sock], [sock], [], 0.1)
                if heard and not sock.recv(1 << 20):
                    return
                if writable:
                    sent = sock.send(rest)
                    self.octets += sent
                    rest = rest[sent:] or memoryview(self._again)


def waits_ms(url: str, seconds: float) -> list[float]:
    """How long another visitor waited, each time."""
    found = []
    end = time.perf_counter() + seconds
    while (began := time.perf_counter()) < end:
        urllib.request.urlopen(f"{url}/healthz", timeout=60).close()
        found.append((time.perf_counter() - began) * 1e3)
    return found


def worst(url: str, port: int, once: bytes, again: bytes) -> tuple[float, str]:
    """The longest wait during one flood; and what else is to be said about it."""
    flood = Flood(port, once, again) if again else None
    if flood:
        flood.start()
    waits = waits_ms(url, SECONDS)
    more = f"{percentile(waits, 0.5):.0f} ms usually"
    if flood:
        flood.over = True
        flood.join()
        more += f", {flood.octets / 1e6 / SECONDS:.1f} MB/s taken"
    return max(waits), more


def results() -> list[Result]:
    ports = {service.name: free_port() for service in GATEWAY_SERVICES}
    settings = {each.variable: str(ports[each.name]) for each in GATEWAY_SERVICES}
    rows = []
    with serving(**settings) as url:
        ports["web"] = urlsplit(url).port or 0
        for name, (door, once, again) in FLOODS.items():
            value, more = worst(url, ports.get(door, 0), once, again)
            target = WORST_MS_MAX if again else None
            what = f"worst wait of another visitor: {name}"
            rows.append(Result(what, value, "ms", target, more))
    return rows


if __name__ == "__main__":
    for result in results():
        print(result.row())
