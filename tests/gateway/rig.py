"""A whole gateway on free ports, in a thread of its own, with a wall clock that stands
still until a test moves it. Clients are ordinary blocking sockets in the test's thread.
"""

import socket
import ssl
import threading
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import gevent
from gevent.lock import BoundedSemaphore

from simulator.gateway import GatewayConfig, Listener, LiveRunner, ports_from
from simulator.gateway.admission import Admission
from simulator.lab import Lab
from simulator.projections.window import Window
from simulator.scenario import scenario_view
from tests.worlds import scenario

HOST = "127.0.0.1"
PATIENCE_S = 20
FREE_PORTS = dict.fromkeys(ports_from({}), 0)


class Rig:
    """`run` does something in the gateway's thread. `wall_us` is the wall clock."""

    def __init__(self, data: Path, **config: Any) -> None:
        self.config = GatewayConfig(data=data, **{"ports": FREE_PORTS, **config})
        self.wall_us = 1
        self.shown = 0
        self._work: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._live, daemon=True)
        self._thread.start()
        assert self._ready.wait(PATIENCE_S)

    def _live(self) -> None:
        """The gateway's thread: its own hub, until `close`."""
        plan = scenario("pasarela")
        if not self.config.plaintext_login:
            plan = plan.without_plaintext_login("norte")
        self.lab = Lab(plan, 1, live=True)
        self.lab.open()
        view = scenario_view(plan)
        config = self.config
        self.window = Window(
            self.lab.journal, view, config.window_events, config.window_octets
        )
        turn = BoundedSemaphore(1)
        self.runner = LiveRunner(
            self.lab,
            self.window,
            wall_us=lambda: self.wall_us,
            turn=lambda: turn,
            shown=self._count,
        )
        admission = Admission(config, lambda: self.wall_us / 1_000_000)
        self.listener = Listener(self.runner, plan, "norte", config, admission)
        self.opened = self.listener.open()
        self.ports = {o.service.name: o.port for o in self.opened if not o.reason}
        hub = gevent.get_hub()
        self._wake = hub.loop.async_()
        self._wake.start(lambda: gevent.spawn(self._do_work))
        self._over = gevent.event.Event()
        self._ready.set()
        self._over.wait()

    def _count(self) -> None:
        self.shown += 1

    def _do_work(self) -> None:
        while not self._work.empty():
            self._work.get()()

    def run(self, do: Callable[[], Any]) -> Any:
        """`do()` in the gateway's thread; what it gives or raises."""
        done = threading.Event()
        box: dict[str, Any] = {}

        def work() -> None:
            try:
                box["value"] = do()
            except Exception as error:
                box["error"] = error
            finally:
                done.set()

        self._work.put(work)
        self._wake.send()
        assert done.wait(PATIENCE_S), "the gateway does not answer"
        if "error" in box:
            raise box["error"]
        return box.get("value")

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something is so, in the gateway's thread."""

        def watch() -> None:
            with gevent.Timeout(PATIENCE_S):
                while not holds():
                    gevent.sleep(0.001)

        self.run(watch)

    def pass_s(self, seconds: float) -> None:
        """The wall clock goes on, and what waited happens."""
        self.wall_us += int(seconds * 1_000_000)
        self.run(self.runner.follow)

    def empty(self) -> None:
        """Wait until everybody has left."""
        self.until(lambda: len(self.listener) == 0)

    def facts(self, kind: type) -> list[Any]:
        """All facts of that kind so far."""
        events = self.run(lambda: list(self.lab.journal))
        return [event.fact for event in events if isinstance(event.fact, kind)]

    def connect(self, service: str = "smtp") -> "Client":
        return Client(self.ports[service])

    def close(self) -> None:
        self.run(self.listener.close)
        self._over.set()
        self._thread.join(PATIENCE_S)


class Client:
    """A blocking socket that speaks lines."""

    def __init__(self, port: int) -> None:
        self.sock = socket.create_connection((HOST, port), timeout=PATIENCE_S)
        self.file = self.sock.makefile("rb")

    def line(self) -> str:
        """The next line, without CRLF; "" at the end."""
        return self.file.readline().decode().removesuffix("\r\n")

    def reply(self) -> str:
        """The last line of an SMTP reply."""
        while True:
            line = self.line()
            if line[3:4] != "-":
                return line

    def secure(self, data: Path) -> None:
        """Begin TLS, with the gateway's certificate in that folder."""
        context = ssl.create_default_context(cafile=str(data / "gateway-cert.pem"))
        self.file.close()
        self.sock = context.wrap_socket(self.sock, server_hostname=HOST)
        self.file = self.sock.makefile("rb")

    def send(self, text: str) -> None:
        self.sock.sendall(text.encode("latin-1"))

    def ask(self, text: str) -> str:
        """Send a line; the reply."""
        self.send(f"{text}\r\n")
        return self.reply()

    def rest(self) -> bytes:
        """Everything up to the end."""
        return self.file.read()

    def close(self) -> None:
        self.file.close()
        self.sock.close()
