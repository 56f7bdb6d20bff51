"""The two servers that `bench.rooms` compares, each in a process of its own.

    python -m bench.rooms.servers cartero     its whole server, with a room for all
    python -m bench.rooms.servers bare        websockets' broadcast, over uvloop

Each prints its port. A line `COUNT SECONDS` has it send so many pieces of news to
everybody, so many seconds apart; it says `sent` afterwards. In each stands when it was
sent (`time.monotonic()`, one clock for all processes).
"""

import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

from bench.labs import YARDSTICK

ROOM = "bench"
EVENT = YARDSTICK.read_text("utf-8").splitlines()[40]


def news() -> str:
    """A `journal` message of one event, as its place in the array of Socket.IO."""
    return (
        f'{{"lab":"{time.monotonic():.6f}","branch":"main","from":1,'
        f'"events":[{EVENT}],"total":2,"rest":true}}'
    )


def asked(line: str) -> tuple[int, float]:
    """How many, and how far apart."""
    count, seconds = line.split()
    return int(count), float(seconds)


def cartero() -> None:
    from gevent import monkey

    monkey.patch_all()
    import gevent
    import msgspec
    from flask import request
    from gevent.fileobject import FileObject

    from app import Wiring, config_from, create_app, serve
    from simulator.gateway import GATEWAY_SERVICES
    from simulator.web import SocketRooms

    closed = {service.variable: "0" for service in GATEWAY_SERVICES}
    with tempfile.TemporaryDirectory() as data:
        environ = {"CARTERO_PORT": "0", "CARTERO_DATA": data, **closed}
        application = create_app(config_from(environ, []))
        wiring: Wiring = application.extensions["cartero"]
        rooms = SocketRooms(wiring.socketio)

        def sit(*_: object) -> None:
            rooms.enter(request.sid, ROOM)  # type: ignore[attr-defined]

        wiring.socketio.on_event("sit", sit)
        gevent.spawn(serve, application)
        for line in FileObject(sys.stdin):
            count, seconds = asked(line)
            for _ in range(count):
                said = msgspec.Raw(news().encode())
                rooms.send(ROOM, "journal", said)  # type: ignore[arg-type]
                gevent.sleep(seconds)
            print("sent", flush=True)


def bare() -> None:
    import asyncio

    import uvloop
    from websockets.asyncio.server import ServerConnection, broadcast, serve
    from websockets.exceptions import ConnectionClosed

    everybody: set[ServerConnection] = set()

    async def sit(connection: ServerConnection) -> None:
        everybody.add(connection)
        with suppress(ConnectionClosed):
            async for said in connection:
                await connection.send(str(said).replace("42", "43", 1))

    async def main() -> None:
        never: dict[str, Any] = {"compression": None, "ping_interval": None}
        async with serve(sit, "127.0.0.1", 0, **never) as server:
            port = next(iter(server.sockets)).getsockname()[1]
            print(f"http://127.0.0.1:{port}", flush=True)
            async for line in lines():
                count, seconds = asked(line)
                for _ in range(count):
                    broadcast(everybody, f'42["journal",{news()}]')
                    await asyncio.sleep(seconds)
                print("sent", flush=True)

    async def lines() -> AsyncIterator[str]:
        while line := await asyncio.to_thread(sys.stdin.readline):
            yield line

    uvloop.run(main())


if __name__ == "__main__":
    {"cartero": cartero, "bare": bare}[sys.argv[1]]()
