"""TLS at the gateway: real for the program, modelled inside the lab, the same session.

What the lab records is what the program meant; what its wire carries is unreadable.
"""

import imaplib
import poplib
import smtplib
import ssl

import pytest

from simulator.journal import facts as f
from simulator.journal import to_jsonl
from simulator.lab import Lab
from simulator.projections.narration import Narrator
from tests.gateway.rig import HOST, PATIENCE_S, Client

LETTER = "From: ana@norte.example\r\nSubject: Hola\r\n\r\nsecreto-de-ana\r\n"
STARTS = {
    "smtp": ("EHLO x.example", "STARTTLS", "220"),
    "submission": ("EHLO x.example", "STARTTLS", "220"),
    "pop3": ("CAPA", "STLS", "+OK"),
    "imap": ("a CAPABILITY", "b STARTTLS", "b OK"),
}


@pytest.fixture
def trusting(rig):
    """A client that trusts the gateway's certificate and no other."""
    return ssl.create_default_context(cafile=str(rig.config.data / "gateway-cert.pem"))


def until(client: Client, beginning: str) -> str:
    """The first line that begins so."""
    while True:
        line = client.line()
        assert line, f"the end came before {beginning!r}"
        if line.startswith(beginning):
            return line


def on_the_wire(rig) -> bytes:
    """Everything that passed through the simulated cables, both ways."""
    streams = rig.run(
        lambda: [
            stream.read()
            for name, stream in rig.lab.journal.streams.items()
            if name.rpartition(".")[2] in ("c", "s")
        ]
    )
    return b"".join(streams)


def replayed(rig) -> bytes:
    lab = Lab(rig.lab.scenario, rig.lab.seed, live=True)
    for done in rig.lab.interventions:
        lab.replay(done)
    lab.follow(rig.lab.world.clock.wall_us)
    return to_jsonl(lab.journal)


def send_with_starttls(rig, trusting):
    with smtplib.SMTP(HOST, rig.ports["submission"], timeout=PATIENCE_S) as client:
        client.starttls(context=trusting)
        client.login("ana", "ana-secreta")
        client.sendmail("ana@norte.example", ["diego@norte.example"], LETTER)


def opened_box(rig, trusting) -> poplib.POP3_SSL:
    """Ana's maildrop, on the port that begins with TLS."""
    port = rig.ports["pop3s"]
    box = poplib.POP3_SSL(HOST, port, timeout=PATIENCE_S, context=trusting)
    box.user("ana")
    box.pass_("ana-secreta")
    return box


def test_smtp_goes_on_inside_tls(rig, trusting):
    send_with_starttls(rig, trusting)
    done = rig.facts(f.TlsHandshakeCompleted)
    assert [fact.implicit for fact in done] == [False]
    verbs = [fact.verb for fact in rig.facts(f.SmtpCommandReceived)]
    assert [v for v in verbs if v != "="] == [
        *("EHLO", "STARTTLS", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "QUIT")
    ]
    streams = [fact.stream for fact in rig.facts(f.SmtpCommandReceived)]
    assert streams == ["c", "c"] + ["tc"] * (len(verbs) - 2)
    assert [d.mailbox for d in rig.facts(f.MessageDelivered)] == ["diego@norte.example"]


def test_nobody_on_the_simulated_wire_can_read_it(rig, trusting):
    send_with_starttls(rig, trusting)
    wire = on_the_wire(rig)
    assert b"STARTTLS" in wire
    assert b"secreto-de-ana" not in wire and b"DATA" not in wire


def test_a_session_in_tls_replays_to_the_same_journal(rig, trusting):
    send_with_starttls(rig, trusting)
    rig.empty()
    assert rig.run(lambda: replayed(rig)) == rig.run(lambda: to_jsonl(rig.lab.journal))


def test_pop3_goes_on_inside_tls(rig, trusting):
    with smtplib.SMTP(HOST, rig.ports["smtp"], timeout=PATIENCE_S) as client:
        client.sendmail("carla@sur.example", ["ana@norte.example"], LETTER)
    box = poplib.POP3(HOST, rig.ports["pop3"], timeout=PATIENCE_S)
    assert "STLS" in box.capa()
    box.stls(trusting)
    assert "STLS" not in box.capa()
    box.user("ana")
    box.pass_("ana-secreta")
    assert b"secreto-de-ana" in box.retr(1)[1]
    box.quit()


def test_imap_goes_on_inside_tls(rig, trusting):
    with imaplib.IMAP4(HOST, rig.ports["imap"], timeout=PATIENCE_S) as box:
        assert "STARTTLS" in box.capabilities
        box.starttls(trusting)
        assert "STARTTLS" not in box.capabilities
        box.login("diego", "diego-secreta")
        assert box.select("INBOX")[0] == "OK"


@pytest.mark.parametrize("service", ["smtps", "pop3s", "imaps"])
def test_a_port_that_begins_with_tls_is_told_as_such(rig, trusting, service):
    with trusting.wrap_socket(
        Client(rig.ports[service]).sock, server_hostname=HOST
    ) as sock:
        assert sock.recv(3)[:1] in (b"2", b"+", b"*")
    rig.empty()
    assert [fact.implicit for fact in rig.facts(f.TlsHandshakeCompleted)] == [True]
    opened = rig.facts(f.TcpConnectionOpened)[0].server_port
    assert opened == {"smtps": 465, "pop3s": 995, "imaps": 993}[service]


@pytest.mark.parametrize("service", STARTS)
def test_plain_text_behind_starttls_is_thrown_away(rig, service):
    """CVE-2011-0411 and kin: what came in the same segment is never obeyed."""
    hello, start, yes = STARTS[service]
    client = Client(rig.ports[service])
    client.line()
    client.send(f"{hello}\r\n{start}\r\nNOOP injected\r\n")
    until(client, yes)
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    client.sock.settimeout(PATIENCE_S)
    with context.wrap_socket(client.sock, server_hostname=HOST) as sock:
        sock.sendall(f"{hello}\r\n".encode())
        assert sock.recv(1)
    rig.empty()
    kinds = (f.SmtpCommandReceived, f.Pop3CommandReceived, f.ImapCommandReceived)
    said = [fact for kind in kinds for fact in rig.facts(kind)]
    assert not [fact for fact in said if "injected" in fact.octets]


@pytest.mark.parametrize("service", STARTS)
def test_who_goes_on_in_the_clear_is_cut_off(rig, service):
    hello, start, yes = STARTS[service]
    client = Client(rig.ports[service])
    client.line()
    client.send(f"{hello}\r\n{start}\r\n")
    until(client, yes)
    client.send("NOOP\r\n" * 5)
    with pytest.raises((ConnectionResetError, AssertionError)):
        until(client, "never")
    rig.empty()
    polite = Client(rig.ports[service])
    assert polite.line()


def test_a_silent_handshake_ends_and_harms_nobody(make_rig):
    rig = make_rig(handshake_s=0.05)
    silent = Client(rig.ports["pop3"])
    silent.line()
    silent.send("STLS\r\n")
    until(silent, "+OK")
    other = Client(rig.ports["pop3"])
    other.line()
    assert other.ask("CAPA").startswith("+OK")
    with pytest.raises((ConnectionResetError, AssertionError)):
        until(silent, "never")


def test_many_short_lines_inside_tls_never_fill_the_window(rig, trusting):
    """The wrapping of records is not the program's to read: 1 MiB of it passes."""
    box = poplib.POP3_SSL(
        HOST, rig.ports["pop3s"], timeout=PATIENCE_S, context=trusting
    )
    box.user("ana")
    box.pass_("ana-secreta")
    lines = 45_000
    box.sock.sendall(b"NOOP\r\n" * 1_000)
    for number in range(lines):
        if number % 1_000 == 500 and number < lines - 1_000:
            box.sock.sendall(b"NOOP\r\n" * 1_000)
        assert box.file.readline() == b"+OK\r\n"
    box.quit()


def test_a_big_letter_goes_both_ways_inside_tls(rig, trusting):
    body = ("x" * 76 + "\r\n") * 40_000
    with smtplib.SMTP_SSL(
        HOST, rig.ports["smtps"], timeout=PATIENCE_S, context=trusting
    ) as client:
        client.login("ana", "ana-secreta")
        client.sendmail("ana@norte.example", ["ana@norte.example"], LETTER + body)
    box = poplib.POP3_SSL(
        HOST, rig.ports["pop3s"], timeout=PATIENCE_S, context=trusting
    )
    box.user("ana")
    box.pass_("ana-secreta")
    assert len(box.retr(1)[1]) > 40_000
    box.quit()


def test_a_password_inside_tls_is_told_as_unread(rig, trusting):
    """The narrator does not say that the wire shows what it cannot show."""
    box = opened_box(rig, trusting)
    box.quit()
    with imaplib.IMAP4_SSL(
        HOST, rig.ports["imaps"], timeout=PATIENCE_S, ssl_context=trusting
    ) as imap:
        imap.login("ana", "ana-secreta")
    clear = poplib.POP3(HOST, rig.ports["pop3"], timeout=PATIENCE_S)
    clear.user("ana")
    clear.pass_("ana-secreta")
    clear.quit()
    narrator = Narrator(rig.lab.journal)
    told = rig.run(lambda: [narrator.fold(event) for event in rig.lab.journal])
    keys = [n.say.key for n in told if n.say is not None]
    assert [k for k in keys if ".ask.pass" in k or ".ask.login" in k] == [
        "say.pop3.ask.pass_tls.client",
        "say.imap.ask.login_tls.client",
        "say.pop3.ask.pass.client",
    ]


# --- the end of TLS (RFC 8446 §6.1) ---------------------------------------------------

FAREWELLS = {
    "smtp": "QUIT",
    "submission": "QUIT",
    "pop3": "QUIT",
    "imap": "c LOGOUT",
    "smtps": "QUIT",
    "pop3s": "QUIT",
    "imaps": "c LOGOUT",
}


def in_tls(rig, trusting, service: str) -> ssl.SSLSocket:
    """A connection inside TLS, the greeting and STARTTLS done."""
    client = Client(rig.ports[service])
    if service in STARTS:
        before, start, agreed = STARTS[service]
        client.line()
        if "smtp" in service or service == "submission":
            client.ask(before)
        client.send(f"{start}\r\n")
        until(client, agreed)
    client.file.close()
    sock = trusting.wrap_socket(
        client.sock, server_hostname=HOST, suppress_ragged_eofs=False
    )
    if service not in STARTS:
        assert sock.recv(4096), "a greeting"
    return sock


@pytest.mark.parametrize("service", FAREWELLS)
def test_a_server_that_ends_inside_tls_says_so_first(rig, trusting, service):
    sock = in_tls(rig, trusting, service)
    sock.sendall(f"{FAREWELLS[service]}\r\n".encode())
    while sock.recv(4096):  # raises SSLEOFError for a connection that just breaks off
        continue
    sock.close()


@pytest.mark.parametrize("service", FAREWELLS)
def test_a_client_that_ends_inside_tls_is_answered(rig, trusting, service):
    sock = in_tls(rig, trusting, service)
    plain = sock.unwrap()  # raises SSLEOFError where no close_notify comes back
    plain.close()
