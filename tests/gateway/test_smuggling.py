"""SMTP smuggling through real sockets: into the gateway, across the simulation, out."""

import contextlib
import poplib
import re
import smtplib

import pytest

from simulator.journal import facts as f
from tests.gateway.rig import HOST, PATIENCE_S
from tests.protocols.smtp.test_smuggling import ALMOST_ENDS, SECOND, WITH_NULLS


def _send(rig, almost: bytes) -> str:
    """Hand it in to travel to sur; the code of the answer to the content."""
    with smtplib.SMTP(HOST, rig.ports["submission"], timeout=PATIENCE_S) as client:
        client.login("ana", "ana-secreta")
        client.mail("ana@norte.example")
        client.rcpt("benito@sur.example")
        client.rcpt("ana@norte.example")
        assert client.docmd("DATA")[0] == 354
        head = b"Subject: uno\r\n\r\nHola"
        for part in (head + almost[:2], almost[2:] + SECOND, b".", b"\r", b"\n"):
            client.sock.sendall(part)
        code, _ = client.getreply()
        assert client.noop()[0] == 250
        return str(code)


def test_one_letter_in_one_letter_out(rig):
    """All variants in one session of the gateway; nothing of `SECOND` is a command."""
    for almost in ALMOST_ENDS:
        assert _send(rig, almost) == "250", almost
    rig.empty()
    delivered = rig.facts(f.MessageDelivered)
    assert len(delivered) == 2 * len(ALMOST_ENDS)
    assert {d.reverse_path for d in delivered} == {"ana@norte.example"}
    verbs = [c.argument for c in rig.facts(f.SmtpCommandReceived) if c.verb == "MAIL"]
    assert not [words for words in verbs if "jefa" in words]


def test_between_norte_and_sur_every_line_end_is_whole(rig):
    for almost in ALMOST_ENDS[:6]:
        _send(rig, almost)
    rig.empty()
    contents = [
        c.octets
        for e in rig.run(lambda: list(rig.lab.journal))
        if e.host == "sur" and isinstance(c := e.fact, f.SmtpContentReceived)
    ]
    assert len(contents) == 6
    for octets in contents:
        assert not re.search(r"\r(?!\n)|(?<!\r)\n", octets)


def test_with_nulls_it_is_refused(rig):
    for almost in WITH_NULLS:
        assert _send(rig, almost) == "554"
    assert rig.facts(f.MessageQueued) == []


def test_pop3_shows_it_whole_to_a_reader_of_bare_line_ends(rig):
    """poplib ends a letter at `LF . LF` too."""
    _send(rig, b"\n.\n")
    rig.empty()
    box = poplib.POP3(HOST, rig.ports["pop3"], timeout=PATIENCE_S)
    box.user("ana")
    box.pass_("ana-secreta")
    lines = box.retr(1)[1]
    assert b"." in lines and lines[-1] == b"Paga."
    with contextlib.suppress(poplib.error_proto):
        box.quit()


@pytest.mark.parametrize("almost", [b"\n.\n", b"\r.\r"])
def test_on_port_25_too(rig, almost):
    client = rig.connect("smtp")
    client.reply()
    client.ask("EHLO malo.example")
    client.ask("MAIL FROM:<m@malo.example>")
    client.ask("RCPT TO:<ana@norte.example>")
    assert client.ask("DATA").startswith("354 ")
    client.sock.sendall(b"Subject: uno\r\n\r\nHola" + almost + SECOND)
    client.send(".\r\n")
    assert client.reply().startswith("250 ")
    assert client.ask("NOOP").startswith("250 ")
    client.close()
