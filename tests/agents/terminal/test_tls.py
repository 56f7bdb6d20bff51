"""A person's terminal inside TLS: from the first octet, or once the server agreed."""

import pytest

from simulator.acts import Open, StartTls, TypeLine
from simulator.journal import facts as f
from simulator.lab import Lab, LabError
from simulator.teaching.playing import SHIPPED, find_scenario, model_of

AUTH = "AUTH PLAIN AGFuYQBhbmEtc2VjcmV0YQ=="


def world() -> Lab:
    lab = Lab(find_scenario("extensiones", SHIPPED), 7)
    lab.open()
    return lab


def do(lab: Lab, *acts: object) -> None:
    for act in acts:
        lab.apply(TypeLine(act) if isinstance(act, str) else act)
        lab.settle()


def facts(lab: Lab, kind: type) -> list:
    return [e.fact for e in lab.journal if isinstance(e.fact, kind)]


def wire(lab: Lab) -> bytes:
    """What anybody reads on the wire, both ways."""
    streams = lab.journal.streams
    return b"".join(bytes(streams[f"c1.{key}"].read(0, 1 << 20)) for key in "cs")


def test_after_starttls_the_session_goes_on_inside():
    lab = world()
    do(lab, Open("pc-ana", "norte", 587), "EHLO a", "STARTTLS")
    assert model_of(lab)["conns"]["c1"]["tls"] == "agreed"
    do(lab, StartTls(), "EHLO b", AUTH, "MAIL FROM:<ana@norte.example>")
    assert [r.code for r in facts(lab, f.SmtpReplySent)] == [
        *(220, 250, 220),
        *(250, 235, 250),
    ]
    model = model_of(lab)["conns"]["c1"]
    assert model["tls"] == "started"
    assert b"EHLO a" in wire(lab)
    assert b"EHLO b" not in wire(lab)
    assert b"AGFuYQ" not in wire(lab)


def test_lines_inside_are_counted_from_the_handshake_on():
    lab = world()
    do(lab, Open("pc-ana", "norte", 587), "EHLO a", "STARTTLS", StartTls(), "EHLO b")
    lines = facts(lab, f.TerminalLineSent)
    places = [(line.stream, line.offset, line.length) for line in lines]
    assert places == [("c", 0, 8), ("c", 8, 10), ("tc", 0, 8)]


@pytest.mark.parametrize(("port", "greeting"), [(465, f.SmtpReplySent), (995, None)])
def test_a_port_inside_tls_greets_who_begins_with_tls(port, greeting):
    lab = world()
    do(lab, Open("pc-ana", "norte", port, tls=True))
    [shaken] = facts(lab, f.TlsHandshakeCompleted)
    assert shaken.implicit
    assert facts(lab, greeting or f.Pop3ResponseSent)
    assert model_of(lab)["conns"]["c1"]["tls"] == "implicit"


def test_pop3_goes_on_inside_tls_after_stls():
    lab = world()
    do(lab, Open("pc-ana", "norte", 110), "STLS", StartTls(), "USER ana")
    assert [r.status for r in facts(lab, f.Pop3ResponseSent)] == ["+OK"] * 3
    assert b"USER" not in wire(lab)


def test_a_port_in_the_clear_ends_a_call_that_begins_with_tls():
    lab = world()
    do(lab, Open("pc-ana", "norte", 25, tls=True))
    [failed] = [e for e in lab.journal if isinstance(e.fact, f.TlsHandshakeFailed)]
    assert (failed.host, failed.fact.reason) == ("pc-ana", "not_tls")
    with pytest.raises(LabError, match="connection_closed"):
        lab.apply(TypeLine("EHLO a"))


@pytest.mark.parametrize("lines", [(), ("EHLO a",), ("EHLO a", "STARTTLS", StartTls())])
def test_tls_begins_only_where_the_server_has_just_agreed(lines):
    lab = world()
    do(lab, Open("pc-ana", "norte", 587), *lines)
    with pytest.raises(LabError, match="tls_not_agreed"):
        lab.apply(StartTls())


def test_a_line_in_the_clear_after_the_220_ends_the_connection():
    lab = world()
    do(lab, Open("pc-ana", "norte", 587), "EHLO a", "STARTTLS", "EHLO b")
    [failed] = [e for e in lab.journal if isinstance(e.fact, f.TlsHandshakeFailed)]
    assert failed.host == "norte"


def test_a_fork_speaks_the_same_octets_inside_tls():
    lab = world()
    do(lab, Open("pc-ana", "norte", 587), "EHLO a", "STARTTLS", StartTls(), "EHLO b")
    again = lab.fork(lab.last_seq)
    assert list(again.journal) == list(lab.journal)
    assert wire(again) == wire(lab)
