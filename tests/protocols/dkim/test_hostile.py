"""Whatever strangers put into a message or a key record: no exception, bounded work."""

from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.json import encode as to_json

from simulator.protocols.dkim import DkimVerifier, KeyAnswer, verifier
from simulator.protocols.dkim.canonical import canonical_body
from simulator.protocols.dkim.codes import CAUSES
from simulator.protocols.dkim.der import rsa_key_info
from simulator.protocols.dkim.hashing import coded
from tests.fuzz.bytes_of import SEEDS, session
from tests.protocols.dkim.checking import NOW_S, check, config, published, signed
from tests.protocols.dkim.test_alterations import CONFIGS, LETTER

KEY_NAME = "s1._domainkey.norte.example"
FIELD_LENGTH = 900


@given(st.integers(0, SEEDS))
@settings(max_examples=300)
def test_a_mutated_message_ends_with_a_result_for_each_signature(seed):
    chance = Random(seed)
    how = CONFIGS[seed % len(CONFIGS)]
    whole = signed(LETTER, how)
    field, letter = whole[: -len(LETTER)], whole[-len(LETTER) :]
    content = session(chance, [field]) + (letter if chance.random() < 0.8 else b"")
    for result in check(content, published(how)):
        assert CAUSES[result.cause].result == result.result


@given(st.integers(0, SEEDS))
@settings(max_examples=300)
def test_a_mutated_key_record_ends_with_a_result(seed):
    chance = Random(seed)
    how = CONFIGS[seed % len(CONFIGS)]
    (record,) = published(how).values()
    texts = tuple(session(chance, [record]) for _ in range(chance.randint(1, 3)))
    verifier = DkimVerifier(signed(LETTER, how), NOW_S)
    verifier.answer(KeyAnswer("found", texts))
    (result,) = verifier.results
    assert CAUSES[result.cause].result == result.result


@given(st.binary(max_size=400))
def test_any_octets_as_signature_and_key(octets):
    content = b"DKIM-Signature: " + octets + b"\r\n" + LETTER
    for result in check(content, {KEY_NAME: octets}):
        assert CAUSES[result.cause].result == result.result


# --- work -----------------------------------------------------------------------------


def judged(content, key=b""):
    verifier = DkimVerifier(content, NOW_S)
    while verifier.next_question() is not None:
        verifier.answer(KeyAnswer("found", (key,) if key else ()))
    return [result.cause for result in verifier.results]


def body(piece):
    """A message that was signed without it, with that body."""
    whole = signed(b"From: a@norte.example\r\n\r\n", config())
    return lambda size: (whole + piece * (size // len(piece)) + b"x\r\n",)


def header(piece):
    whole = signed(b"From: a@norte.example\r\n\r\n", config())
    return lambda size: (piece * (size // len(piece)) + b"\r\n" + whole,)


def tags(piece):
    value = b"DKIM-Signature: v=1; h=From"
    return lambda size: (value + piece * (size // len(piece)) + b"\r\n" + LETTER,)


def record(piece):
    whole = signed(LETTER, config())
    return lambda size: (whole, b"v=DKIM1; p=" + piece * (size // len(piece)))


GROWING = {
    "spaces in a line": body(b" "),
    "tabs and spaces": body(b"\t "),
    "empty lines": body(b"\r\n"),
    "lines of spaces": body(b" \r\n"),
    "carriage returns": body(b"\r"),
    "fields": header(b"a:\r\n"),
    "signatures": header(b"DKIM-Signature:\r\n"),
    "one folded field": header(b"\r\n "),
    "semicolons": tags(b";a=b"),
    "names": tags(b":x"),
    "white space": tags(b" "),
    "a key in many pieces": record(b"A A "),
    "a long key": record(b"AAAA"),
    "a record of tags": record(b";a=b"),
}
SMALL, LARGE = 60_000, 480_000


@pytest.mark.parametrize("what", GROWING)
def test_eight_times_the_octets_are_about_eight_times_the_work(what):
    """Quadratic work would be 64 times as much. The quickest of some tries counts."""

    def quickest(size):
        arguments = GROWING[what](size)
        times = []
        for _ in range(3):
            begun = process_time()
            judged(*arguments)
            times.append(process_time() - begun)
        return max(min(times), 0.001)

    assert quickest(LARGE) < 30 * quickest(SMALL)


def test_a_huge_key_is_not_computed_with():
    for modulus, exponent in ((1 << 8_191 | 1, 65_537), (1 << 2_047 | 1, 1 << 2_000)):
        text = b"v=DKIM1; p=" + coded(rsa_key_info(modulus, exponent)).encode()
        (cause,) = judged(signed(LETTER, config()), text)
        assert cause in ("key_too_big", "key_syntax")


def test_many_signatures_with_many_lengths_hash_the_body_a_bounded_number_of_times():
    whole = signed(LETTER, config(measured=True))
    field = whole[: -len(LETTER)]
    fields = b"".join(field.replace(b" l=", b" l=%d" % n) for n in range(1, 40))
    assert len(judged(fields + LETTER, published(config())[KEY_NAME])) == 11


def test_many_lengths_make_the_body_canonical_once_each_way(monkeypatch):
    made = []

    def counted(body, how):
        made.append(how)
        return canonical_body(body, how)

    monkeypatch.setattr(verifier, "canonical_body", counted)
    whole = signed(LETTER, config(measured=True))
    field = whole[: -len(LETTER)]
    fields = b"".join(field.replace(b" l=", b" l=%d" % n) for n in range(1, 10))
    judged(fields + LETTER, published(config())[KEY_NAME])
    assert len(made) == len(set(made)) == 1


LONG = 20_000
TAGS = {"h": "From", "bh": "AAAA", "i": "@norte.example", "z": "a:b"}


@pytest.mark.parametrize(
    "tags",
    [
        {"h": "From:" + "x" * LONG},
        {"h": "From" + ":x" * LONG},
        {"bh": "A" * LONG},
        {"i": "x" * LONG + "@norte.example"},
        {"z": "x" * LONG + ":y"},
        {"z": "|".join(f"x{n}:y" for n in range(LONG // 8))},
    ],
)
def test_no_tag_makes_a_fact_long(tags):
    said = "; ".join(f"{name}={value}" for name, value in (TAGS | tags).items())
    field = f"DKIM-Signature: v=1; a=rsa-sha256; d=norte.example; s=s1; b=AAAA; {said}"
    check = DkimVerifier(field.encode() + b"\r\n" + LETTER, NOW_S)
    check.answer(KeyAnswer("found", tuple(published(config()).values())))
    assert check.results[0].cause == "body_hash"
    assert max(len(to_json(fact)) for fact in check.facts()) < 3_000


def test_no_kind_of_key_makes_a_fact_long():
    check = DkimVerifier(signed(LETTER, config()), NOW_S)
    check.answer(KeyAnswer("found", (b"p=AAAA; k=" + b"x" * LONG,)))
    assert check.results[0].cause == "key_type"
    assert max(len(to_json(fact)) for fact in check.facts()) < 3_000
