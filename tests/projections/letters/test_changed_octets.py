"""Which octets changed: exact, in order, and little work whatever is compared."""

from hypothesis import given
from hypothesis import strategies as st

from simulator.projections.letters.changed_octets import (
    CHANGES_MAX,
    changed_octets,
)

TEXT = b"Hola, Carla:\r\n\r\nSalimos a las nueve.\r\n\r\nAna\r\n"


def runs(before: bytes, after: bytes) -> list[tuple[int, str, str]]:
    changes, more = changed_octets(before, after)
    assert not more
    return [(each.offset, each.before, each.after) for each in changes]


def test_what_is_the_same_has_no_changes():
    assert changed_octets(TEXT, TEXT) == ((), 0)


def test_one_octet_is_found_with_what_is_around_it():
    after = TEXT.replace(b"nueve", b"nuevo")
    (change,), _ = changed_octets(TEXT, after)
    assert (change.before, change.after) == ("e", "o")
    assert after[change.offset : change.offset + 1] == b"o"
    assert change.lead.endswith("las nuev")
    assert change.trail.startswith(".\r\n")


def test_what_a_list_adds_is_an_addition():
    assert runs(TEXT, TEXT + b"--\r\nLista\r\n") == [(len(TEXT), "", "--\r\nLista\r\n")]
    assert runs(b"Subject: Hora\r\n", b"Subject: [x] Hora\r\n") == [(9, "", "[x] ")]


def test_octets_in_several_lines_are_several_changes():
    after = TEXT.replace(b"Hola", b"Hela").replace(b"Ana\r", b"Ani\r")
    assert runs(TEXT, after) == [(1, "o", "e"), (42, "a", "i")]


def test_many_changes_are_counted_and_not_listed():
    before = b"".join(b"%d a\r\n" % n for n in range(60))
    changes, more = changed_octets(before, before.replace(b" a", b" b"))
    assert (len(changes), more) == (CHANGES_MAX, 60 - CHANGES_MAX)


def test_a_long_middle_counts_as_one_change():
    before, after = b"a\r\n" * 400_000, b"b\r\n" * 400_000
    (change,), more = changed_octets(before, after)
    assert (change.before_octets, change.after_octets, more) == (1199998, 1199998, 0)
    assert len(change.before) < 1000


@given(st.lists(st.sampled_from([b"a", b"b ", b"\r\n", b"\t"]), max_size=40), st.data())
def test_the_changes_lead_from_one_to_the_other(pieces, data):
    other = data.draw(st.permutations(pieces)) if pieces else []
    before, after = b"".join(pieces), b"".join(other[: len(other) - 1])
    changes, more = changed_octets(before, after)
    made, at = [], 0
    shift = 0
    for each in changes if not more else ():
        made += [before[at : each.offset - shift], each.after.encode("latin-1")]
        gone = each.before.encode("latin-1")
        at = each.offset - shift + len(gone)
        assert before[each.offset - shift : at] == gone
        shift += each.after_octets - each.before_octets
    assert more or b"".join([*made, before[at:]]) == after
