"""Python's own imaplib drives the engine: somebody else's reading of RFC 3501.

Its socket is a shim: what it sends goes straight into the engine, what the engine says
into a buffer it reads from. No network, no thread, no time.
"""

import imaplib

import pytest

from tests.protocols.imap.fake_store import (
    BYE,
    HELLO,
    PARTS,
    PASSWORD,
    FakeStore,
    Person,
)


class Wire(imaplib.IMAP4):
    """imaplib over a Person."""

    def __init__(self, person):
        self.person = person
        self.buffer = person.greeting
        super().__init__()

    def open(self, host="", port=0, timeout=None):
        self.sock = self.file = None

    def read(self, size):
        taken, self.buffer = self.buffer[:size], self.buffer[size:]
        return taken

    def readline(self):
        end = self.buffer.find(b"\n") + 1
        return self.read(end or len(self.buffer))

    def send(self, data):
        self.person.send(data)
        self.buffer += self.person.heard()

    def shutdown(self):
        pass


@pytest.fixture
def store():
    return FakeStore(HELLO, BYE, PARTS)


@pytest.fixture
def client(store):
    wire = Wire(Person(store))
    assert wire.login("ana", PASSWORD)[0] == "OK"
    return wire


def test_it_knows_the_server():
    wire = Wire(Person(FakeStore()))
    assert wire.state == "NONAUTH"
    assert {"IMAP4REV1", "IDLE", "MOVE", "UIDPLUS"} <= set(wire.capabilities)


@pytest.mark.parametrize("password", [PASSWORD, "equivocada"])
def test_it_logs_in_with_cram_md5(password):
    wire = Wire(Person(FakeStore()))
    if password == PASSWORD:
        assert wire.login_cram_md5("ana", password)[0] == "OK"
    else:
        with pytest.raises(imaplib.IMAP4.error, match="Invalid user name"):
            wire.login_cram_md5("ana", password)


def test_it_authenticates_with_plain():
    wire = Wire(Person(FakeStore()))
    said = wire.authenticate("PLAIN", lambda _: f"\0ana\0{PASSWORD}".encode())
    assert said[0] == "OK" and wire.state == "AUTH"


def test_it_reads_a_mailbox(client):
    assert client.select("INBOX") == ("OK", [b"3"])
    assert client.search(None, "UNSEEN") == ("OK", [b"1 2 3"])
    assert client.search(None, "SUBJECT", '"hola"') == ("OK", [b"1"])
    status, data = client.fetch("1", "(RFC822)")
    assert status == "OK" and data[0][1] == HELLO
    status, data = client.fetch("1:*", "(FLAGS UID)")
    assert data == [
        b"1 (FLAGS (\\Seen \\Recent) UID 1)",
        b"2 (FLAGS (\\Recent) UID 2)",
        b"3 (FLAGS (\\Recent) UID 3)",
    ]
    status, data = client.fetch("3", "(BODY.PEEK[2.HEADER] BODY.PEEK[1]<1.2>)")
    assert [octets for _, octets in data[:2]] == [
        b"From: carla@sur.example\r\nSubject: Dentro\r\n\r\n",
        b"no",
    ]


def test_it_changes_a_mailbox(client, store):
    client.select()
    assert client.store("2", "+FLAGS", "\\Deleted") == (
        "OK",
        [b"2 (FLAGS (\\Deleted \\Recent))"],
    )
    assert client.expunge() == ("OK", [b"2"])
    assert client.uid("STORE", "3", "+FLAGS.SILENT", "(\\Flagged)")[0] == "OK"
    assert client.copy("1", "INBOX")[0] == "OK"
    assert client.response("EXISTS")[1][-1] == b"3"
    assert client.close()[0] == "OK"
    assert [kept.uid for kept in store.inbox.kept] == [1, 3, 4]


def test_it_appends_with_flags_and_date(client, store):
    date = '"01-Feb-2026 10:00:00 +0000"'
    said = client.append("INBOX", "(\\Seen)", date, b"Subject: x\r\n\r\nhola\r\n")
    assert said == ("OK", [b"[APPENDUID 7 4] APPEND completed"])
    kept = store.inbox.kept[-1]
    assert kept.content == b"Subject: x\r\n\r\nhola\r\n"
    assert (kept.flags, kept.date) == (("\\Seen",), "Sun, 1 Feb 2026 10:00:00 +0000")


def test_it_keeps_mailboxes(client):
    assert client.create('"Mis cosas"')[0] == "OK"
    assert client.create("INBOX")[0] == "NO"
    assert client.list() == (
        "OK",
        [b'(\\HasNoChildren) "/" INBOX', b'(\\HasNoChildren) "/" "Mis cosas"'],
    )
    assert client.subscribe('"Mis cosas"')[0] == "OK"
    assert client.lsub()[1] == [b'() "/" INBOX', b'() "/" "Mis cosas"']
    assert client.status("INBOX", "(MESSAGES UNSEEN)")[1] == [
        b"INBOX (MESSAGES 3 UNSEEN 3)"
    ]
    assert client.rename('"Mis cosas"', "Cosas")[0] == "OK"
    assert client.delete("Cosas")[0] == "OK"
    assert client.namespace() == ("OK", [b'(("" "/")) NIL NIL'])


def test_it_uses_extensions(client):
    assert client.enable("UTF8=ACCEPT")[0] == "OK"
    client.select()
    assert client.noop()[0] == "OK" and client.check()[0] == "OK"
    assert client.uid("MOVE", "1", "INBOX")[0] == "OK"
    assert client.unselect()[0] == "OK"


def test_it_is_told_when_a_command_is_wrong(client):
    client.select()
    with pytest.raises(imaplib.IMAP4.error, match="BAD"):
        client.fetch("99", "(FLAGS)")
    with pytest.raises(imaplib.IMAP4.error, match="BAD"):
        client.search(None, "COLOUR")


def test_it_says_goodbye(client):
    assert client.logout()[0] == "BYE"
    assert client.person.server.state == "LOGOUT"
