"""curl sends by SMTP and reads by POP3 and IMAP."""

import pytest

from tests.clients.programs import (
    ANA,
    ANA_SECRET,
    BENITO,
    DIEGO,
    LETTER,
    TEXT,
    need,
)

WAYS = {"clear": [], "starttls": [False], "tls": [True]}
USER = ("--user", f"{ANA}:{ANA_SECRET}")


def curl(gate, protocol, service, path, *more, way="clear", stdin="", code=0):
    """Run it; what it wrote."""
    scheme = protocol + "s" * (way == "tls")
    port = gate.ports[service]
    tls = () if way == "clear" else ("--ssl-reqd", "--cacert", gate.certificate)
    url = f"{scheme}://{gate.host}:{port}/{path}"
    words = ("--silent", "--show-error", "--url", url, *tls, *more)
    return gate.run(need("curl"), *words, stdin=stdin, code=code).stdout


@pytest.mark.parametrize("way", WAYS)
def test_smtp(gate, way):
    service = "smtps" if way == "tls" else "submission"
    envelope = ("--mail-from", ANA, "--mail-rcpt", BENITO, "--mail-rcpt", DIEGO)
    more = (*USER, *envelope, "--upload-file", "-")
    curl(gate, "smtp", service, "norte.example", *more, way=way, stdin=LETTER)
    assert sorted(gate.mailboxes()) == [BENITO, DIEGO]
    assert gate.handshakes() == WAYS[way]
    assert gate.refusals() == []


def test_smtp_without_password_for_the_house(gate):
    more = ("--mail-from", DIEGO, "--mail-rcpt", ANA, "--upload-file", "-")
    curl(gate, "smtp", "smtp", "norte.example", *more, stdin=LETTER)
    assert gate.mailboxes() == [ANA]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("login", ["+LOGIN", "+APOP", "PLAIN", "LOGIN", "CRAM-MD5"])
def test_pop3(gate, way, login):
    """`+`: not a mechanism of SASL. `+LOGIN` is USER and PASS."""
    gate.deliver()
    service = "pop3s" if way == "tls" else "pop3"
    options = ("--login-options", f"AUTH={login}") if login != "+LOGIN" else ()
    more = (*USER, *options)
    assert curl(gate, "pop3", service, "", *more, way=way).startswith("1 ")
    letter = curl(gate, "pop3", service, "1", *more, way=way)
    assert TEXT in letter and "\n.empieza con punto" in letter
    assert gate.handshakes() == WAYS[way] * 2
    assert gate.refusals() == []


def test_pop3_asks_for_anything(gate):
    gate.deliver()
    assert curl(gate, "pop3", "pop3", "", *USER, "--request", "UIDL").startswith("1 ")
    head = curl(gate, "pop3", "pop3", "", *USER, "--request", "TOP 1 0")
    assert "Subject: Jueves" in head and TEXT not in head
    curl(gate, "pop3", "pop3", "1", *USER, "--request", "DELE", "--head")
    assert curl(gate, "pop3", "pop3", "", *USER).strip() == ""


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("login", ["PLAIN", "LOGIN", "CRAM-MD5"])
def test_imap(gate, way, login):
    gate.deliver()
    service = "imaps" if way == "tls" else "imap"
    more = (*USER, "--login-options", f"AUTH={login}")
    listed = curl(gate, "imap", service, "", *more, way=way)
    assert "LIST" in listed and "INBOX" in listed
    letter = curl(gate, "imap", service, "INBOX;MAILINDEX=1", *more, way=way)
    assert TEXT in letter
    assert gate.handshakes() == WAYS[way] * 2


def test_imap_uploads_and_searches(gate):
    letter = gate.write("letter", LETTER)
    curl(gate, "imap", "imap", "INBOX", *USER, "--upload-file", letter)
    search = ("--request", "SEARCH SUBJECT Jueves")
    found = curl(gate, "imap", "imap", "INBOX", *USER, *search)
    assert found.split() == ["*", "SEARCH", "1"]


def test_a_wrong_password_is_a_denied_login(gate):
    wrong = ("--user", f"{ANA}:no")
    for protocol in ("pop3", "imap"):
        curl(gate, protocol, protocol, "", *wrong, code=67)
