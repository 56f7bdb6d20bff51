"""Delete here, look there: what one device does, and what the others notice."""

import pytest

from simulator.acts import Cut, Freeze, PowerOff, Restore, ServiceOff, Tidy
from simulator.journal import facts as f
from simulator.journal import to_jsonl
from simulator.lab import LabError
from tests.agents.mailbox_reader import PC, PHONE, Reader

BOOK, TRIP = "El libro", "Excursión del viernes"


@pytest.fixture
def reader():
    """PC and phone hold copies of all there is."""
    reader = Reader()
    reader.collect(PHONE)
    reader.collect(PC)
    assert set(reader.copies(PC)) == set(reader.copies(PHONE)) == set(reader.stored())
    return reader


def test_what_the_phone_deletes_is_gone_everywhere_but_on_the_pc(reader):
    """A letter that POP3 brought home is a copy (RFC 1939 §1)."""
    reader.tidy(PHONE, BOOK)
    assert BOOK not in reader.stored()
    assert BOOK not in reader.copies(PHONE)
    reader.collect(PC)
    assert BOOK in reader.copies(PC)
    reader.log_in()
    assert BOOK not in reader.text


def test_what_the_pc_deletes_is_missed_by_the_phone_when_it_looks(reader):
    reader.tidy(PC, TRIP)
    assert TRIP not in reader.stored() and TRIP not in reader.copies(PC)
    assert TRIP in reader.copies(PHONE)
    reader.collect(PHONE)
    assert TRIP not in reader.copies(PHONE)
    said = [each.octets for each in reader.facts(f.Pop3CommandReceived)]
    assert said[-3:] == ["UIDL\r\n", "DELE 1\r\n", "QUIT\r\n"]


def test_what_the_browser_deletes_is_missed_by_the_phone(reader):
    reader.log_in()
    reader.post("/delete", folder="INBOX", uid="3")
    reader.collect(PHONE)
    assert BOOK not in reader.copies(PHONE)
    assert BOOK in reader.copies(PC)


@pytest.mark.parametrize(
    ("how", "flag", "there"),
    [
        ("read", "\\Seen", True),
        ("unread", "\\Seen", False),
        ("flag", "\\Flagged", True),
        ("unflag", "\\Flagged", False),
    ],
)
def test_a_mark_is_on_the_server_where_the_browser_sees_it(reader, how, flag, there):
    reader.tidy(PHONE, BOOK, "read" if not there else "unread")
    reader.tidy(PHONE, BOOK, "flag" if how == "unflag" else "unflag")
    reader.tidy(PHONE, BOOK, how)
    assert (flag in reader.stored()[BOOK]) is there
    reader.log_in()
    row = next(line for line in reader.page.splitlines() if BOOK in line)
    word = "destacada" if flag == "\\Flagged" else "sin leer"
    assert (word in row) is (there if flag == "\\Flagged" else not there)


def test_a_message_that_is_gone_already_is_not_found(reader):
    """No DELE: the number of another letter would be a mistake nobody can repair."""
    reader.tidy(PHONE, BOOK)
    reader.tidy(PC, BOOK)
    verbs = [each.verb for each in reader.facts(f.Pop3CommandReceived)]
    assert "DELE" not in verbs
    assert BOOK in reader.copies(PC)


@pytest.mark.parametrize(("host", "program"), [(PC, "pop3"), (PHONE, "imap")])
def test_a_copy_stays_when_the_server_did_not_delete(reader, host, program):
    reader.do(ServiceOff("sur", program))
    reader.tidy(host, BOOK)
    assert BOOK in reader.copies(host) and BOOK in reader.stored()


@pytest.mark.parametrize("host", [PC, PHONE])
def test_with_the_cable_cut_nothing_is_deleted(reader, host):
    reader.do(Cut(host))
    reader.tidy(host, BOOK)
    assert BOOK in reader.copies(host) and BOOK in reader.stored()


@pytest.mark.parametrize(
    ("act", "key"),
    [
        (Tidy(PC, ""), "error.no_such_copy"),
        (Tidy(PC, "sur-99"), "error.no_such_copy"),
        (Tidy(PC, "1.1"), "error.no_such_copy"),
        (Tidy(PC, "sur-1", "flag"), "error.pop_has_no_flags"),
        (Tidy("sur", "sur-1"), "error.no_mail_program"),
        (Tidy("nadie", "sur-1"), "error.unknown_host"),
    ],
)
def test_an_act_that_makes_no_sense_is_refused_and_changes_nothing(reader, act, key):
    before = to_jsonl(reader.lab.journal)
    with pytest.raises(LabError) as refused:
        reader.lab.apply(act)
    assert refused.value.key == key
    assert to_jsonl(reader.lab.journal) == before


@pytest.mark.parametrize(
    ("fault", "key"),
    [(PowerOff(PC), "error.host_is_off"), (Freeze(PC), "error.host_is_frozen")],
)
def test_a_machine_that_does_not_run_deletes_nothing(reader, fault, key):
    unique_id = reader.copies(PC)[BOOK]
    reader.do(fault)
    with pytest.raises(LabError) as refused:
        reader.lab.apply(Tidy(PC, unique_id))
    assert refused.value.key == key


@pytest.mark.parametrize(("how", "flag"), [("read", "\\Seen"), ("flag", "\\Flagged")])
def test_a_mark_made_without_the_server_is_told_when_it_is_back(reader, how, flag):
    reader.lab.apply(Cut(PHONE))
    reader.tidy(PHONE, BOOK, how)
    assert flag not in reader.stored()[BOOK]
    reader.lab.apply(Restore(PHONE))
    reader.collect(PHONE)
    assert flag in reader.stored()[BOOK]
    said = len(reader.facts(f.ImapCommandReceived))
    reader.collect(PHONE)
    again = [each.verb for each in reader.facts(f.ImapCommandReceived)[said:]]
    assert "UID STORE" not in again


def test_marks_made_without_the_server_keep_their_order_and_a_deletion_is_the_end(
    reader,
):
    reader.lab.apply(Cut(PHONE))
    for how in ("flag", "unflag", "read"):
        reader.tidy(PHONE, TRIP, how)
    reader.tidy(PHONE, BOOK)
    assert BOOK in reader.copies(PHONE)
    reader.lab.apply(Restore(PHONE))
    reader.collect(PHONE)
    assert BOOK not in reader.stored() and BOOK not in reader.copies(PHONE)
    assert set(reader.copies(PHONE)) == set(reader.stored())
    assert reader.stored()[TRIP] == {"\\Seen"}
