"""Files that are opened as drafts: whatever they hold is a draft or refused."""

import io
import zipfile
from random import Random

import msgspec
import pytest

from simulator.projections.shapes.authoring import MOVES_MAX
from simulator.teaching.authoring import (
    DRAFT_OCTETS_MAX,
    DraftError,
    Drafting,
    packed,
    read_draft,
    unpacked,
)
from tests.teaching.authoring.drafts import TEXTS, greeting_draft
from tools.run import ROOT


def of_one(body: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", method) as archive:
        archive.writestr("una/draft.json", body)
    return kept.getvalue()


def is_refused(octets: bytes) -> bool:
    """Any other exception fails the test."""
    try:
        unpacked(octets)
    except DraftError:
        return True
    return False


def test_a_broken_file_is_refused_and_nothing_else():
    draft, scenario = greeting_draft()
    whole = packed(Drafting(draft, scenario, TEXTS))
    assert unpacked(whole) == draft
    for method in (zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        good = of_one(msgspec.json.encode(draft), method)
        assert is_refused(good) == (method != zipfile.ZIP_DEFLATED)
        for place in range(len(good)):
            for bit in range(8):
                flipped = bytearray(good)
                flipped[place] ^= 1 << bit
                is_refused(bytes(flipped))
    for place in range(len(whole)):
        assert is_refused(whole[:place])


def test_octets_by_chance_are_refused():
    chance = Random(8)
    for size in range(300):
        assert is_refused(chance.randbytes(size))
        assert is_refused(b"PK\x05\x06" + chance.randbytes(18))
        assert is_refused(of_one(chance.randbytes(size)))


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_a_small_file_that_unpacks_into_much_is_refused(method):
    assert is_refused(of_one(b" " * 50_000_000, method))


@pytest.mark.parametrize(
    "act",
    [b'{"a":' * 9_000 + b"1" + b"}" * 9_000, b'{"a":' + b"[" * 300_000, b'{"\xff":1}'],
)
def test_what_is_no_draft_is_refused(act):
    text = b'{"lang":"es","scenario":"pop3","moves":[{"id":"a","act":' + act + b"}]}"
    assert len(text) < DRAFT_OCTETS_MAX
    with pytest.raises(DraftError):
        read_draft(text)
    assert is_refused(of_one(text))


def test_the_page_records_as_many_moves_as_are_taken():
    page = (ROOT / "static/src/model/lesson-draft.js").read_text(encoding="utf-8")
    assert f"MOVES_MAX = {MOVES_MAX};" in page
