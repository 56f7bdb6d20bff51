"""nodemailer sends and imapflow reads: the two libraries of the JavaScript world."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.clients.programs import (
    ANA,
    ANA_SECRET,
    BENITO,
    DIEGO,
    LETTER,
    ROOT,
    TEXT,
    need_node,
)
from tests.gateway.rig import PATIENCE_S

HERE = Path(__file__).parent
WAYS = {"clear": [], "starttls": [False], "tls": [True]}


def options(gate, way, service):
    """What both libraries want to know."""
    return {
        "host": gate.host,
        "port": gate.ports[service],
        "secure": way == "tls",
        "auth": {"user": "ana", "pass": ANA_SECRET},
        "tls": {"ca": Path(gate.certificate).read_text()},
    }


def node(module, *words):
    """The program, running; its modules are those of package.json."""
    return subprocess.Popen(
        [need_node(module), HERE / f"{module}.mjs", *words],
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.parametrize("way", WAYS)
def test_nodemailer_submits(gate, way):
    service = "smtps" if way == "tls" else "submission"
    transport = options(gate, way, service)
    transport |= {"requireTLS": way == "starttls", "ignoreTLS": way == "clear"}
    letter = {
        "from": f"Ana <{ANA}>",
        "to": [BENITO, DIEGO],
        "subject": "¿Vienes el jueves?",
        "text": "Sí.",
        "attachments": [{"filename": "notas.txt", "content": "uno\ndos\n"}],
    }
    program = node("nodemailer", json.dumps({"transport": transport, "letter": letter}))
    said, wrong = program.communicate(timeout=PATIENCE_S)
    assert program.returncode == 0, wrong
    assert json.loads(said)["accepted"] == [BENITO, DIEGO]
    assert sorted(gate.mailboxes()) == [BENITO, DIEGO]
    assert gate.handshakes() == WAYS[way] * 2
    assert gate.refusals() == []


@pytest.mark.parametrize("way", WAYS)
def test_imapflow_reads_and_waits(gate, way):
    gate.deliver(LETTER, LETTER.replace("Jueves", "Viernes"))
    wanted = options(gate, way, "imaps" if way == "tls" else "imap")
    if way != "tls":
        wanted["doSTARTTLS"] = way == "starttls"
    program = node("imapflow", json.dumps(wanted))
    try:
        said = program.stdout.readline()
        if said == "idle\n":
            gate.deliver()
        said, wrong = program.communicate(timeout=PATIENCE_S)
    finally:
        program.kill()
    assert program.returncode == 0, wrong
    told = json.loads(said)
    assert told["secure"] == (way != "clear")
    assert "INBOX" in told["folders"]
    assert told["subjects"] == ["Jueves", "Viernes"]
    assert told["text"].startswith(TEXT)
    assert (told["flagged"], told["left"], told["exists"]) == ([1], 1, 2)
    assert told["appended"] == 2 and told["deleted"]
    assert gate.handshakes() == WAYS[way]
    assert gate.refusals() == []
