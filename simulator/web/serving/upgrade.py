"""From a request for HTTP to a WebSocket, and from there to Engine.IO.

The handshake is wsproto's (RFC 6455 §4.2). It is answered when the library that speaks
Engine.IO wants the connection: whom it refuses gets an ordinary answer.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from flask_socketio import SocketIO
from h11 import LocalProtocolError
from wsproto.connection import ConnectionType
from wsproto.events import AcceptConnection, RejectConnection
from wsproto.frame_protocol import CloseReason
from wsproto.handshake import H11Handshake
from wsproto.utilities import RemoteProtocolError

from simulator.web.serving.websocket import WebSocket

UPGRADE = "cartero.upgrade"
"""In the environment of a request: what makes a WebSocket of its connection, given the
octets that a message may have."""

Upgrade = Callable[[int], WebSocket]
Headers = list[tuple[str, str]]
PACKET = re.compile(r"4[0-9]|[13]\Z")
"""A message of Socket.IO, or Engine.IO's CLOSE or PONG. Anything else the libraries
would try to decode first."""


class HandshakeRefused(Exception):
    """`status` and `headers`: what to answer."""

    def __init__(self, status: str, headers: Headers) -> None:
        super().__init__(status)
        self.status = status
        self.headers = headers


def accepted(version: str, method: str, headers: Headers) -> bytes:
    """The octets that agree to a WebSocket. Raises HandshakeRefused."""
    handshake = H11Handshake(ConnectionType.SERVER)
    octets = [
        (name.encode("latin-1"), value.encode("latin-1")) for name, value in headers
    ]
    try:
        if version != "HTTP/1.1" or method != "GET":
            raise ValueError(method)
        handshake.initiate_upgrade_connection(octets, "/")
        return handshake.send(AcceptConnection())
    except RemoteProtocolError as error:
        hint = error.event_hint
        more = hint.headers if isinstance(hint, RejectConnection) else []
        said = [(name.decode("ascii"), value.decode("ascii")) for name, value in more]
        status = "426 Upgrade Required" if more else "400 Bad Request"
        raise HandshakeRefused(status, said) from None
    except (LocalProtocolError, ValueError):
        raise HandshakeRefused("400 Bad Request", []) from None


class EngineConnection(NamedTuple):
    """A WebSocket as python-engineio wants one."""

    websocket: WebSocket

    def send(self, text: str) -> None:
        """One packet. Raises OSError."""
        self.websocket.send(text)

    def wait(self) -> str | None:
        """The next packet, or None after the last."""
        text = self.websocket.receive()
        if text is None or PACKET.match(text):
            return text
        self.websocket.close(CloseReason.POLICY_VIOLATION)
        return None

    def close(self) -> None:
        """No more packets."""
        self.websocket.close()


class EngineUpgrade:
    """The application that python-engineio asks for a WebSocket."""

    def __init__(
        self,
        octets_max: int,
        serve: Callable[[EngineConnection], object],
        _server: object,
    ) -> None:
        self._octets_max = octets_max
        self._serve = serve

    def __call__(self, environ: dict[str, Any], _: object) -> Iterable[bytes]:
        """Serve as long as the connection lives; nothing is left to answer then."""
        upgrade: Upgrade = environ[UPGRADE]
        websocket = upgrade(self._octets_max)
        try:
            self._serve(EngineConnection(websocket))
        finally:
            websocket.finish()
        return []


def speak_over_websockets(socketio: SocketIO, octets_max: int) -> None:
    """Let Socket.IO use our WebSockets instead of a library's."""
    engine = socketio.server.eio

    def driver(
        serve: Callable[[EngineConnection], object], server: object
    ) -> EngineUpgrade:
        return EngineUpgrade(octets_max, serve, server)

    engine._async = {**engine._async, "websocket": driver}
