"""Content-Transfer-Encoding taken off (RFC 2045 §6), whatever state a body is in.

Damage stays where it is: an octet that cannot be meant is left out or left as it is,
and nothing after it is lost. Python's `base64` refuses a body with a wrong length and
reads on after the padding; its `quopri` keeps white space that was added on the way.
"""

import base64
import binascii
import re
import string

_ALPHABET = string.ascii_letters + string.digits + "+/"
_NOT_BASE64 = bytes(set(range(256)) - set(_ALPHABET.encode()))
_SHORT_PADDINGS = (b" \n", b" \r\n", b"\t\n", b"\t\r\n")
_PADDED = re.compile(rb"[ \t]\r?(?:\n|\Z)")


def without_transfer_encoding(octets: bytes, encoding: str) -> bytes:
    """The octets of a body that came in `encoding` (in small letters); as they are
    where it is none, or cannot be read."""
    if encoding == "quoted-printable":
        return from_quoted_printable(octets)
    if encoding == "base64":
        return from_base64(octets)
    return octets


def from_base64(octets: bytes) -> bytes:
    """Up to the padding, which is the end of the data (RFC 2045 §6.8): what follows is
    something else, such as the footer of a mailing list. Characters outside the
    alphabet are left out; where nothing can be read, the octets as they are."""
    letters = octets.partition(b"=")[0].translate(None, _NOT_BASE64)
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    if not letters:
        return octets
    try:
        return base64.b64decode(letters + b"=" * (-len(letters) % 4))
    except binascii.Error:
        return octets


def from_quoted_printable(octets: bytes) -> bytes:
    """White space at the end of a line was added on the way, behind a soft line break,
    too (RFC 2045 §6.7, rule 3); an `=` that codes nothing stays (§6.7, notes)."""
    line_ends = _without_padding(octets)
    # `a2b_qp` leaves a lone `=` alone, but for these: it joins two of them, and takes
    # a bare CR for the end of a line.
    soft = line_ends.replace(b"=\r\n", b"=\n").replace(b"=\r", b"=3D\r")
    twice = soft.replace(b"==", b"=3D=").replace(b"==", b"=3D=")
    return binascii.a2b_qp(twice)


def _without_padding(octets: bytes) -> bytes:
    """Most padding is short: a few replacements cost less than to go through lines."""
    for padding in _SHORT_PADDINGS * 4:
        octets = octets.replace(padding, padding[1:])
    if not _PADDED.search(octets):
        return octets
    return b"\n".join(
        line[:-1].rstrip(b" \t") + b"\r"
        if line.endswith(b"\r")
        else line.rstrip(b" \t")
        for line in octets.split(b"\n")
    )
