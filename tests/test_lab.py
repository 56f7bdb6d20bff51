"""A lab: interventions, rest, forks, and the law that inputs make the journal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.acts import (
    Close,
    Cut,
    Open,
    Paste,
    PowerOff,
    PowerOn,
    Restore,
    Send,
    Skip,
    TypeLine,
)
from simulator.journal import facts as f
from simulator.journal import to_jsonl
from simulator.lab import Lab, LabError
from tests.worlds import demonstrated, opened, scenario


def kinds(lab: Lab, kind: type) -> list:
    return [e.fact for e in lab.journal if isinstance(e.fact, kind)]


def typed_session(lab: Lab) -> Lab:
    lab.apply(Open("pc-ana", "mx1.sur.example", 25))
    lab.settle()
    for text in (
        "EHLO pc-ana.norte.example",
        "MAIL FROM:<ana@norte.example>",
        "RCPT TO:<carla@sur.example>",
        "DATA",
        "Subject: Hola",
        "",
        "Hola",
        ".",
        "QUIT",
    ):
        lab.apply(TypeLine(text))
        lab.settle()
    return lab


def test_the_letter_waits_until_benitos_pc_is_on():
    lab = opened()
    delivered = kinds(lab, f.MessageDelivered)
    assert [d.mailbox for d in delivered] == ["benito@sur.example"]
    assert kinds(lab, f.MessageCollected) == []
    lab.apply(PowerOn("pc-benito"))
    lab.settle()
    collected = kinds(lab, f.MessageCollected)
    assert [c.subject for c in collected] == ["Viernes a las nueve"]
    assert len(lab.world.stores["sur"].mailboxes["benito@sur.example"].messages) == 1


def test_the_delivered_letter_carries_its_trace():
    lab = opened()
    stored = lab.world.stores["sur"].mailboxes["benito@sur.example"].messages[0]
    lines = stored.content.split(b"\r\n")
    assert lines[0] == b"Return-Path: <ana@norte.example>"
    assert sum(line.startswith(b"Received: ") for line in lines) == 2
    assert lines[1].startswith(b"Received: from smtp.norte.example ([198.51.100.5])")


def test_a_typed_session_delivers():
    lab = typed_session(opened())
    codes = [r.code for r in kinds(lab, f.SmtpReplySent)][-8:]
    assert codes == [220, 250, 250, 250, 354, 250, 221] or codes[-7:] == [
        220,
        250,
        250,
        250,
        354,
        250,
        221,
    ]
    assert [d.mailbox for d in kinds(lab, f.MessageDelivered)][
        -1
    ] == "carla@sur.example"
    assert kinds(lab, f.TcpConnectionClosed)[-1].clean


def test_a_fork_has_the_same_journal_up_to_its_event():
    lab = typed_session(demonstrated())
    whole = to_jsonl(lab.journal)
    for after in range(0, len(lab.journal), 23):
        fork = lab.fork(after)
        mine = to_jsonl(fork.journal)
        assert whole.startswith(mine)
        assert fork.last_seq >= after


def test_a_fork_in_flight_can_be_forked_again():
    lab = typed_session(opened())
    middle = next(
        e.seq for e in lab.journal if isinstance(e.fact, f.SmtpCommandReceived)
    )
    fork = lab.fork(middle)
    fork.apply(Cut("pc-ana"))
    fork.settle()
    again = fork.fork(fork.last_seq)
    assert to_jsonl(again.journal) == to_jsonl(fork.journal)
    assert len(fork.journal) != len(lab.journal)


def test_replayed_interventions_give_the_same_journal():
    lab = typed_session(demonstrated())
    replayed = Lab(lab.scenario, lab.seed)
    for done in lab.interventions:
        replayed.apply(done.act, done.actor)
        replayed.settle()
    assert to_jsonl(replayed.journal) == to_jsonl(lab.journal)


@given(st.integers(1, 40))
def test_settling_in_slices_gives_the_same_journal(slice_: int):
    lab = Lab(scenario(), 7)
    for act in lab.scenario.opening_acts():
        lab.apply(act, "auto")
        while not lab.settle(slice_):
            pass
    assert to_jsonl(lab.journal) == to_jsonl(opened().journal)


@pytest.mark.parametrize(
    ("act", "key"),
    [
        (PowerOn("pc-ana"), "error.already_on"),
        (PowerOff("pc-benito"), "error.already_off"),
        (PowerOn("pc-luis"), "error.unknown_host"),
        (Send("norte", "a@b.example"), "error.no_mail_program"),
        (Send("pc-benito", "a@b.example"), "error.host_is_off"),
        (Send("pc-ana", " , "), "error.no_recipient"),
        (Send("pc-ana", "benito"), "error.bad_recipient"),
        (Open("pc-ana", "oeste.example", 25), "error.unknown_target"),
        (Open("pc-ana", "sur", 0), "error.bad_port"),
        (TypeLine("EHLO x"), "error.no_connection"),
        (TypeLine("EHLO x", "c99"), "error.no_connection"),
        (Restore("pc-ana"), "error.already_whole"),
        (Skip(), "error.nothing_waits"),
        (Paste("x" * 20_001), "error.text_too_long"),
    ],
)
def test_an_act_without_sense_changes_nothing(act, key: str):
    lab = opened()
    before = to_jsonl(lab.journal)
    with pytest.raises(LabError) as caught:
        lab.apply(act)
    assert caught.value.key == key
    assert to_jsonl(lab.journal) == before
    assert len(lab.interventions) == 1


def test_a_closed_terminal_takes_no_line():
    lab = opened()
    lab.apply(Open("pc-ana", "sur", 25))
    lab.settle()
    lab.apply(Close())
    lab.settle()
    with pytest.raises(LabError, match="connection_closed"):
        lab.apply(TypeLine("NOOP"))


def test_nothing_listens_on_the_port():
    lab = opened()
    lab.apply(Open("pc-ana", "sur", 80))
    lab.settle()
    assert [r.server_port for r in kinds(lab, f.TcpConnectionRefused)] == [80]


def test_pasted_lines_travel_together_and_are_answered_in_order():
    lab = opened()
    lab.apply(Open("pc-ana", "sur", 25))
    lab.settle()
    before = len(kinds(lab, f.SmtpReplySent))
    lab.apply(Paste("EHLO x.example\nMAIL FROM:<>\nRCPT TO:<carla@sur.example>\nQUIT"))
    lab.settle()
    assert [r.code for r in kinds(lab, f.SmtpReplySent)][before:] == [
        250,
        250,
        250,
        221,
    ]


def test_skipping_lets_an_idle_session_end():
    lab = opened()
    lab.apply(Open("pc-ana", "sur", 25))
    lab.settle()
    lab.apply(Skip())
    lab.settle()
    assert kinds(lab, f.SmtpReplySent)[-1].code == 421
    assert kinds(lab, f.ClockSkipped)[-1].expired == ("smtp.server_idle",)


def test_a_refused_letter_comes_back_as_a_notice():
    lab = opened()
    lab.apply(Send("pc-ana", "noexiste@sur.example", "Hola", "Hola"))
    lab.settle()
    delivered = kinds(lab, f.MessageDelivered)[-1]
    assert delivered.mailbox == "ana@norte.example"
    assert delivered.reverse_path == ""
    assert "noexiste@sur.example" in lab.world.stores["norte"].mailboxes[
        "ana@norte.example"
    ].messages[-1].content.decode("ascii")


def test_a_busy_mailbox_is_tried_again():
    lab = opened()
    lab.apply(Send("pc-ana", "ocupado@sur.example", "Hola", "Hola"))
    lab.settle()
    assert "norte-2" in lab.world.mtas["norte"].queue
    tries = len(kinds(lab, f.SmtpTransactionEnded))
    lab.apply(Skip())
    lab.settle()
    assert len(kinds(lab, f.SmtpTransactionEnded)) == tries + 1


def test_skipping_in_flight_lets_what_is_on_its_way_arrive_first():
    lab = opened()
    lab.apply(Open("pc-ana", "sur", 25))
    lab.settle()
    rest = lab.last_seq
    lab.apply(TypeLine("EHLO pc.example"))
    flight = lab.fork(rest + 1)
    assert not flight.at_rest
    flight.apply(Skip())
    flight.settle()
    replies = [e for e in flight.journal if isinstance(e.fact, f.SmtpReplySent)]
    assert [e.fact.code for e in replies if e.seq > rest] == [250]
