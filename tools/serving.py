"""Serve Cartero for a while, for whoever drives the page: benches, screenshot, tests.

The server is a process of its own, as for a person, on a free port of this machine.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from random import randrange

from tools.run import ROOT

READY_S = 30
STOP_S = 10
CHOSEN_PORTS = 20_000, 32_768
"""Below the ephemeral ports of Linux (`ip_local_port_range`), macOS and Windows."""


def free_port() -> int:
    """A port of the loopback address that nobody listens on now; none of those that a
    system gives to whoever asks for any, so nobody is given it before it is used."""
    while True:
        port = randrange(*CHOSEN_PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def is_ready(url: str, process: "subprocess.Popen[str]", wait_s: float) -> bool:
    """Whether `/healthz` answers within `wait_s`, while the process lives."""
    deadline = time.monotonic() + wait_s
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/healthz", timeout=5).close()
        except OSError:
            time.sleep(0.05)
        else:
            return True
    return False


@contextmanager
def serving(**settings: str) -> Iterator[str]:
    """The address of a running Cartero. `settings`: environment variables.

    Raises RuntimeError, with what the server said, when it does not start.
    """
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as data, tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "app.py")],
            cwd=ROOT,
            env={
                **os.environ,
                "CARTERO_HOST": "127.0.0.1",
                "CARTERO_PORT": str(port),
                "CARTERO_DATA": data,
                **settings,
            },
            stdout=log,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            if not is_ready(url, process, READY_S):
                log.seek(0)
                raise RuntimeError(f"The server did not start:\n{log.read()}")
            yield url
        finally:
            process.terminate()
            process.wait(STOP_S)
