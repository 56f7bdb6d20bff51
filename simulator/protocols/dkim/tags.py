"""Tag lists, as signatures and key records are written (RFC 6376 §3.2).

    tag-list  = tag-spec *( ";" tag-spec ) [ ";" ]
    tag-spec  = [FWS] tag-name [FWS] "=" [FWS] tag-value [FWS]
    tag-name  = ALPHA *( ALPHA / DIGIT / "_" )
    tag-value = [ tval *( 1*(WSP / FWS) tval ) ]
    tval      = 1*( %x21-3A / %x3C-7E )         ; no ";"

It refuses what the grammar refuses, and says at which octet: a name that is there twice
makes the whole list wrong. Folded lines that hold white space alone are let through
(obs-FWS of RFC 5322 §4.2). It knows no tag.
"""

import base64
import re
from collections.abc import Iterator

import msgspec

TAG_LIST_OCTETS_MAX = 65_536
"""Longer lists are refused unread."""

_WSP = b" \t\r\n"
_BAD_OCTET = re.compile(rb"\r(?!\n[ \t])|(?<!\r)\n|[^ -~\t\r\n]")
_NAME = re.compile(rb"[ \t\r\n]*([A-Za-z][A-Za-z0-9_]*)[ \t\r\n]*=")
_BASE64 = re.compile(rb"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
_SPACE = re.compile(rb"[ \t\r\n]+")


class TagListError(Exception):
    """`cause`: key of what is wrong (`codes.py`); `offset`: the octet at which it is;
    `tag`: in which one, if in one."""

    def __init__(self, cause: str, offset: int, tag: str = "") -> None:
        super().__init__(f"{cause} at octet {offset}")
        self.cause = cause
        self.offset = offset
        self.tag = tag


class Tag(msgspec.Struct, frozen=True):
    """One tag. `value`: without the white space around it, which `start` and `end`
    include; `at`: where the value itself begins."""

    name: str
    value: bytes
    at: int
    start: int
    end: int


class TagList:
    """The tags of a list, by name. Raises TagListError."""

    def __init__(self, octets: bytes) -> None:
        self._tags: dict[str, Tag] = {}
        if len(octets) > TAG_LIST_OCTETS_MAX:
            raise TagListError("too_long", TAG_LIST_OCTETS_MAX)
        bad = _BAD_OCTET.search(octets)
        if bad is not None:
            raise TagListError("syntax", bad.start())
        start = 0
        while start < len(octets):
            end = octets.find(b";", start)
            end = len(octets) if end < 0 else end
            if end == len(octets) and self._tags and not octets[start:].strip(_WSP):
                break
            self._read(octets, start, end)
            start = end + 1
        if not self._tags:
            raise TagListError("syntax", 0)

    def _read(self, octets: bytes, start: int, end: int) -> None:
        """One tag-spec: `octets[start:end]`."""
        found = _NAME.match(octets, start, end)
        if found is None:
            blank = len(octets[start:end]) - len(octets[start:end].lstrip(_WSP))
            raise TagListError("syntax", start + blank)
        name = found[1].decode("ascii")
        if name in self._tags:
            raise TagListError("twice", found.start(1), name)
        raw = octets[found.end() : end]
        at = found.end() + len(raw) - len(raw.lstrip(_WSP))
        self._tags[name] = Tag(name, raw.strip(_WSP), at, found.end(), end)

    def __contains__(self, name: str) -> bool:
        return name in self._tags

    def __iter__(self) -> Iterator[Tag]:
        return iter(self._tags.values())

    def get(self, name: str) -> Tag | None:
        """The tag called so, in exactly these letters (§3.2)."""
        return self._tags.get(name)

    def require(self, name: str) -> Tag:
        """As `get`. Raises TagListError when it is not there."""
        tag = self._tags.get(name)
        if tag is None:
            raise TagListError("missing_tag", 0, name)
        return tag

    def first(self) -> Tag:
        """The tag that stands first."""
        return next(iter(self._tags.values()))


def wrong(tag: Tag, cause: str = "bad_tag") -> TagListError:
    """The error of a value that its tag cannot have."""
    return TagListError(cause, tag.at, tag.name)


def matched(tag: Tag, pattern: re.Pattern[bytes], cause: str = "bad_tag") -> str:
    """The value, which is all of `pattern`. Raises TagListError."""
    if not pattern.fullmatch(tag.value):
        raise wrong(tag, cause)
    return tag.value.decode("ascii")


def decoded_base64(tag: Tag) -> bytes:
    """base64string: white space anywhere, the padding as RFC 4648 §4 has it. Raises
    TagListError."""
    coded = _SPACE.sub(b"", tag.value)
    if not _BASE64.fullmatch(coded):
        raise wrong(tag)
    return base64.b64decode(coded)


def colon_list(tag: Tag) -> tuple[str, ...]:
    """What stands between the colons, without the white space around it."""
    return tuple(part.strip(_WSP).decode("ascii") for part in tag.value.split(b":"))


_HEX = re.compile(rb"=([0-9A-F]{2})")


def decoded_quoted(octets: bytes) -> bytes:
    """dkim-quoted-printable (§2.11): white space out, `=3B` back."""
    plain = _SPACE.sub(b"", octets)
    return _HEX.sub(lambda found: bytes([int(found[1], 16)]), plain)


def quoted(octets: bytes) -> bytes:
    """As dkim-quoted-printable, `|` coded too, as a copied field needs it (§3.5)."""
    return b"".join(
        bytes([octet])
        if 0x21 <= octet <= 0x7E and octet not in b";=|"
        else b"=%02X" % octet
        for octet in octets
    )
