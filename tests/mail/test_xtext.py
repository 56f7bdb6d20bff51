"""xtext: what RFC 3461 §4 lets through, and what stands for what."""

import pytest

from simulator.mail.xtext import decode_xtext, is_xtext


@pytest.mark.parametrize("text", ["", "ana@norte.example", "ana+2Bx", "!~*,-<>", "+00"])
def test_what_is_xtext(text):
    assert is_xtext(text)


@pytest.mark.parametrize("text", ["a b", "a=b", "+", "+2", "+2b", "ñ", "\x7f", "a\n"])
def test_what_is_none(text):
    assert not is_xtext(text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [("ana+2Bx", "ana+x"), ("a+3Db", "a=b"), ("+2B2B", "+2B"), ("ana", "ana")],
)
def test_what_it_stands_for(text, plain):
    assert decode_xtext(text) == plain
