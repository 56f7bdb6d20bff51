"""What a student typed, read from a journal."""

import pytest

from simulator.acts import AnswerQuestion, Close, Open, Paste, TypeLine
from simulator.classroom.braids.line_shapes import TypedLine, typed_lines
from simulator.lab import Lab
from simulator.teaching import STEP_QUESTION
from tests.hosting.rig import content


@pytest.fixture
def lab() -> Lab:
    found = Lab(content().free)
    found.open()
    found.settle()
    return found


def do(lab: Lab, *acts: object, actor: str = "student") -> None:
    for act in acts:
        lab.apply(TypeLine(act) if isinstance(act, str) else act, actor)
        lab.settle()


def read(lab: Lab, step: str = "") -> list[tuple[str, str, str]]:
    """Kind, shape and reply of each line."""
    return [line[:3] for line in typed_lines(lab.journal)[step]]


def line(text: str, reply: str) -> tuple[str, str, str]:
    return ("line", text, reply)


MESSAGE = [
    line("EHLO …", "250"),
    line("MAIL FROM:<…@…>", "250"),
    line("RCPT TO:<…@…>", "250"),
    line("DATA", "354"),
    ("content", "", ""),
    line(".", "250"),
    line("QUIT", "221"),
]
TYPED = (
    "EHLO pc-ana",
    "MAIL FROM:<ana@norte.example>",
    "RCPT TO:<benito@sur.example>",
    "DATA",
    "Subject: hola",
    "",
    "Hola",
    ".",
    "QUIT",
)


def test_a_message_typed_by_hand_is_one_content_between_commands(lab: Lab):
    do(lab, Open("pc-ana", "sur", 25), *TYPED)
    assert read(lab) == MESSAGE


def test_a_pasted_message_is_read_the_same(lab: Lab):
    do(lab, Open("pc-ana", "sur", 25), Paste("\n".join(TYPED)))
    assert read(lab) == MESSAGE


def test_the_event_of_a_line_is_the_one_that_answers_it(lab: Lab):
    do(lab, Open("pc-ana", "sur", 25), "HOLA")
    found: TypedLine = typed_lines(lab.journal)[""][0]
    assert getattr(lab.journal[found.seq].fact, "code", 0) == 500
    assert found.reply == "500"


def test_lines_belong_to_the_step_they_were_typed_in(lab: Lab):
    do(lab, AnswerQuestion(STEP_QUESTION, "saludo"), Open("pc-ana", "sur", 25))
    do(lab, "EHLO pc-ana", AnswerQuestion(STEP_QUESTION, "adios"), "QUIT")
    assert read(lab, "saludo") == [line("EHLO …", "250")]
    assert read(lab, "adios") == [line("QUIT", "221")]
    assert read(lab) == []


def test_what_the_help_typed_does_not_count(lab: Lab):
    do(lab, Open("pc-ana", "sur", 25), "EHLO pc-ana", actor="auto")
    assert read(lab) == []


def test_passwords_of_pop3_are_not_read(lab: Lab):
    do(lab, Open("pc-ana", "norte", 110), "USER ana", "PASS ana-secreta", "STAT")
    assert read(lab) == [
        line("USER …", "+OK"),
        line("PASS …", "+OK"),
        line("STAT", "+OK"),
    ]


def test_imap_is_read_by_its_completions():
    lab = Lab(content().scenario("imap"))
    lab.open()
    do(lab, Open("pc-benito", "sur", 143))
    do(lab, "x1 LOGIN benito benito-secreta", "x2 ABRE", Close())
    assert read(lab) == [line("a LOGIN … …", "OK"), line("a ABRE", "BAD")]
