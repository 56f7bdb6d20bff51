"""Real programs at the gateway: polite, slow, rude and many."""

import contextlib
import imaplib
import poplib
import smtplib
import socket
import ssl
import struct
import threading

import pytest

from simulator.journal import facts as f
from tests.gateway.rig import HOST, PATIENCE_S, Client

LETTER = "From: ana@norte.example\r\nSubject: Hola\r\n\r\nHola.\r\n"


def collected(rig, user="ana", password="ana-secreta") -> list[bytes]:
    """The last letter of a mailbox, by POP3."""
    box = poplib.POP3(HOST, rig.ports["pop3"], timeout=PATIENCE_S)
    box.user(user)
    box.pass_(password)
    count, _ = box.stat()
    lines = box.retr(count)[1]
    box.quit()
    return lines


def test_a_letter_goes_in_by_smtp_and_comes_out_by_pop3(rig):
    with smtplib.SMTP(HOST, rig.ports["smtp"], timeout=PATIENCE_S) as client:
        client.sendmail("carla@sur.example", ["ana@norte.example"], LETTER)
    lines = collected(rig)
    assert lines[0] == b"Return-Path: <carla@sur.example>"
    assert b"([203.0.113.1])" in lines[1]
    assert lines[-3:] == [b"Subject: Hola", b"", b"Hola."]


@pytest.mark.parametrize("user", ["ana", "ana@norte.example"])
def test_the_local_part_alone_logs_in(rig, user):
    client = rig.connect("pop3")
    client.line()
    assert client.ask(f"USER {user}").startswith("+OK")
    assert client.ask("PASS ana-secreta").startswith("+OK")
    client.close()


def test_port_25_takes_local_mail_and_refuses_the_rest(rig):
    client = rig.connect("smtp")
    client.reply()
    client.ask("EHLO x.example")
    client.ask("MAIL FROM:<carla@sur.example>")
    for path, code in (
        ("<ana@norte.example>", "250 "),
        ("<Postmaster>", "250 "),
        ("<postmaster@norte.example>", "250 "),
        ("<nadie@norte.example>", "550 5.1.1"),
        ("<benito@sur.example>", "550 5.7.1"),
    ):
        assert client.ask(f"RCPT TO:{path}").startswith(code)
    client.close()


def test_a_letter_for_sur_travels_through_the_simulation(rig):
    with smtplib.SMTP(HOST, rig.ports["submission"], timeout=PATIENCE_S) as client:
        client.login("ana", "ana-secreta")
        client.sendmail("ana@norte.example", ["benito@sur.example"], LETTER)
    delivered = rig.facts(f.MessageDelivered)
    assert [d.mailbox for d in delivered] == ["benito@sur.example"]
    opened = rig.facts(f.TcpConnectionOpened)
    assert [o.server for o in opened] == ["norte", "sur"]


def test_submission_wants_a_password(rig):
    """RFC 6409 §4.3: 530 without one, 535 with a wrong one."""
    with smtplib.SMTP(HOST, rig.ports["submission"], timeout=PATIENCE_S) as client:
        with pytest.raises(smtplib.SMTPSenderRefused) as refused:
            client.sendmail("ana@norte.example", ["benito@sur.example"], LETTER)
        assert refused.value.smtp_code == 530
        with pytest.raises(smtplib.SMTPAuthenticationError) as denied:
            client.login("ana", "diego-secreta")
        assert denied.value.smtp_code == 535


def test_a_letter_is_read_by_imap(rig):
    with smtplib.SMTP(HOST, rig.ports["smtp"], timeout=PATIENCE_S) as client:
        client.sendmail("carla@sur.example", ["ana@norte.example"], LETTER)
    with imaplib.IMAP4(HOST, rig.ports["imap"], timeout=PATIENCE_S) as box:
        box.login("ana", "ana-secreta")
        assert box.select("INBOX") == ("OK", [b"1"])
        kind, parts = box.fetch("1", "(BODY.PEEK[TEXT])")
        assert (kind, parts[0][1]) == ("OK", b"Hola.\r\n")


def test_every_connection_is_a_host(rig):
    clients = [rig.connect() for _ in range(3)]
    for client in clients:
        client.reply()
    joined = rig.facts(f.HostJoined)
    assert [j.labels["es"] for j in joined] == [f"Cliente real {n}" for n in (1, 2, 3)]
    assert [j.address for j in joined] == [f"203.0.113.{n}" for n in (1, 2, 3)]
    clients[1].close()
    rig.until(lambda: len(rig.listener) == 2)
    again = rig.connect()
    again.reply()
    assert rig.facts(f.HostJoined)[-1].labels["en"] == "Real client 2"
    assert len(rig.facts(f.HostLeft)) == 1


def test_fifty_at_once(rig):
    """All connected before the first speaks; every letter arrives once."""
    clients = [
        smtplib.SMTP(HOST, rig.ports["smtp"], timeout=PATIENCE_S) for _ in range(50)
    ]
    together = threading.Barrier(50)

    def send(number: int, client: smtplib.SMTP) -> None:
        together.wait()
        for turn in range(3):
            letter = f"Subject: {number}/{turn}\r\n\r\nHola\r\n"
            client.sendmail("x@sur.example", ["ana@norte.example"], letter)
        client.quit()

    threads = [threading.Thread(target=send, args=each) for each in enumerate(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    rig.empty()
    subjects = sorted(d.subject for d in rig.facts(f.MessageDelivered))
    assert subjects == sorted(f"{n}/{t}" for n in range(50) for t in range(3))
    assert all(closed.clean for closed in rig.facts(f.TcpConnectionClosed))


def test_one_octet_at_a_time(rig):
    client = rig.connect()
    client.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    client.reply()
    for octet in "EHLO x.example\r\n":
        client.send(octet)
    assert client.reply().startswith("250 ")
    for octet in "NOOP\r\nQUIT\r\n":
        client.send(octet)
    assert client.rest().startswith(b"250 ")
    client.close()
    commands = rig.facts(f.SmtpCommandReceived)
    assert [c.verb for c in commands] == ["EHLO", "NOOP", "QUIT"]


def test_a_whole_session_in_one_write(rig):
    """Half-close: everything sent is answered before our end comes."""
    client = rig.connect()
    client.send(
        "EHLO x.example\r\nMAIL FROM:<a@sur.example>\r\nRCPT TO:<ana@norte.example>\r\n"
        f"DATA\r\n{LETTER}.\r\nNOOP\r\n"
    )
    client.sock.shutdown(socket.SHUT_WR)
    replies = client.rest().decode().splitlines()
    finals = [line[:3] for line in replies if line[3] == " "]
    assert finals == ["220", "250", "250", "250", "354", "250", "250"]
    client.close()
    rig.empty()
    assert len(rig.facts(f.MessageDelivered)) == 1


def test_a_letter_cut_short_by_our_end_is_not_delivered(rig):
    client = rig.connect()
    client.send(
        "EHLO x.example\r\nMAIL FROM:<a@sur.example>\r\n"
        "RCPT TO:<ana@norte.example>\r\nDATA\r\nSubject: half"
    )
    client.sock.shutdown(socket.SHUT_WR)
    client.rest()
    client.close()
    rig.empty()
    assert rig.facts(f.MessageQueued) == []


def test_a_reset_is_a_reset_inside(rig):
    client = rig.connect()
    client.reply()
    client.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()
    rig.empty()
    assert "RST" in [flight.flags for flight in rig.facts(f.TcpFlightSent)]
    assert not rig.facts(f.TcpConnectionClosed)[-1].clean
    assert len(rig.facts(f.HostLeft)) == 1


def test_a_reset_inside_is_a_reset_outside(rig):
    client = rig.connect()
    client.reply()
    connection = rig.run(lambda: next(iter(rig.listener._connections.values())))
    rig.run(lambda: connection.lost("reset"))
    with pytest.raises(ConnectionResetError):
        while client.sock.recv(100):
            continue
    client.close()


def test_a_server_that_says_goodbye_closes_cleanly(rig):
    client = rig.connect()
    client.reply()
    assert client.ask("QUIT").startswith("221 ")
    assert client.rest() == b""
    client.close()
    rig.empty()
    assert rig.facts(f.TcpConnectionClosed)[-1].clean


def test_garbage_is_answered_and_harms_nobody(rig):
    garbage = rig.connect()
    garbage.reply()
    garbage.sock.sendall(bytes(range(256)) * 40 + b"\r\n")
    assert garbage.reply().startswith("500 ")
    garbage.sock.sendall(b"\x16\x03\x01\x02\x00\x01\r\n")
    assert garbage.reply().startswith("500 ")
    polite = rig.connect()
    polite.reply()
    assert polite.ask("NOOP").startswith("250 ")
    garbage.close()
    polite.close()


def test_a_line_without_end_is_not_kept(rig):
    client = rig.connect()
    client.reply()
    for _ in range(64):
        client.sock.sendall(b"x" * 65_536)
    client.send("\r\n")
    assert client.reply().startswith("500 ")
    client.close()


def test_implicit_tls(rig):
    context = ssl.create_default_context(
        cafile=str(rig.config.data / "gateway-cert.pem")
    )
    with smtplib.SMTP_SSL(
        HOST, rig.ports["smtps"], timeout=PATIENCE_S, context=context
    ) as client:
        client.login("ana@norte.example", "ana-secreta")
        client.sendmail("ana@norte.example", ["ana@norte.example"], LETTER)
    box = poplib.POP3_SSL(HOST, rig.ports["pop3s"], timeout=PATIENCE_S, context=context)
    box.user("ana")
    box.pass_("ana-secreta")
    assert box.stat()[0] == 1
    box.quit()


def test_the_key_is_its_owners_alone(rig):
    assert (rig.config.data / "gateway-key.pem").stat().st_mode & 0o077 == 0


def test_who_speaks_no_tls_on_a_tls_port_is_cut_off(rig):
    client = rig.connect("smtps")
    client.send("EHLO x.example\r\n")
    with contextlib.suppress(ConnectionResetError):
        assert b"220" not in client.rest()
    assert rig.facts(f.HostJoined) == []
    client.close()


def test_one_too_many_is_told(make_rig):
    rig = make_rig(connections_max=2)
    clients = [rig.connect(), rig.connect()]
    for client in clients:
        client.reply()
    third = rig.connect()
    assert third.rest().startswith(b"421 4.3.2 ")
    fourth = rig.connect("pop3")
    assert fourth.rest().startswith(b"-ERR [SYS/TEMP] ")
    clients[0].close()
    rig.until(lambda: len(rig.listener) == 1)
    assert rig.connect().reply().startswith("220 ")


def test_a_busy_port_is_said_and_the_others_serve(make_rig):
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        rig = make_rig(ports={"smtp": port, "pop3": 0})
        smtp = next(o for o in rig.opened if o.service.name == "smtp")
        assert (smtp.reason, smtp.port) == ("taken", port)
        assert smtp.detail
        assert rig.connect("pop3").line().startswith("+OK")


@pytest.mark.parametrize(
    ("service", "last"),
    [
        ("smtp", b"421 4.3.2 "),
        ("smtps", b"421 4.3.2 "),
        ("imap", b"* BYE "),
        ("imaps", b"* BYE "),
        ("pop3", b""),
        ("pop3s", b""),
    ],
)
def test_a_program_that_is_sent_away_reads_the_last_line_of_its_protocol_and_the_end(
    rig, service, last
):
    """RFC 5321 §3.8; RFC 9051 §7.1.5; RFC 1939 has no line that nobody asked for."""
    client = rig.connect(service)
    if service.endswith("s"):
        client.secure(rig.config.data)
    client.line()
    rig.run(lambda: [c.sent_away() for c in rig.listener._connections.values()])
    rest = client.rest()
    assert rest.startswith(last) and bool(rest) == bool(last)
    client.close()
    rig.empty()


def test_closing_the_listener_sends_every_program_away(make_rig):
    rig = make_rig()
    client = rig.connect()
    client.reply()
    rig.run(rig.listener.close)
    assert client.rest().startswith(b"421 4.3.2 ")
    with pytest.raises(ConnectionRefusedError):
        Client(rig.ports["smtp"])
