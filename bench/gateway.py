"""The gateway against aiosmtpd: the same smtplib client, 1 KiB messages, one machine.

The gateway carries each message through the simulated network with its whole journal
on, and files it in a mailbox; aiosmtpd throws it away. Nobody watches, so nothing is
narrated. Ratios are of the time a message takes: below 1 the gateway is faster.

Both servers run all the while and are measured by turns, A B B A, in short rounds; the
median of the rounds' ratios counts. The seconds on the clock hold the client and
whatever else the machine does; the seconds of processor are the server's alone.
"""

import statistics
import subprocess
import sys
from typing import NamedTuple

from bench.labs import FOLDER
from bench.mail_servers.server_process import Served
from bench.measure import Result

ROUNDS = 10
RATIO_MAX = 1.0
AIM = 1 / 1.5
"""Of 50 connections: half as many messages again in the same time."""

ONE, MANY = (1, 600), (50, 12)
"""Connections, and messages of each."""

WARMS_UP = (1, 300)

IDLE = 200
IDLE_KB_MAX = 100


class Cost(NamedTuple):
    """Microseconds that a message takes: on the clock, and of the server's
    processor."""

    clock_us: float
    processor_us: float


def cost(server: Served, load: tuple[int, int]) -> Cost:
    """Of `load`, sent by smtplib clients in another process."""
    before = server.processor_s()
    said = subprocess.run(
        [
            *(sys.executable, "-m", "bench.mail_servers.clients"),
            *map(str, (server.ports["smtp"], *load)),
        ],
        cwd=FOLDER.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    used = server.processor_s() - before
    messages = load[0] * load[1]
    return Cost(float(said.stdout) * 1e6 / messages, used * 1e6 / messages)


def by_turns(load: tuple[int, int]) -> list[tuple[Cost, Cost]]:
    """What a message costs the gateway and aiosmtpd, round by round."""
    pairs = []
    with Served("gateway") as ours, Served("aiosmtpd") as theirs:
        for server in (ours, theirs):
            cost(server, WARMS_UP)
        for turn in range(ROUNDS):
            if turn % 2:
                other = cost(theirs, load)
                pairs.append((cost(ours, load), other))
            else:
                pairs.append((cost(ours, load), cost(theirs, load)))
    return pairs


def compared(name: str, pairs: list[tuple[Cost, Cost]]) -> list[Result]:
    """A row for the clock, which is the target, and one for the processor."""
    rows = []
    for field, what, target in (
        ("clock_us", "time of a message", RATIO_MAX),
        ("processor_us", "the server's processor for a message", None),
    ):
        values = [(getattr(a, field), getattr(b, field)) for a, b in pairs]
        ratios = sorted(a / b for a, b in values)
        ours, theirs = (statistics.median(c) for c in zip(*values, strict=True))
        more = (
            f"{ours:.0f} against {theirs:.0f} µs; "
            f"rounds from {ratios[0]:.2f} to {ratios[-1]:.2f}"
        )
        ratio = statistics.median(ratios)
        if target is not None and name == "50 connections":
            more += f"; the aim is {AIM:.2f}"
        title = f"gateway, {name}: {what} against aiosmtpd"
        rows.append(Result(title, ratio, "×", target, more))
    return rows


def idle_kb() -> float:
    """Resident memory of one idle connection, in kB."""
    import socket

    with Served("gateway") as server:
        address = ("127.0.0.1", server.ports["smtp"])

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
        rows += compared(name, by_turns(load))
    what = f"gateway, memory of each of {IDLE} idle connections"
    rows.append(Result(what, idle_kb(), "kB", IDLE_KB_MAX))
    return rows


if __name__ == "__main__":
    for result in results():
        print(result.row())
