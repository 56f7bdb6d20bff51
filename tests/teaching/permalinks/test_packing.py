"""A permalink as characters: there and back, and whatever a stranger may write."""

import random
import zlib
from base64 import urlsafe_b64encode

import msgspec
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from simulator.acts import ACTS, Act, encode_act
from simulator.teaching.exams import done
from simulator.teaching.permalinks import (
    PACKED_CHARACTERS_MAX,
    Permalink,
    PermalinkError,
    pack,
    packing,
    unpack,
)

OF_STUDENTS = [spec.struct for spec in ACTS if "student" in spec.actors]
TEXT = st.text(max_size=40)


@st.composite
def acts(draw: st.DrawFn) -> Act:
    """Any act a person may do, with whatever its fields may hold."""
    act = draw(st.from_type(draw(st.sampled_from(OF_STUDENTS))))
    try:
        return ACTS.decode(encode_act(act))
    except msgspec.ValidationError:
        reject()


@st.composite
def permalinks(draw: st.DrawFn) -> Permalink:
    after = st.none() | st.integers(0, 20_000)
    line = [
        done(draw(acts()), draw(after), auto=draw(st.booleans()))
        for _ in range(draw(st.integers(0, 12)))
    ]
    return Permalink(
        scenario=draw(st.from_regex(r"[a-z0-9-]{1,30}", fullmatch=True)),
        seed=draw(st.integers(0, 2**53 - 1)),
        opened=draw(st.booleans()),
        line=tuple(line),
        at=draw(st.integers(0, 20_000)),
        view=draw(st.sampled_from(["", "watch", "letter/m3.pc-ana"])),
        journal="AbCd_-12",
        world="",
    )


def short() -> Permalink:
    line = tuple(done(ACTS.from_line(f"line {text}")) for text in ("EHLO a", "NOOP"))
    return Permalink("primera-carta", 1, True, line, 47, "type", "a" * 8, "b" * 8)


@settings(deadline=None)
@given(permalinks())
def test_it_is_the_same_there_and_back(link):
    packed = pack(link)
    found = unpack(packed)
    assert msgspec.json.encode(found) == msgspec.json.encode(link)
    assert [each.act() for each in found.line] == [each.act() for each in link.line]
    assert unpack(f" «{packed}».\n") == found
    assert set(packed) <= set("-_" + "0123456789") | set(map(chr, range(65, 123)))


def test_a_short_session_is_a_short_address():
    assert len(pack(short())) < 140


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_refused_in_words(said):
    with pytest.raises(PermalinkError) as caught:
        unpack(said)
    assert caught.value.key.startswith("permalink.")


@settings(deadline=None)
@given(st.integers(0, 2**32))
def test_a_damaged_one_is_refused_or_says_the_same(seed):
    chance, characters = random.Random(seed), list(pack(short()))
    alphabet = "ABCabc019-_"
    for _ in range(chance.randint(1, 4)):
        characters[chance.randrange(len(characters))] = chance.choice(alphabet)
    try:
        assert unpack("".join(characters)) == short()
    except PermalinkError as error:
        assert error.key in ("permalink.damaged", "permalink.unknown_version")


@pytest.mark.parametrize("cut", range(1, 12))
def test_a_cut_one_is_damaged(cut):
    with pytest.raises(PermalinkError) as caught:
        unpack(pack(short())[:-cut])
    assert caught.value.key == "permalink.damaged"


def made_of(json: bytes, dictionary: bytes = packing._DICTIONARY) -> str:
    deflate = zlib.compressobj(9, zdict=dictionary)
    octets = deflate.compress(json) + deflate.flush()
    return "1" + urlsafe_b64encode(octets).decode().rstrip("=")


GOOD = '["primera-carta",1,true,[],47,"watch","",""]'
HOSTILE = {
    "": "permalink.damaged",
    "1": "permalink.damaged",
    "2" + pack(short())[1:]: "permalink.unknown_version",
    "x" * (PACKED_CHARACTERS_MAX + 1): "permalink.too_long",
    made_of(b" " * 10**7): "permalink.too_long",
    made_of(b"[" * 100_000): "permalink.damaged",
    made_of(GOOD.replace("[]", "[" * 500 + "]" * 500).encode()): "permalink.damaged",
    made_of(GOOD.replace("47", "-1").encode()): "permalink.damaged",
    made_of(GOOD.replace("47", "1e400").encode()): "permalink.damaged",
    made_of(GOOD.replace("1,", f"{2**70},").encode()): "permalink.damaged",
    made_of(GOOD.replace("primera-carta", "../../etc").encode()): "permalink.damaged",
    made_of(GOOD.replace("watch", "<script>").encode()): "permalink.damaged",
    made_of(GOOD.replace("[]", '[{"do":7}]').encode()): "permalink.damaged",
    made_of(GOOD.replace("[]", "[" + "{}," * 500 + "{}]").encode()): (
        "permalink.damaged"
    ),
    made_of(b'"\xff\xfe"'): "permalink.damaged",
    made_of(GOOD.encode(), b"another dictionary"): "permalink.damaged",
}


def test_what_the_hostile_ones_are_made_of_is_good():
    assert unpack(made_of(GOOD.encode())).scenario == "primera-carta"


@pytest.mark.parametrize("said", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_one_is_refused_with_its_reason(said):
    with pytest.raises(PermalinkError) as caught:
        unpack(said)
    assert caught.value.key == HOSTILE[said]


def test_a_session_that_is_too_long_makes_none():
    chance = random.Random(1)
    words = ["".join(chr(chance.randrange(0x400, 0x900)) for _ in range(400))] * 1
    line = tuple(
        done(ACTS.decode({"act": "line", "text": text + str(chance.random())}))
        for text in words * 400
    )
    with pytest.raises(PermalinkError) as caught:
        pack(msgspec.structs.replace(short(), line=line))
    assert caught.value.key == "permalink.session_too_long"
