"""Where the parts of a letter are in the octets of the steps that bring it."""

import pytest

from simulator.projections.served_journal import ServedJournal
from simulator.projections.shapes import Step
from simulator.scenario import scenario_view
from tests.projections.narration.runs import LETTER, typed
from tests.worlds import demonstrated


def steps(lab) -> list[Step]:
    served = ServedJournal(lab.journal, scenario_view(lab.scenario)).served()
    return [event for event in served if isinstance(event, Step)]


def letter(*lines: str):
    lab = typed(*LETTER, *lines)
    step = next(step for step in steps(lab) if step.beat.shape == "letter")
    return step.octets, step.letter


def test_a_letter_typed_by_hand_has_header_body_and_dot():
    octets, parts = letter("Subject: x", "To: b", "", "Hola", ".")
    assert octets[: parts.header] == "Subject: x\r\nTo: b\r\n"
    assert octets[parts.header : parts.body] == "\r\n"
    assert octets[parts.body : parts.end] == "Hola\r\n"
    assert octets[parts.end :] == ".\r\n" and parts.dot and parts.blank_line
    assert [(f.name, f.value) for f in parts.card] == [("Subject", "x"), ("To", "b")]


def test_a_letter_without_an_empty_line_is_all_header():
    octets, parts = letter("Hola", ".")
    assert parts.header == parts.body == parts.end == len("Hola\r\n")
    assert not parts.blank_line and parts.card == ()


def test_the_card_reads_folded_fields_and_encoded_words():
    _, parts = letter("Subject: =?utf-8?b?w7E=?=", " fin", "Date: hoy", "", ".")
    assert [(f.name, f.value) for f in parts.card] == [("Subject", "ñ fin")]


def test_a_dot_at_the_end_of_a_line_does_not_end_the_letter():
    octets, parts = letter("Subject: x", "", "Fin.", ".")
    assert octets[parts.body : parts.end] == "Fin.\r\n"


@pytest.mark.parametrize("name", ["primera-carta", "imap"])
def test_what_comes_down_has_its_status_in_front(name):
    came = [s for s in steps(demonstrated(name)) if s.letter and s.letter.status]
    assert came
    for step in came:
        assert step.octets[: step.letter.status].startswith(("+OK", "* "))
        assert "Return-Path:" in step.octets[step.letter.status :][:14]
        rest = step.octets[step.letter.end :]
        assert rest == ".\r\n" if step.letter.dot else name == "imap"


def test_other_steps_have_no_letter():
    for step in steps(demonstrated()):
        if step.beat.shape in ("command", "reply", "open", "close"):
            assert step.letter is None
