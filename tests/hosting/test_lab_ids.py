"""Ids of labs: readable, unguessable, forgiving."""

import re

from hypothesis import given
from hypothesis import strategies as st

from simulator.hosting.lab_ids import ALPHABET, lab_id, typed


@given(st.text())
def test_an_id_has_no_look_alikes(token):
    found = lab_id(token)
    assert re.fullmatch(f"[{ALPHABET}]{{4}}(-[{ALPHABET}]{{4}}){{2}}", found)
    assert not set("ilou") & set(found)


def test_ids_use_all_their_bits():
    ids = {lab_id(str(n)) for n in range(2000)}
    assert len(ids) == 2000
    assert {symbol for found in ids for symbol in found} == {*ALPHABET, "-"}


@given(st.text())
def test_an_id_is_found_however_it_is_typed(token):
    right = lab_id(token)
    for written in (
        right,
        right.upper(),
        right.replace("-", ""),
        right.replace("-", " "),
        right.replace("0", "o").replace("1", "l"),
        right.replace("0", "O").replace("1", "I"),
    ):
        assert typed(written) == right


@given(st.text())
def test_whatever_is_typed_is_no_fault(text):
    assert typed(typed(text)) == typed(text)
