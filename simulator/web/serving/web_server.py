"""A web server that says when it is full, instead of leaving people waiting.

Each connection is a file descriptor. Who comes when too many are open gets a 503 (RFC
9110 §15.6.4) with words in it; and one network address never gets all there are.
"""

from collections import Counter
from contextlib import suppress
from typing import Any

from gevent import Timeout, socket
from gevent.pywsgi import WSGIServer

from simulator.web.serving.http_handler import HttpHandler

HEARD_S = 0.5
"""So long a refused client's request is waited for: closing before it was read would
make the system reset the connection, words and all."""

TOO_MANY = (
    "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 60\r\n"
    "Content-Type: text/plain; charset=utf-8\r\nContent-Length: {length}\r\n\r\n"
)


class WebServer(WSGIServer):
    """`connections_max` at once, half of them from one address; `full`: the words for
    who comes then."""

    def __init__(
        self,
        listener: object,
        application: object,
        connections_max: int,
        full: str,
        **options: Any,
    ) -> None:
        options.setdefault("handler_class", HttpHandler)
        super().__init__(listener, application, **options)
        self._most = connections_max
        self._most_each = max(1, connections_max // 2)
        self._open: Counter[str] = Counter()
        body = full.encode()
        self._refusal = TOO_MANY.format(length=len(body)).encode() + body

    def handle(self, sock: socket.socket, address: tuple[Any, ...]) -> None:
        """One connection, as long as it lives."""
        client = str(address[0])
        if self._open[client] >= self._most_each or self._open.total() >= self._most:
            self._refuse(sock)
            return
        self._open[client] += 1
        try:
            super().handle(sock, address)
        finally:
            self._open[client] -= 1
            if not self._open[client]:
                del self._open[client]

    def _refuse(self, sock: socket.socket) -> None:
        with suppress(OSError), Timeout(HEARD_S, False):
            sock.sendall(self._refusal)
            sock.shutdown(socket.SHUT_WR)
            while sock.recv(65_536):
                continue
        sock.close()
