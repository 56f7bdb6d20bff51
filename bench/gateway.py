"""The gateway against aiosmtpd: the same smtplib client, 1 KiB messages, one machine.

The gateway carries each message through the simulated network with its whole journal
on; aiosmtpd throws it away. Nobody watches, so nothing is narrated. Ratios are of the
time a message takes, within one run and by turns: below 1 the gateway is faster.
"""

import subprocess
import sys
from contextlib import AbstractContextManager
from typing import Any

from bench.labs import FOLDER
from bench.measure import Result

ROUNDS = 3
RATIO_MAX = 1.0
ONE, MANY = (1, 400), (50, 12)
"""Connections, and messages of each."""

IDLE = 200
IDLE_KB_MAX = 100


class Served(AbstractContextManager["Served"]):
    """A server of `bench.servers` in a process of its own."""

    def __init__(self, name: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.servers", name],
            cwd=FOLDER.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.port = int(self._line())

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def memory_mb(self) -> float:
        """Its resident memory now."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return float(self._line())

    def __exit__(self, *_: Any) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.terminate()
        self._process.wait()


def per_second(server: Served, connections: int, messages: int) -> float:
    """Messages per second of smtplib clients in another process."""
    said = subprocess.run(
        [
            *(sys.executable, "-m", "bench.clients"),
            *map(str, (server.port, connections, messages)),
        ],
        cwd=FOLDER.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    return connections * messages / float(said.stdout)


def throughput(load: tuple[int, int]) -> tuple[float, float]:
    """Best messages per second of the gateway and of aiosmtpd, by turns."""
    with Served("gateway") as ours, Served("aiosmtpd") as theirs:
        for server in (ours, theirs):
            per_second(server, 1, 50)
        pairs = [
            (per_second(ours, *load), per_second(theirs, *load)) for _ in range(ROUNDS)
        ]
    return max(a for a, _ in pairs), max(b for _, b in pairs)


def idle_kb() -> float:
    """Resident memory of one idle connection, in kB."""
    import socket

    with Served("gateway") as server:
        address = ("127.0.0.1", server.port)

        def greeted() -> socket.socket:
            sock = socket.create_connection(address, timeout=30)
            sock.recv(512)
            return sock

        first = [greeted() for _ in range(20)]
        before = server.memory_mb()
        rest = [greeted() for _ in range(IDLE)]
        used = server.memory_mb() - before
        for sock in (*first, *rest):
            sock.close()
    return used * 1e3 / IDLE


def results() -> list[Result]:
    rows = []
    for name, load in (("one kept connection", ONE), ("50 connections", MANY)):
        ours, theirs = throughput(load)
        what = f"gateway, {name}: time of a message against aiosmtpd"
        more = f"{ours:.0f} against {theirs:.0f} messages/s"
        rows.append(Result(what, theirs / ours, "x", RATIO_MAX, more))
    kb = idle_kb()
    rows.append(Result("gateway, memory of an idle connection", kb, "kB", IDLE_KB_MAX))
    return rows


if __name__ == "__main__":
    for result in results():
        print(result.row())
