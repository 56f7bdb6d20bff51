"""A letter at a hop is a file: exactly its octets, which any mail program reads."""

import email
import email.policy

from simulator.export import eml, message_files
from simulator.journal.facts import (
    MessageComposed,
    MessageDelivered,
    MessageQueued,
    SmtpContentReceived,
)
from tests.worlds import demonstrated


def test_a_message_has_a_file_at_every_hop():
    lab = demonstrated()
    found = [(letter.message, letter.host) for letter in message_files(lab.journal)]
    assert found == [
        ("pc-ana-1", "pc-ana"),
        ("norte-1", "norte"),
        ("sur-1", "sur"),
        ("sur-1.1", "sur"),
    ]


def test_each_hop_adds_on_top_and_changes_nothing_below():
    lab = demonstrated()
    octets = {
        one.message: eml(lab.journal, one.message) for one in message_files(lab.journal)
    }
    facts = [event.fact for event in lab.journal]
    below = octets["pc-ana-1"]
    for fact in facts:
        if isinstance(fact, MessageQueued | MessageDelivered):
            below = fact.added.encode("latin-1") + below
            assert octets[fact.message] == below
    composed = next(fact for fact in facts if isinstance(fact, MessageComposed))
    assert len(octets["pc-ana-1"]) == composed.length


def test_a_file_is_what_crossed_the_wire_but_for_the_dots():
    lab = demonstrated()
    event = next(e for e in lab.journal if isinstance(e.fact, SmtpContentReceived))
    fact = event.fact
    wire = lab.journal.octets(f"{event.conn}.c", fact.offset, fact.length)
    assert wire.removesuffix(b".\r\n").replace(b"\r\n..", b"\r\n.") == eml(
        lab.journal, "pc-ana-1"
    )


def test_the_file_is_read_by_the_email_package():
    read = email.message_from_bytes(
        eml(demonstrated().journal, "sur-1.1") or b"", policy=email.policy.default
    )
    assert read["Subject"] == "Viernes a las nueve"
    assert read["Return-Path"] == "<ana@norte.example>"
    assert len(read.get_all("Received")) == 2
    assert "El viernes vamos al monte" in read.get_content()


def test_seed_messages_have_files():
    lab = demonstrated("imap")
    for letter in message_files(lab.journal):
        assert len(eml(lab.journal, letter.message) or b"") == letter.length
    assert eml(lab.journal, "nobody-1") is None
