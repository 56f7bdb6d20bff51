"""The file of an exam: read with bounds, packed for paper, told apart."""

import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.teaching.exams import (
    DIGEST,
    FILE_OCTETS_MAX,
    ExamRecord,
    RecordError,
    read_record,
)
from simulator.teaching.exams.record import PACKED, _from_base45, _to_base45
from tests.teaching.exams.exams import solved


@pytest.mark.parametrize(
    ("octets", "text"),
    [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581")],
)
def test_base_45_is_that_of_the_rfc(octets, text):
    """RFC 9285 §4.3."""
    assert _to_base45(octets) == text
    assert _from_base45(text.encode()) == octets


@given(st.binary(max_size=60))
def test_base_45_comes_back(octets):
    assert _from_base45(_to_base45(octets).encode()) == octets


def test_what_is_on_paper_is_the_same_record():
    found = read_record(solved().packed.encode() + b"\r\n")
    assert (found.inputs, found.digest) == (solved().inputs, solved().digest)


def test_a_digest_tells_records_apart():
    one, other = solved(), solved(nickname="Benito")
    assert one.digest != other.digest


@pytest.mark.parametrize(
    ("octets", "key"),
    [
        (b"", "grades.no_json"),
        (b"\xff\xfe", "grades.no_json"),
        (b"[" * 200_000, "grades.no_json"),
        (b"{}", "grades.no_record"),
        (b'{"cartero":1,"exam":1,"nickname":"Ana"}', "grades.no_record"),
        (b'{"cartero":2,"exam":"","nickname":"Ana"}', "grades.version"),
        (b" " * (FILE_OCTETS_MAX + 1), "grades.too_large"),
        (DIGEST.encode() + b"8C71-A70C-104E", "grades.only_digest"),
        (PACKED.encode(), "grades.damaged_code"),
        (PACKED.encode() + b"abc", "grades.damaged_code"),
        (PACKED.encode() + b":::", "grades.damaged_code"),
        (solved().packed[:-9].encode(), "grades.damaged_code"),
        (
            PACKED.encode() + _to_base45(zlib.compress(b" " * 10**7)).encode(),
            "grades.too_large",
        ),
    ],
    ids=range(13),
)
def test_a_file_that_is_none_is_refused_with_its_reason(octets, key):
    with pytest.raises(RecordError) as caught:
        read_record(octets)
    assert caught.value.key == key


@given(st.integers(0, 2**32))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(seed):
    chance, octets = random.Random(seed), bytearray(solved().inputs)
    for _ in range(chance.randint(1, 5)):
        octets[chance.randrange(len(octets))] = chance.randrange(256)
    try:
        assert isinstance(read_record(bytes(octets)), ExamRecord)
    except RecordError as error:
        assert error.key.startswith("grades.")
