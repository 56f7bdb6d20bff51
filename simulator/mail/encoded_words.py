"""Encoded words: characters outside ASCII in a header field (RFC 2047, RFC 2231 §5).

    encoded-word = "=?" charset ["*" language] "?" encoding "?" encoded-text "?="

Decoding happens once, in a fixed order: a structured field is parsed first (§6.2), what
comes out of a word is never looked at again (§6.1), and a word inside a quoted string
is not one (§5). White space between two words goes (§6.2). What is more lenient than
the RFC, as every reader is: a word may touch other text and may hold spaces, and the
octets of one character may be split over two words of the same charset.

It refuses to let a control character out of a word: it is shown, as its picture.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from functools import lru_cache

from simulator.mail.charsets import codec, decoded

REMEMBERED_CHARACTERS_MAX = 998
"""Longer values are read again each time."""

_WORD = re.compile(r"=\?([^?*\s]+)(?:\*[^?\s]*)?\?([BbQq])\?([^?]*)\?=")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_HEX = re.compile(rb"=([0-9A-Fa-f]{2})")
_UNICODE_PICTURES = 0x2400
_CONTROLS: dict[int, int | str] = {
    **{code: _UNICODE_PICTURES + code for code in range(0x20)},
    0x7F: 0x2421,
    **dict.fromkeys(range(128, 160), 65533),
    ord("\t"): " ",
}
"""C0 controls to their pictures, C1 to the replacement character; a tab is a space."""


def decode_words(value: bytes) -> str:
    """The value of an unstructured field, unfolded, as a person reads it.

    Octets that are not UTF-8 (RFC 6532 §3.2) become U+FFFD. A word whose charset
    nobody knows, or whose text is not base64, stands as it is written.
    """
    text = value.decode("utf-8", "replace")
    return decode_text(text)


def decode_text(text: str) -> str:
    """As `decode_words`, of text."""
    if "=?" not in text:
        return text
    if len(text) > REMEMBERED_CHARACTERS_MAX:
        return _decoded(text)
    return _remembered(text)


def decode_quoted(text: str) -> str:
    """As `decode_text`, but what stands between double quotes stays as it is."""
    if '"' not in text:
        return decode_text(text)
    pieces = re.split(r'("(?:[^"\\]|\\.)*"?)', text, flags=re.DOTALL)
    return "".join(
        piece if number % 2 else decode_text(piece)
        for number, piece in enumerate(pieces)
    )


def _decoded(text: str) -> str:
    return "".join(_pieces(text))


_remembered = lru_cache(256)(_decoded)
"""One subject is read when it is sent, filed, delivered, collected and told."""


def _pieces(text: str) -> Iterator[str]:
    """The text between words, and runs of adjacent words of one charset decoded."""
    at, charset, octets = 0, "", bytearray()
    for found in _WORD.finditer(text):
        word = _octets(found)
        between = text[at : found.start()]
        adjacent = bool(charset) and not between.strip(" \t\r\n") and word is not None
        if not (adjacent and found[1].lower() == charset):
            yield _shown(bytes(octets), charset)
            charset, octets = "", bytearray()
            if not adjacent:
                yield between
        at = found.end()
        if word is None:
            yield found[0]
        else:
            charset = found[1].lower()
            octets += word
    yield _shown(bytes(octets), charset)
    yield text[at:]


def _shown(octets: bytes, charset: str) -> str:
    return decoded(octets, charset).translate(_CONTROLS) if charset else ""


def _octets(word: re.Match[str]) -> bytes | None:
    """What an encoded word stands for, or None where it cannot be read."""
    charset, encoding, text = word.groups()
    if codec(charset) is None or not text.isascii():
        return None
    if encoding in "Bb":
        return _unbase64(text.encode())
    spaced = text.replace("_", " ").encode()
    return _HEX.sub(lambda found: bytes([int(found[1], 16)]), spaced)


def _unbase64(text: bytes) -> bytes | None:
    letters = _NOT_BASE64.sub(b"", text.partition(b"=")[0])
    if len(letters) % 4 == 1 or not letters:
        return None if text else b""
    try:
        return base64.b64decode(letters + b"=" * (-len(letters) % 4))
    except binascii.Error:
        return None
