"""The true nslookup and dig against our name server, and ours beside them.

Real sockets on loopback, which is why this is no test of an engine: BIND's programs
must read what our server says, and print what ours print. Without them it is skipped.
"""

import re
import shutil
import socket
import subprocess
import threading

import pytest

from simulator.protocols.dns import NameServer
from simulator.protocols.dns.server import wire
from tests.agents.dns_world import ELSEWHERE, ZONES, printed, world
from tests.protocols.dns.zones import broken_zone, zone

pytestmark = pytest.mark.skipif(
    not (shutil.which("dig") and shutil.which("nslookup")), reason="no BIND programs"
)

COMMANDS = [
    "nslookup -type=mx sur.example",
    "nslookup mx1.sur.example",
    "nslookup correo.apodo.example",
    "nslookup sur.example",
    "nslookup x.sur.example",
    "nslookup -type=mx x.sur.example",
    "nslookup -type=mx rota.example",
    "nslookup -type=mx nulo.example",
    "nslookup -type=srv _pop3._tcp.solo-a.example",
    "nslookup -type=soa sur.example",
    "nslookup -type=ns sur.example",
    "nslookup -type=txt nada.example",
    "nslookup -type=mx grande.example",
    "nslookup 203.0.113.11",
    "nslookup a..b",
    "dig sur.example MX",
    "dig SUR.example",
    "dig x.sur.example MX",
    "dig rota.example MX",
    "dig correo.apodo.example",
    "dig grande.example MX",
    "dig +noedns grande.example MX",
    "dig +tcp sur.example MX",
    "dig +short sur.example MX",
    "dig +short correo.apodo.example A",
    "dig -x 203.0.113.11",
    "dig -t txt nada.example",
    "dig",
]


class Served:
    """Our name server behind real sockets."""

    def __init__(self):
        zones = [zone(name, text) for name, text in (ZONES | ELSEWHERE).items()]
        self.engine = NameServer((*zones, broken_zone("rota.example")), recursive=True)
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.port = self.tcp.getsockname()[1]
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", self.port))
        for serve in (self.serve_udp, self.serve_tcp):
            threading.Thread(target=serve, daemon=True).start()

    def answer(self, data: bytes, transport: str) -> bytes:
        decision = self.engine.decide(data)
        return wire(decision.query, decision.response, transport)

    def serve_udp(self):
        while True:
            try:
                data, address = self.udp.recvfrom(65_535)
            except OSError:
                return
            self.udp.sendto(self.answer(data, "udp"), address)

    def serve_tcp(self):
        while True:
            try:
                conn, _ = self.tcp.accept()
            except OSError:
                return
            with conn, conn.makefile("rb") as octets:
                while len(head := octets.read(2)) == 2:
                    data = octets.read(int.from_bytes(head, "big"))
                    reply = self.answer(data, "tcp")
                    conn.sendall(len(reply).to_bytes(2, "big") + reply)

    def close(self):
        for each in (self.udp, self.tcp):
            each.close()


@pytest.fixture(scope="module")
def served():
    server = Served()
    yield server
    server.close()


def theirs(command: str, port: int) -> list[str]:
    """What the true program prints, asking our server."""
    program, *rest = command.split()
    if program == "nslookup":
        words = [program, f"-port={port}", *rest, "127.0.0.1"]
    else:
        words = [program, "-p", str(port), "+nocookie", "@127.0.0.1", *rest]
    done = subprocess.run(words, capture_output=True, text=True, timeout=30)
    return plain(done.stdout + done.stderr)


def plain(text: str) -> list[str]:
    """Without what must differ: addresses of the server, times, identifiers, banner."""
    text = re.sub(r"(127\.0\.0\.1|192\.0\.2\.53)#\d+", "SERVER", text)
    text = re.sub(r"127\.0\.0\.1|192\.0\.2\.53", "SERVER", text)
    text = re.sub(r"id: \d+|\d+ msec|WHEN: .*", "", text)
    kept = [
        line.rstrip()
        for line in text.split("\n")
        if not line.startswith(("; <<>>", "; (1 server found)"))
    ]
    return [line for line in kept if line]


@pytest.mark.parametrize("command", COMMANDS)
def test_ours_prints_what_theirs_prints(served, command):
    lab = world()
    ours = plain("\n".join(printed(lab, command)))
    assert ours == theirs(command, served.port)
