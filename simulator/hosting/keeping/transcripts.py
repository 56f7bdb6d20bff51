"""What was said in a lab, for the day when another program would replay it otherwise.

Of a lab inputs are kept; what came of them only the program knows that made them come.
So while that one runs it writes down what was said on the line somebody works on, in
every language, deflated: some kB. It refuses to keep more than so many characters.
"""

import zlib
from collections.abc import Mapping

import msgspec

from simulator.bounded_json import read_json
from simulator.export import transcripts
from simulator.journal import Journal
from simulator.languages import Catalogue
from simulator.teaching.exams.inflating import inflate

CHARACTERS_MAX = 200_000
"""Of a transcript, as many are kept."""

OCTETS_MAX = 8_000_000
"""Of all languages together, when they are read again."""


class KeptTranscript(msgspec.Struct, frozen=True):
    """`texts`: by language, of a branch as long as it was after so many `events`."""

    branch: str = ""
    events: int = 0
    texts: dict[str, str] = {}


def packed(branch: str, journal: Journal, texts: Mapping[str, Catalogue]) -> bytes:
    """The transcript of that branch, to be kept."""
    told = transcripts(journal, texts, CHARACTERS_MAX)
    found = KeptTranscript(branch, len(journal), told)
    return zlib.compress(msgspec.json.encode(found))


def unpacked(body: bytes) -> KeptTranscript:
    """What was kept; without texts, where that cannot be read."""
    try:
        return read_json(inflate(body, OCTETS_MAX) or b"", KeptTranscript)
    except (ValueError, msgspec.DecodeError):
        return KeptTranscript()
