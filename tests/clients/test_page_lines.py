"""The lines that the page «Conecta un cliente real» offers, run as they stand.

openssl and telnet are typed into, as by a person: they say QUIT or LOGOUT.
"""

import os
import subprocess
import threading

import pytest

from simulator.gateway import GATEWAY_SERVICES
from simulator.web.pages.gateway_help import help_with
from tests.clients.programs import Gate, need
from tests.gateway.rig import PATIENCE_S, Rig

GOODBYE = {"smtp": "QUIT", "pop3": "QUIT", "imap": "a LOGOUT"}
GREETING = {"smtp": "220 ", "pop3": "+OK", "imap": "* OK"}
TOOLS = ("telnet", "openssl", "curl", "swaks")


def lines(gate, service, tool):
    """What the page shows for one service and one tool."""
    rig = gate.rig
    shown = help_with(rig.listener, rig.lab.scenario)
    card = next(c for c in shown.cards if c.name == service.name)
    return [line.text for line in card.lines if line.tool == tool]


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("service", GATEWAY_SERVICES, ids=lambda s: s.name)
def test_a_line_of_the_page_does_what_it_says(gate, service, tool):
    found = lines(gate, service, tool)
    if not found:
        assert tool in ("swaks", "telnet"), "every service has something to type"
        return
    need(tool)
    by_hand = tool in ("telnet", "openssl")
    for line in found:
        if by_hand:
            said = typed(gate, line, GOODBYE[service.protocol])
            greeted = tool == "openssl" or GREETING[service.protocol] in said
            assert greeted and ("BYE" in said.upper() or "OFF" in said.upper())
        else:
            gate.run("sh", "-c", line)
    sends = service.protocol == "smtp" and not by_hand
    assert len(gate.mailboxes()) == (len(found) if sends else 0)
    assert gate.refusals() == []


@pytest.fixture
def strict_gate(data, tmp_path):
    """A gateway that takes passwords inside TLS only."""
    rig = Rig(data, plaintext_login=False)
    yield Gate(rig, tmp_path)
    rig.close()


@pytest.mark.parametrize("tool", ["curl", "swaks"])
@pytest.mark.parametrize("service", GATEWAY_SERVICES, ids=lambda s: s.name)
def test_where_passwords_need_tls_the_lines_say_so(strict_gate, service, tool):
    found = lines(strict_gate, service, tool)
    for line in found:
        need(tool)
        strict_gate.run("sh", "-c", line)
    assert len(strict_gate.handshakes()) == len(found)
    assert strict_gate.refusals() == []


def typed(gate, line, goodbye):
    """What is said to somebody who types `goodbye` and waits for the other's end."""
    program = subprocess.Popen(
        line.split(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={"PATH": os.environ["PATH"], "HOME": str(gate.folder)},
    )
    program.stdin.write(f"{goodbye}\n")
    program.stdin.flush()
    killer = threading.Timer(PATIENCE_S, program.kill)
    killer.start()
    said = program.stdout.read()
    killer.cancel()
    program.stdin.close()
    program.wait(PATIENCE_S)
    return said
