"""A browser at a port for mail: a web page of anybody can make it send HTTP there, with
commands of mail in its body.
"""

import pytest

from simulator.gateway.http_guard import HttpGuard
from simulator.journal import facts as f
from tests.gateway.rig import Rig

COMMANDS = (
    "EHLO evil\r\nMAIL FROM:<evil@sur.example>\r\nRCPT TO:<ana@norte.example>\r\n"
    "DATA\r\nSubject: from a page\r\n\r\nhello\r\n.\r\nQUIT\r\n"
)
REQUEST = "POST / HTTP/1.1\r\nHost: 127.0.0.1:2525\r\nContent-Type: text/plain\r\n\r\n"
REFUSALS = {
    "smtp": b"421 4.7.0 ",
    "submission": b"421 4.7.0 ",
    "pop3": b"-ERR ",
    "imap": b"* BYE ",
}


def is_http(*pieces: bytes) -> bool:
    guard = HttpGuard()
    return any(guard.is_http(piece) for piece in pieces)


@pytest.mark.parametrize("service", REFUSALS)
def test_http_after_the_greeting_gets_the_protocols_refusal_and_the_end(
    rig: Rig, service: str
) -> None:
    client = rig.connect(service)
    greeting = client.line()
    client.send(REQUEST + COMMANDS)
    last = client.rest()
    assert last.startswith(REFUSALS[service])
    assert last.count(b"\r\n") == 1
    client.close()
    rig.empty()
    assert greeting.startswith(("220 ", "+OK ", "* OK "))
    assert rig.facts(f.SmtpCommandReceived) == []
    assert rig.facts(f.MessageDelivered) == []


def test_http_in_pieces_delivers_nothing(rig: Rig) -> None:
    client = rig.connect()
    client.line()
    client.send("PO")
    rig.until(lambda: any("PO" in str(done.act) for done in rig.lab.interventions))
    client.send("ST / HTTP/1.1\r\n" + COMMANDS)
    assert client.rest().startswith(b"421 4.7.0 ")
    client.close()
    rig.empty()
    assert rig.facts(f.MessageDelivered) == []


def test_http_before_the_greeting_is_read_delivers_nothing(rig: Rig) -> None:
    client = rig.connect()
    client.send(REQUEST + COMMANDS)
    assert b"421 4.7.0 This port speaks SMTP" in client.rest()
    client.close()
    rig.empty()
    assert rig.facts(f.MessageDelivered) == []


@pytest.mark.parametrize(
    "line",
    [
        b"GET / HTTP/1.1\r\n",
        b"\r\nPOST /x HTTP/1.1\r\n",
        b"OPTIONS * HTTP/1.1\r\n",
        b"GET http://norte.example:2525/ HTTP/1.1\r\n",
        b"CONNECT norte.example:25 HTTP/1.1\r\n",
        b"INVENTED /x HTTP/1.1\r\n",
        b"PRI * HTTP/2.0\r\n",
        b"GET /" + b"x" * 5000,
    ],
)
def test_a_request_line_is_http(line: bytes) -> None:
    assert is_http(line)
    assert is_http(*(line[at : at + 1] for at in range(len(line))))


@pytest.mark.parametrize(
    "line",
    [
        b"EHLO norte.example\r\n",
        b"GET NOOP\r\n",
        b"POST LOGIN ana secreta\r\n",
        b"HELP GET\r\n",
        b"a1 SEARCH TEXT HTTP\r\n",
        b"EHLO x\r\nPOST / HTTP/1.1\r\n",
        b"x" * 5000,
        b"",
    ],
)
def test_what_a_mail_client_says_is_not_http(line: bytes) -> None:
    assert not is_http(line)
