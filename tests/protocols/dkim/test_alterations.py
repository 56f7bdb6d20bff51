"""A thousand signed messages, each with one octet changed on the way.

Every change either does not count by the canonicalisation, or it breaks the seal. What
counts is judged by `plainly.py`, which shares nothing with the code.
"""

from collections import Counter
from random import Random

import pytest

from simulator.protocols.dkim import DkimConfig
from tests.protocols.dkim.checking import check, config, published, signed
from tests.protocols.dkim.plainly import signed_data

LETTER = (
    b"Received: from pc-ana.norte.example ([198.51.100.23])\r\n"
    b"\tby smtp.norte.example with ESMTP id norte-1\r\n"
    b"From: Ana  Ruiz <ana@norte.example>\r\n"
    b"To:   benito@sur.example,\r\n\t carla@sur.example\r\n"
    b"Subject: Salimos a  las nueve \r\n"
    b"X-Note: not signed\r\n"
    b"Date: Mon, 23 Nov 2026 09:00:00 +0100\r\n"
    b"\r\n"
    b"A todos:  \r\n"
    b"\r\n"
    b"\tsalimos a\t las  nueve.\r\n"
    b"Ana \r\n"
    b"\r\n"
    b"\r\n"
)
CONFIGS: tuple[DkimConfig, ...] = (
    config(),
    config(canonicalization="simple/simple"),
    config(canonicalization="relaxed/simple", measured=True),
    config(canonicalization="simple/relaxed", copied=True, oversigned=()),
    config(algorithm="ed25519-sha256", identity="ana@norte.example"),
)
OCTETS = bytes((*b" \t\r\n:;=.aA0", 0, 127, 128, 255))
BLOCKS = 10


@pytest.mark.parametrize("block", range(BLOCKS))
def test_an_alteration_does_not_count_or_breaks_the_seal(block):
    verdicts: Counter[str] = Counter()
    for seed in range(block * 100, block * 100 + 100):
        chance = Random(seed)
        how = CONFIGS[seed % len(CONFIGS)]
        content = signed(LETTER, how)
        before = signed_data(content)
        assert before is not None
        altered = bytearray(content)
        at = chance.randrange(len(altered))
        choice = chance.choice(OCTETS) if seed % 2 else chance.randrange(256)
        altered[at] = choice
        (result,) = check(bytes(altered), published(how))
        counts = signed_data(bytes(altered)) != before
        told = f"seed {seed}: octet {at} from {content[at]} to {choice}: {result}"
        assert (result.result != "pass") == counts, told
        verdicts[result.result] += 1
    assert verdicts["pass"] and verdicts["fail"], verdicts


def test_the_plain_reading_agrees_when_nothing_is_changed():
    for how in CONFIGS:
        content = signed(LETTER, how)
        assert check(content, published(how))[0].result == "pass"
        header, body, signature = signed_data(content)
        assert header and body and signature
