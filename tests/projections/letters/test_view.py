"""The way of a letter, hop by hop, and what a letter laid open looks like."""

import email
import email.policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.acts import (
    Collect,
    Crash,
    Cut,
    Open,
    PowerOn,
    Restart,
    Restore,
    Send,
    TypeLine,
)
from simulator.journal import Journal
from simulator.lab import Lab
from simulator.mail import Attachment
from simulator.projections.letters import journey, letter_view, stops
from simulator.projections.letters.journey import letters
from tests.worlds import opened as opened_lab
from tests.worlds import scenario

BENITO = "benito@sur.example"


@pytest.fixture
def first():
    lab = Lab(scenario("primera-carta"))
    lab.open()
    lab.apply(PowerOn("pc-benito"), "auto")
    lab.settle()
    return lab


def way(lab, message):
    return [(s.kind, s.host, s.message) for s in journey(stops(lab.journal), message)]


def test_a_delivered_message_is_followed_to_the_mail_client(first):
    whole = [
        ("composed", "pc-ana", "pc-ana-1"),
        ("queued", "norte", "norte-1"),
        ("queued", "sur", "sur-1"),
        ("delivered", "sur", "sur-1.1"),
        ("collected", "pc-benito", "sur-1.1"),
    ]
    for message in ("pc-ana-1", "norte-1", "sur-1", "sur-1.1"):
        assert way(first, message) == whole
    assert way(first, "nadie-1") == []


def test_a_stop_after_the_shown_event_is_left_out(first):
    queued = next(s for s in stops(first.journal) if s.message == "sur-1")
    early = stops(first.journal, until=queued.seq - 1)
    assert [s.host for s in early] == ["pc-ana", "norte"]


def test_every_hop_added_its_trace_fields_on_top(first):
    stored = first.journal.octets("message.sur-1.1")
    found = journey(stops(first.journal), "sur-1.1")
    at = sum(stop.added for stop in found)
    assert stored[at:] == first.journal.octets("message.pc-ana-1")
    wires = [stop.wire for stop in found if stop.wire]
    assert [wire.conn for wire in wires] == ["c1", "c2"]
    for wire, name in zip(wires, ("pc-ana-1", "norte-1"), strict=True):
        sent = first.journal.octets(
            f"{wire.conn}.{wire.stream}", wire.offset, wire.length
        )
        assert sent == first.journal.octets(f"message.{name}") + b".\r\n"


def type_letter(lab, lines):
    lab.apply(Open("pc-ana", "sur", 25))
    lab.settle()
    for line in lines:
        lab.apply(TypeLine(line))
        lab.settle()


LETTER = (
    "EHLO pc-ana",
    "MAIL FROM:<ana@norte.example>",
    f"RCPT TO:<{BENITO}>",
    "DATA",
    "Subject: a mano",
    "",
    "..hola",
    ".",
)


def test_a_message_typed_after_another_has_no_stop_before(first):
    type_letter(first, LETTER)
    assert way(first, "sur-2")[0] == ("queued", "sur", "sur-2")
    stop = journey(stops(first.journal), "sur-2")[0]
    assert stop.because == ""
    assert stop.wire.dots_stuffed == 1


def test_a_notice_is_another_message_and_names_its_cause():
    lab = Lab(scenario("primera-carta"))
    lab.apply(Send("pc-ana", "noexiste@sur.example", "Hola", "Hola"))
    lab.settle()
    notices = [s for s in stops(lab.journal) if s.because]
    assert notices[0].because == "norte-1"
    assert notices[0].before == ""
    assert way(lab, "norte-1")[-1] == ("queued", "norte", "norte-1")


def test_seed_messages_have_no_stop_before_and_no_cause():
    lab = Lab(scenario("pop3"))
    assert all(not s.before and not s.because for s in stops(lab.journal))


def test_a_message_collected_by_imap_is_found_by_its_uid():
    lab = Lab(scenario("imap"))
    lab.apply(Collect("tel-benito"), "auto")
    lab.settle()
    collected = [s for s in stops(lab.journal) if s.kind == "collected"]
    assert [s.message for s in collected] == [f"sur-{n}" for n in range(1, 6)]


# --- laid open ------------------------------------------------------------------------


def opened(lab, message):
    view = letter_view(lab.journal, message)
    assert view is not None
    return view


def test_each_field_has_its_place_and_its_writer(first):
    view = opened(first, "sur-1.1")
    octets = first.journal.octets("message.sur-1.1")
    found = [(field.name, field.by) for field in view.fields]
    assert found[:3] == [
        ("Return-Path", "sur"),
        ("Received", "sur"),
        ("Received", "norte"),
    ]
    assert {by for _, by in found[3:]} == {"pc-ana"}
    for field in view.fields:
        piece = octets[field.start : field.end].decode()
        assert piece.startswith(f"{field.name}:") and piece.endswith("\r\n")
    subject = next(f for f in view.fields if f.name == "Subject")
    assert subject.value == "Viernes a las nueve"
    assert (subject.group, subject.key) == ("stamps", "field.subject")
    assert view.blank_line and view.source.encode("latin-1") == octets


def test_the_mime_tree_of_a_message_is_listed_with_contents():
    lab = Lab(scenario("primera-carta"))
    things = (
        Attachment("ñandú.txt", "note", "uno ñ\n"),
        Attachment("sobre.png", "picture"),
        Attachment("datos.bin", "file", octets=3_000),
    )
    lab.apply(Send("pc-ana", BENITO, "Todo", "Hola ñ", rich=True, attachments=things))
    lab.settle()
    parts = opened(lab, "pc-ana-1").parts
    assert [(p.number, p.type) for p in parts] == [
        ("", "multipart/mixed"),
        ("1", "multipart/alternative"),
        ("1.1", "text/plain"),
        ("1.2", "text/html"),
        ("2", "text/plain"),
        ("3", "image/png"),
        ("4", "application/octet-stream"),
    ]
    assert parts[2].text == "Hola ñ\n"
    assert "<p>Hola ñ</p>" in parts[3].html and parts[3].text is None
    assert [p.name for p in parts[4:]] == [t.name for t in things]
    assert parts[5].picture.startswith("data:image/png;base64,iVBOR")
    assert (parts[6].decoded, parts[6].octets) == (3_000, 4_106)
    assert {p.role for p in parts[4:]} == {"attachment"}


def test_a_delivery_report_is_read_field_by_field():
    lab = Lab(scenario("rebotes"))
    lab.open()
    notice = next(s.message for s in stops(lab.journal) if s.because)
    report = next(p.report for p in opened(lab, notice).parts if p.report)
    told = {field.name: field.value for field in report}
    assert told["Action"] == "failed"
    assert told["Status"] == "5.1.1"
    assert [f.name for f in report if f.group] == [
        "Reporting-MTA",
        "Final-Recipient",
    ]
    assert report[0].key == "dsn.reporting-mta"


def test_an_unknown_message_has_no_view():
    assert letter_view(Journal(), "norte-1") is None


@given(st.binary(max_size=600))
def test_any_octets_can_be_laid_open(content):
    journal = Journal()
    journal.stream("message.x").append(content)
    view = letter_view(journal, "x")
    assert view.source.encode("latin-1") == content
    for part in view.parts:
        assert 0 <= part.start <= part.body <= part.end <= len(content)
    for field in view.fields:
        assert (
            content[field.start : field.end]
            .lower()
            .startswith(field.name.lower().encode())
        )


def test_the_fields_are_those_the_email_package_reads(first):
    content = first.journal.octets("message.sur-1.1")
    read = email.message_from_bytes(content, policy=email.policy.compat32)
    names = [field.name for field in opened(first, "sur-1.1").fields]
    assert names == read.keys()


def test_a_forged_return_path_is_gone_in_the_mailbox_and_the_way_is_whole():
    lab = opened_lab()
    lab.apply(Open("pc-ana", "sur", 25))
    lab.settle()
    session = (
        "EHLO pc-ana.norte.example",
        "MAIL FROM:<ana@norte.example>",
        "RCPT TO:<carla@sur.example>",
        "DATA",
        "Return-Path: <carla@sur.example>",
        "Subject: Hola",
        "",
        "Hola",
        ".",
        "QUIT",
    )
    for text in session:
        lab.apply(TypeLine(text))
        lab.settle()
    found = stops(lab.journal)
    delivered = next(stop for stop in found if stop.mailbox == "carla@sur.example")
    queued = next(stop for stop in found if stop.message == delivered.before)
    stored = lab.journal.octets(f"message.{delivered.message}")
    assert stored.startswith(b"Return-Path: <ana@norte.example>\r\nReceived: ")
    assert stored.count(b"Return-Path") == 1
    assert lab.journal.octets(f"message.{queued.message}").count(b"Return-Path") == 1


def test_a_server_that_starts_again_goes_on_with_the_same_messages():
    lab = opened_lab()
    before = len(letters(stops(lab.journal)))
    lab.apply(Cut("sur"))
    for subject in ("Una", "Otra"):
        lab.apply(Send("pc-ana", "benito@sur.example", subject, "Hola"))
        lab.settle()
    for act in (Crash("norte"), Restore("sur"), Restart("norte")):
        lab.apply(act)
        lab.settle()
    found = letters(stops(lab.journal))[before:]
    whole = ["composed", "queued", "queued", "delivered"]
    assert [[stop.kind for stop in way] for way in found] == [whole, whole]
