"""JSON from outside: how deep it may be is ours to say, on every Python."""

import json
import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import simulator.web.socket_json as socket_json
from simulator.acts import ACTS
from simulator.bounded_json import NESTING_MAX, read_json

SIMULATOR = Path(__file__).parents[1] / "simulator"
DECODER = re.compile(
    r"\bjson\.(loads?|decode|Decoder|JSONDecoder)\b|\bget_json\b|\brequest\.json\b"
)
OF_OURS = {"bounded_json.py", "journal/journal.py"}
"""The reader itself, and what reads back what `to_jsonl` wrote."""

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


def nested(depth: int, opener: str = "[", closer: str = "]") -> str:
    return opener * depth + "1" + closer * depth


@given(JSON)
def test_what_json_wrote_is_read(value):
    for text in (json.dumps(value), json.dumps(value, ensure_ascii=False)):
        assert read_json(text) == read_json(text.encode()) == value


@pytest.mark.parametrize(("opener", "closer"), [("[", "]"), ('{"a":', "}")])
def test_as_deep_as_may_be_is_read_and_one_more_is_not(opener, closer):
    deep = nested(NESTING_MAX, opener, closer)
    assert read_json(deep) == json.loads(deep)
    with pytest.raises(msgspec.DecodeError, match=f"more than {NESTING_MAX} deep"):
        read_json(nested(NESTING_MAX + 1, opener, closer))


@pytest.mark.parametrize(
    "text",
    [
        "[" * 300_000,
        nested(300_000),
        '["\\"", ' + "[" * 300_000,
        '{"]]]]": ' * 100_000,
        '["\\\\", ' * 100_000,
    ],
    ids=range(5),
)
def test_far_too_deep_is_refused_before_a_decoder_sees_it(text):
    with pytest.raises(msgspec.DecodeError, match="deep"):
        read_json(text)
    with pytest.raises(msgspec.DecodeError, match="deep"):
        read_json(text.encode(), dict[str, int])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[1,",
        "{]" * 300_000,
        "]" * 300_000 + "[" * 49,
        '"' + "[" * 300_000,
        '"' + '\\"[' * 300_000,
        '["' + "\\" * 300_001 + '"]',
        b'{"\xff":1}',
        b'"\xff"',
        '"\ud800"',
    ],
    ids=range(10),
)
def test_what_is_no_json_is_refused_in_one_way(text):
    with pytest.raises(msgspec.DecodeError, match=r"(?i)json|truncated|codec"):
        read_json(text)


def test_brackets_inside_strings_and_side_by_side_nest_nothing():
    wide = [["[" * 1_000, '"[', "\\[", "]"], *([[{}]] * 1_000)]
    assert read_json(json.dumps(wide)) == wide


def test_other_shapes_are_refused_with_their_place():
    with pytest.raises(msgspec.ValidationError, match=r"\$\[0\]"):
        read_json('["a"]', list[int])


@pytest.mark.parametrize("read", [socket_json.loads, ACTS.from_line])
def test_sockets_and_scripts_read_no_deeper(read):
    with pytest.raises(ValueError, match="deep"):
        read('{"act":' + nested(NESTING_MAX) + "}")


def test_nothing_else_decodes_json_from_outside():
    found = {
        path.relative_to(SIMULATOR).as_posix()
        for path in SIMULATOR.rglob("*.py")
        if DECODER.search(path.read_text(encoding="utf-8"))
    }
    assert found == OF_OURS
