"""Conversations are made of identifiers, never of subjects."""

from hypothesis import given
from hypothesis import strategies as st

from simulator.journal import Journal
from simulator.projections.letters import threads


def told(*letters):
    """`letters`: (name, further fields). What threads() says: name, depth, parent."""
    journal = Journal()
    for name, fields in letters:
        head = f"Message-ID: <{name}@norte.example>\r\nSubject: Hola\r\n{fields}"
        journal.stream(f"message.{name}").append(head.encode() + b"\r\nx\r\n")
    found = threads(journal, [name for name, _ in letters])
    return [(one.message, one.depth, one.parent) for one in found]


def ids(*names):
    return " ".join(f"<{name}@norte.example>" for name in names)


def test_answers_are_listed_below_what_they_answer():
    assert told(
        ("a", ""),
        ("x", ""),
        ("b", f"In-Reply-To: {ids('a')}\r\nReferences: {ids('a')}\r\n"),
        ("d", f"In-Reply-To: {ids('a')}\r\n"),
        ("c", f"References: {ids('a')}\r\n {ids('b')}\r\n"),
    ) == [("a", 0, ""), ("b", 1, "a"), ("c", 2, "b"), ("d", 1, "a"), ("x", 0, "")]


def test_the_nearest_ancestor_that_is_here_is_the_parent():
    assert told(("a", ""), ("c", f"References: {ids('a', 'b')}\r\n")) == [
        ("a", 0, ""),
        ("c", 1, "a"),
    ]


def test_a_misspelt_references_field_and_an_equal_subject_join_nothing():
    assert told(("a", ""), ("b", f"Reference: {ids('a')}\r\n")) == [
        ("a", 0, ""),
        ("b", 0, ""),
    ]


def test_an_answer_to_an_absent_message_is_missing_its_parent():
    journal = Journal()
    journal.stream("message.b").append(f"In-Reply-To: {ids('a')}\r\n\r\n".encode())
    (one,) = threads(journal, ["b"])
    assert one.missing and one.parent == ""


def test_a_circle_of_references_is_cut():
    found = told(
        ("a", f"References: {ids('b')}\r\n"),
        ("b", f"References: {ids('a')}\r\n"),
        ("c", f"References: {ids('c')}\r\n"),
    )
    assert sorted(name for name, _, _ in found) == ["a", "b", "c"]


NAMES = st.sampled_from("abcdef")


@given(st.dictionaries(NAMES, st.lists(NAMES, max_size=4)))
def test_every_message_is_listed_once_below_its_parent(links):
    letters = [(n, f"References: {ids(*refs)}\r\n") for n, refs in links.items()]
    found = told(*letters)
    assert sorted(name for name, _, _ in found) == sorted(links)
    depth = {name: d for name, d, _ in found}
    order = [name for name, _, _ in found]
    for name, d, parent in found:
        assert d == (depth[parent] + 1 if parent else 0)
        assert not parent or order.index(parent) < order.index(name)
