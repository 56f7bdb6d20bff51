"""A permalink as the characters of an address: JSON, deflated, in base 64 for addresses
(RFC 4648 §5).

The first character says how the rest was made. What most permalinks say is in a
dictionary that both ends have (RFC 1950 §2.2), so that a short session is a short
address. It refuses what is longer than any address, what unpacks to more than a
session can be, and what is damaged, before anything is played.
"""

import re
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode

import msgspec

from simulator.bounded_json import read_json
from simulator.teaching.exams.inflating import inflate
from simulator.teaching.permalinks.permalink import Permalink, PermalinkError

VERSION = "1"
PACKED_CHARACTERS_MAX = 64 * 1024
JSON_OCTETS_MAX = 256 * 1024

_DICTIONARY = (
    b'"act":"answer","question":"value":"act":"collect","host":"pc-benito","act":"send"'
    b'"to":"@sur.example","subject":"body":"act":"cut","link":"after_us":,"by":"auto"'
    b'USER benitoPASS benito-secretaLISTRETR 1DELE 1"port":110"port":143a1 LOGIN '
    b"a2 SELECT INBOXa3 FETCH 1 BODY[]LOGOUTNOOPRSETHELO pc-anaEHLO pc-anaMAIL FROM:<"
    b"ana@norte.example>RCPT TO:<benito@sur.example>DATAFrom: To: Subject: QUIT"
    b'{"do":{"act":"open","host":"pc-ana","target":"sur","port":25}},"after":'
    b'["primera-carta",1,true,[{"do":{"act":"line","text":".","conn":"c"}}],"watch","'
)
"""Another dictionary needs another VERSION: addresses live for years."""

_PACKED = re.compile(r"[A-Za-z0-9_-]+")
_AROUND = " \t\r\n\"'<>()[].,;:!?\u00ab\u00bb\u201c\u201d\u2026"
"""What a message or a sentence puts around an address."""


def pack(link: Permalink) -> str:
    """Those characters. Raises PermalinkError for a session that is too long."""
    json = msgspec.json.encode(link)
    deflate = zlib.compressobj(9, zdict=_DICTIONARY)
    octets = deflate.compress(json) + deflate.flush()
    packed = VERSION + urlsafe_b64encode(octets).decode().rstrip("=")
    if len(json) > JSON_OCTETS_MAX or len(packed) > PACKED_CHARACTERS_MAX:
        raise PermalinkError("permalink.session_too_long")
    return packed


def unpack(said: str) -> Permalink:
    """What they say. Raises PermalinkError."""
    packed = said.strip(_AROUND)
    if len(packed) > PACKED_CHARACTERS_MAX:
        raise PermalinkError("permalink.too_long")
    if not _PACKED.fullmatch(packed):
        raise PermalinkError("permalink.damaged")
    if packed[0] != VERSION:
        raise PermalinkError("permalink.unknown_version")
    return _read(_inflated(packed[1:]))


def _inflated(characters: str) -> bytes:
    try:
        octets = urlsafe_b64decode(characters + "=" * (-len(characters) % 4))
        found = inflate(octets, JSON_OCTETS_MAX, _DICTIONARY)
    except ValueError:
        raise PermalinkError("permalink.damaged") from None
    if found is None:
        raise PermalinkError("permalink.too_long")
    return found


def _read(json: bytes) -> Permalink:
    try:
        return read_json(json, Permalink)
    except msgspec.DecodeError:
        raise PermalinkError("permalink.damaged") from None
