"""Many sessions as one tree."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.classroom.braids import braid as folding
from simulator.classroom.braids.braid import TypedSession, braid
from simulator.classroom.braids.line_shapes import TypedLine, shape_of
from simulator.projections.shapes.class_tasks.braids import Braid

LINES = st.lists(
    st.tuples(st.sampled_from(["NOOP", "RSET", "QUIT"]), st.sampled_from("25")),
    max_size=6,
)


def session(number: int, lines: Sequence[tuple[str, str]]) -> TypedSession:
    typed = (
        TypedLine("line", text, reply, at) for at, (text, reply) in enumerate(lines)
    )
    return TypedSession(f"lab{number:04}", "b1", tuple(typed))


def sessions(lines: list[list[tuple[str, str]]]) -> list[TypedSession]:
    return [session(number, each) for number, each in enumerate(lines)]


def sums_up(tree: Braid) -> bool:
    """Everywhere, those who came are those who stopped, went on, or are gathered."""
    went_on = {-1: 0, **dict.fromkeys(range(len(tree.lines)), 0)}
    for line in tree.lines:
        went_on[line.parent] += line.students
    knots = ((-1, tree), *enumerate(tree.lines))
    return all(
        each.students == each.stopped + each.others + went_on[at] for at, each in knots
    )


@given(st.lists(LINES, max_size=20), st.randoms())
def test_the_order_of_sessions_does_not_matter_and_counts_sum_up(lines, chance):
    given_ = sessions(lines)
    tree = braid(given_)
    assert sums_up(tree)
    assert tree.students == len(lines)
    chance.shuffle(given_)
    assert braid(given_) == tree


@given(st.lists(LINES, min_size=1, max_size=20))
def test_every_line_told_is_one_that_its_example_typed(lines):
    given_ = {each.lab: each for each in sessions(lines)}
    tree = braid(given_.values())
    for line in tree.lines:
        assert (line.kind, line.text, line.reply, line.seq) in [
            (*each[:3], each.seq) for each in given_[line.lab].lines
        ]
        assert line.parent < tree.lines.index(line)


@settings(max_examples=10)
@given(st.integers(0, 3))
def test_the_worst_class_is_bounded(seed: int):
    """So many students that each part from all others at once, in long sessions."""
    many = [
        session(n, [(f"NOOP {(n * (seed + 3)) % 7} {n}", "2")] * 300)
        for n in range(520)
    ]
    tree = braid(many)
    assert tree.left_out == 20
    assert len(tree.lines) <= folding.NODES_MAX
    assert sums_up(tree)
    assert tree.kinds == 500 - folding.BRANCHES_MAX
    assert tree.others == 500 - folding.BRANCHES_MAX


def test_a_long_braid_tells_first_what_most_typed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(folding, "NODES_MAX", 3)
    common = [("EHLO …", "250"), ("NOOP", "250"), ("QUIT", "221")]
    tree = braid(sessions([common] * 3 + [[("HELP", "214"), ("QUIT", "221")]]))
    assert [line.text for line in tree.lines] == ["EHLO …", "NOOP", "QUIT"]
    assert (tree.others, tree.kinds) == (1, 1)
    assert sums_up(tree)


@pytest.mark.parametrize(
    ("typed", "shape"),
    [
        ("ehlo pc-ana", "EHLO …"),
        ("EHLO", "EHLO"),
        ("mail from:<ana@norte.example> SIZE=12", "MAIL FROM:<…@…> SIZE=12"),
        ("Mail  From: <ana@norte.example>", "MAIL  FROM: <…@…>"),
        ("MAIL FROM:ana@norte.example", "MAIL FROM:…@…"),
        ("RCPT TO:<benito>", "RCPT TO:<…>"),
        ("MAIL FROM:<>", "MAIL FROM:<>"),
        ("user benito", "USER …"),
        ("PASS una frase entera", "PASS … … …"),
        ("auth plain AGFuYQ==", "AUTH PLAIN …"),
        ("retr 1", "RETR 1"),
        ("hola", "HOLA"),
        ("", ""),
    ],
)
def test_a_line_keeps_its_shape_and_nothing_of_its_authors_choice(typed, shape):
    assert shape_of(typed) == shape


@pytest.mark.parametrize(
    ("typed", "shape"),
    [
        ("a1 login ana secreta", "a LOGIN … …"),
        ('x LOGIN "ana" "una frase"', "a LOGIN … … …"),
        ("a2 select INBOX", "a SELECT INBOX"),
        ('a3 SEARCH SUBJECT "llaves"', 'a SEARCH SUBJECT "…"'),
        ("login", "LOGIN"),
        ("DONE", "DONE"),
    ],
)
def test_a_line_of_imap_loses_its_tag(typed, shape):
    assert shape_of(typed, tagged=True) == shape


@given(st.text(max_size=300), st.booleans())
def test_a_shape_is_one_line_of_bounded_length(typed: str, tagged: bool):
    assert len(shape_of(typed, tagged=tagged)) <= 260
