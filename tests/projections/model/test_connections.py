"""What a connection holds of the message that is typed into it."""

from simulator.projections.model import ModelFold
from simulator.scenario import scenario_view
from tests.projections.narration.runs import LETTER, typed


def conn_after(*lines: str):
    lab = typed(*LETTER, *lines)
    fold = ModelFold(scenario_view(lab.scenario))
    for event in lab.journal:
        fold.fold(event, None, None)
    return list(fold.model.conns.values())[-1]


def next_parts(*lines: str) -> tuple[str, str, str]:
    expected = conn_after(*lines).next_line
    return expected.text, expected.empty, expected.dot


def test_a_line_of_the_header_is_followed_by_another_or_the_empty_one():
    assert next_parts() == ("header", "blank", "dot")
    assert next_parts("Subject: x") == ("header", "blank", "dot")


def test_after_the_empty_line_all_is_body():
    assert next_parts("Subject: x", "") == ("body", "body", "dot")
    assert next_parts("", "Hola") == ("body", "body", "dot")


def test_each_line_got_the_part_that_was_expected():
    conn = conn_after("Subject: x", "", "Hola", "", ". ", "..", ".")
    parts = [line.part for line in conn.paper]
    assert parts == ["header", "blank", "body", "body", "body", "body", "dot"]
    assert conn.next_line is None and not conn.in_letter


def test_fields_are_shown_as_a_person_reads_them():
    word = "=?utf-8?q?Excursi=C3=B3n?="
    author = '"Ana, de Norte" <a@b>'
    letter = conn_after(f"Subject: {word}", f"From: {author}", "", ".").letter
    assert letter.subject == word
    assert letter.shown.subject == "Excursión"
    assert letter.shown.from_ == letter.from_ == author
    assert letter.shown.to == ""
