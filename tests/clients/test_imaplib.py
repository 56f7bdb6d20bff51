"""Python's imaplib reads, writes and moves letters."""

import imaplib

import pytest

from tests.clients.programs import ANA, ANA_SECRET, LETTER, TEXT
from tests.gateway.rig import HOST, PATIENCE_S

WAYS = {"clear": [], "starttls": [False], "tls": [True]}


def opened(gate, way="clear"):
    """A connection that has not logged in."""
    if way == "tls":
        port, context = gate.ports["imaps"], gate.trusting
        return imaplib.IMAP4_SSL(HOST, port, timeout=PATIENCE_S, ssl_context=context)
    box = imaplib.IMAP4(HOST, gate.ports["imap"], timeout=PATIENCE_S)
    if way == "starttls":
        box.starttls(gate.trusting)
    return box


@pytest.mark.parametrize("login", ["login", "plain", "cram_md5"])
@pytest.mark.parametrize("way", WAYS)
def test_a_letter_is_read(gate, way, login):
    gate.deliver()
    with opened(gate, way) as box:
        if login == "login":
            box.login(ANA, ANA_SECRET)
        elif login == "plain":
            box.authenticate("PLAIN", lambda _: f"\0ana\0{ANA_SECRET}".encode())
        else:
            box.login_cram_md5("ana", ANA_SECRET)
        assert box.select("INBOX") == ("OK", [b"1"])
        assert box.search(None, "FROM", "diego", "UNSEEN") == ("OK", [b"1"])
        _, parts = box.fetch("1", "(FLAGS BODY[TEXT])")
        assert parts[0][1] == f"{TEXT}\r\n.empieza con punto\r\n".encode()
    assert gate.handshakes() == WAYS[way]
    assert gate.refusals() == []


def test_letters_are_kept_marked_copied_and_deleted(gate):
    with opened(gate) as box:
        box.login("ana", ANA_SECRET)
        assert box.create("Clase")[0] == "OK"
        assert box.append("Clase", r"(\Seen)", None, LETTER.encode())[0] == "OK"
        assert box.select("Clase") == ("OK", [b"1"])
        assert box.copy("1", "INBOX")[0] == "OK"
        assert box.store("1", "+FLAGS", r"(\Deleted)")[0] == "OK"
        assert box.expunge() == ("OK", [b"1"])
        assert box.select("INBOX") == ("OK", [b"1"])
        assert box.fetch("1", "(FLAGS)")[1][0].count(b"\\Seen") == 1
    assert gate.refusals() == []


def test_pop3_and_imap_see_the_same_mailbox(gate):
    import poplib

    gate.deliver(LETTER, LETTER)
    box = poplib.POP3(HOST, gate.ports["pop3"], timeout=PATIENCE_S)
    box.user("ana")
    box.pass_(ANA_SECRET)
    with opened(gate) as imap:
        imap.login("ana", ANA_SECRET)
        assert imap.select("INBOX") == ("OK", [b"2"])
        imap.store("1", "+FLAGS", r"(\Deleted)")
        assert imap.expunge() == ("OK", [b"1"])
        assert TEXT.encode() in box.retr(1)[1], "POP3 keeps its snapshot"
        box.dele(2)
        box.quit()
        gate.rig.until(lambda: len(gate.rig.listener) == 1)
        assert imap.noop()[0] == "OK"
        assert imap.response("EXISTS")[1] is not None
        assert imap.select("INBOX") == ("OK", [b"0"])
