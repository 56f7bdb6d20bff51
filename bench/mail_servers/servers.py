"""The two servers that `bench.gateway` compares, each in a process of its own.

    python -m bench.mail_servers.servers gateway     Cartero: the simulated world
    python -m bench.mail_servers.servers aiosmtpd    aiosmtpd with a sink

Each prints its ports (JSON) and serves until its input ends; the gateway also prints
its resident memory, in MB, whenever it reads a line.
"""

import json
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.idle_labs import resident_mb

if TYPE_CHECKING:
    from simulator.gateway import GatewayConfig, LiveRunner
    from simulator.lab import Lab

SCENARIOS = Path(__file__).resolve().parents[2] / "lessons" / "scenarios"


def gateway() -> None:
    import gc

    import gevent
    from gevent.fileobject import FileObject

    from simulator.gateway import GatewayConfig, Listener, collect_garbage_rarely
    from simulator.gateway.admission import Admission
    from simulator.lab import Lab
    from simulator.scenario import load_scenario

    scenario = load_scenario(SCENARIOS / "pasarela.toml")
    lab = Lab(scenario, 1, live=True)
    lab.open()
    with tempfile.TemporaryDirectory() as folder:
        config = GatewayConfig(
            data=Path(folder),
            ports={"smtp": 0, "pop3": 0, "imap": 0},
            connections_max=1_000,
            connections_each=0,
            connections_per_minute=0,
        )
        runner = _runner(lab, config)
        runner.start()
        listener = Listener(runner, scenario, "norte", config, Admission(config))
        collect_garbage_rarely()  # as app.py does
        _say({one.service.name: one.port for one in listener.open()})
        for _ in FileObject(sys.stdin):
            gc.collect()
            print(resident_mb(), flush=True)
        listener.close()
        gevent.sleep(0)


def _runner(lab: "Lab", config: "GatewayConfig") -> "LiveRunner":
    """`lab` by the wall clock, as the server runs its own."""
    from gevent.lock import BoundedSemaphore

    from simulator.gateway import LiveRunner
    from simulator.projections.window import Window
    from simulator.scenario import scenario_view

    turn, began = BoundedSemaphore(1), time.monotonic()
    kept = config.window_events, config.window_octets
    return LiveRunner(
        lab,
        Window(lab.journal, scenario_view(lab.scenario), *kept),
        wall_us=lambda: 1 + int((time.monotonic() - began) * 1e6),
        turn=lambda: turn,
    )


def aiosmtpd() -> None:
    import logging

    from aiosmtpd.controller import Controller
    from aiosmtpd.handlers import Sink

    logging.disable(logging.CRITICAL)
    controller = Controller(Sink(), hostname="127.0.0.1", port=0)
    controller.port = _free_port()
    controller.start()
    _say({"smtp": controller.port})
    threading.Thread(target=sys.stdin.read).start()


def _say(ports: dict[str, int]) -> None:
    print(json.dumps(ports), flush=True)


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    {"gateway": gateway, "aiosmtpd": aiosmtpd}[sys.argv[1]]()
