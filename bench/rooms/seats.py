"""Browsers without a page: bare sockets that read WebSockets as fast as they can.

    python -m bench.rooms.seats PORT COUNT

Says `seated` once all are. A line `COUNT` has it wait for so many pieces of news at
every seat; then it says when each came to the last seat, in ms since it was sent (JSON,
in order). It answers the heartbeat of Engine.IO meanwhile.
"""

import json
import re
import selectors
import socket
import sys
import time

from tests.web.serving.frames import TEXT, frame, taken_apart

HANDSHAKE = (
    b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    b"Origin: http://127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36\r\n"
    b"Accept-Encoding: gzip, deflate, br\r\nAccept-Language: es-ES,es;q=0.9\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    b"Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
)
SENT_AT = re.compile(rb'"lab":"([0-9.]+)"')
PATIENCE_S = 120


class Seat:
    """One of them. `cookie`: of a visitor, as HTTP says it."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self.sock = socket.create_connection(("127.0.0.1", port), PATIENCE_S)
        self._octets = b""
        said = f"Cookie: {cookie}\r\n" if cookie else ""
        self.sock.sendall(HANDSHAKE + f"{said}\r\n".encode())
        while b"\r\n\r\n" not in self._octets:
            self._octets += self.sock.recv(65_536)
        self._octets = self._octets.partition(b"\r\n\r\n")[2]

    def say(self, text: bytes) -> None:
        """A message."""
        self.sock.sendall(frame(TEXT, text))

    def messages(self) -> list[bytes]:
        """Those that came, once some octets do."""
        heard = self.sock.recv(65_536)
        if not heard:
            raise ConnectionError("closed by the server")
        frames, self._octets = taken_apart(self._octets + heard)
        return [payload for _, payload in frames]

    def until(self, start: bytes) -> bytes:
        """The first message that begins so."""
        while True:
            for message in self.messages():
                if message.startswith(start):
                    return message


class Seats:
    """All of them, and what they heard."""

    def __init__(self, port: int, count: int) -> None:
        self._selector = selectors.DefaultSelector()
        self._count = count
        for _ in range(count):
            seat = Seat(port)
            seat.say(b"40")
            seat.until(b"40")
            seat.say(b'42["sit"]')
            self._selector.register(seat.sock, selectors.EVENT_READ, seat)
        self._selector.register(sys.stdin, selectors.EVENT_READ)

    def last_ms(self, pieces: int) -> list[float]:
        """When each piece of news came to the last of them."""
        last: dict[float, float] = {}
        missing = pieces * self._count
        while missing:
            for seat in self._ready():
                for message in seat.messages():
                    now = time.monotonic()
                    if message == b"2":
                        seat.say(b"3")
                    elif said := SENT_AT.search(message):
                        sent = float(said[1])
                        last[sent] = (now - sent) * 1e3
                        missing -= 1
        return [last[sent] for sent in sorted(last)]

    def _ready(self) -> list[Seat]:
        found = [key.data for key, _ in self._selector.select()]
        return [seat for seat in found if seat is not None]

    def serve(self) -> None:
        """Answer lines until there are no more."""
        print("seated", flush=True)
        while True:
            for key, _ in self._selector.select():
                if key.data is None:
                    line = sys.stdin.readline()
                    if not line:
                        return
                    print("listening", flush=True)
                    print(json.dumps(self.last_ms(int(line))), flush=True)
                else:
                    for message in key.data.messages():
                        if message == b"2":
                            key.data.say(b"3")


if __name__ == "__main__":
    Seats(*map(int, sys.argv[1:])).serve()
