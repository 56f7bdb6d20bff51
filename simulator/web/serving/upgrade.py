"""From a request for HTTP to a WebSocket, and from there to Engine.IO.

The handshake is wsproto's (RFC 6455 §4.2). It is answered when the library that speaks
Engine.IO wants the connection: whom it refuses gets an ordinary answer.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from types import MethodType
from typing import Any, cast

from engineio.exceptions import EngineIOError
from engineio.packet import Packet
from engineio.socket import Socket
from flask_socketio import SocketIO
from h11 import LocalProtocolError
from wsproto.connection import ConnectionType
from wsproto.events import AcceptConnection, RejectConnection
from wsproto.frame_protocol import CloseReason
from wsproto.handshake import H11Handshake
from wsproto.utilities import RemoteProtocolError

from simulator.web.serving.websocket import WebSocket, text_frame

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


class Outbox:
    """Stands where python-engineio keeps a queue of packets for a browser, which a
    greenlet would take out one by one: what is put here is on its way at once."""

    __slots__ = ("_early", "_send", "_websocket")

    def __init__(self) -> None:
        self._websocket: WebSocket | None = None
        self._send: Callable[[bytes], None]
        self._early: list[Packet | None] = []

    def open(self, websocket: WebSocket) -> None:
        """From now on packets go there; first those that came too early."""
        self._websocket = websocket
        self._send = websocket.send
        for packet in self._early:
            self.put(packet)

    def put(self, packet: Packet | None) -> None:
        """Send it; None: close, after all that was sent."""
        if self._websocket is None:
            self._early.append(packet)
        elif packet is None:
            self._websocket.close()
        else:
            self._send(frame_of(packet))

    def join(self) -> None:
        """Nothing is kept here that could be waited for."""


@lru_cache(maxsize=1)
def frame_of(packet: Packet) -> bytes:
    """The frame of a packet: one for all who get it, one after the other."""
    return text_frame(packet.encode())


def next_packet(websocket: WebSocket) -> Packet | None:
    """The next packet, or None after the last."""
    text = websocket.receive()
    if text is not None and PACKET.match(text):
        return Packet(encoded_packet=text)
    websocket.close(CloseReason.POLICY_VIOLATION)
    return None


class EngineUpgrade:
    """The application that python-engineio asks for a WebSocket for `engine_socket`."""

    def __init__(self, octets_max: int, engine_socket: Socket) -> None:
        self._octets_max = octets_max
        self._socket = engine_socket

    def __call__(self, environ: dict[str, Any], _: object) -> Iterable[bytes]:
        """Serve as long as the connection lives; nothing is left to answer then."""
        upgrade: Upgrade = environ[UPGRADE]
        websocket = upgrade(self._octets_max)
        engine = self._socket
        engine.connected = engine.upgraded = True
        engine.queue.open(websocket)
        try:
            while (packet := next_packet(websocket)) is not None:
                engine.receive(packet)
        except (EngineIOError, ValueError):
            websocket.close(CloseReason.POLICY_VIOLATION)
        finally:
            engine.close(
                wait=False, abort=True, reason=engine.server.reason.TRANSPORT_CLOSE
            )
            websocket.finish()
        return []


def speak_over_websockets(socketio: SocketIO, octets_max: int) -> None:
    """Let Socket.IO use our WebSockets instead of a library's."""
    engine = socketio.server.eio

    def driver(serve: MethodType, _server: object) -> EngineUpgrade:
        return EngineUpgrade(octets_max, cast(Socket, serve.__self__))

    def send_packet(connection: str, packet: Packet) -> None:
        engine_socket = engine.sockets.get(connection)
        if engine_socket is not None and not engine_socket.closed:
            engine_socket.queue.put(packet)

    engine._async = {**engine._async, "websocket": driver, "queue": Outbox}
    engine.send_packet = send_packet
