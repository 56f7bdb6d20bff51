"""Reading what an IMAP server says: lines and literals to values, whatever they hold.

    response-data = "*" SP (resp-cond-state / resp-cond-bye / mailbox-data /
                    message-data / capability-data) CRLF
    response-done = tag SP resp-cond-state CRLF / "*" SP resp-cond-bye CRLF

A client must expect anything at any moment (RFC 3501 §7), so nothing here fails: what
cannot be read is given as it is. It refuses to know which data belong to which command.
"""

import re
from typing import NamedTuple

from simulator.protocols.imap.questions import Untagged, Value
from simulator.protocols.imap.reader import CRLF, Piece

DEPTH_MAX = 100
STATUSES = ("OK", "NO", "BAD", "BYE", "PREAUTH")

_QUOTED = re.compile(rb'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_NUMBER = re.compile(rb"\d{1,20}\Z")
_CODE = re.compile(r"\[([^\]]*)\] ?(.*)", re.DOTALL)


class Said(NamedTuple):
    """One whole response. `tag`: `*`, `+` or a tag; `untagged`: its parts, also of a
    completion, whose name is its status."""

    tag: str
    untagged: Untagged


class Collector:
    """Joins pieces to one response; `add` gives it when it is whole."""

    def __init__(self) -> None:
        self._text = bytearray()
        self._literals: dict[int, bytes] = {}
        self._mark = 0

    def add(self, piece: Piece) -> Said | None:
        """A line or a literal. None: more is to come."""
        if piece.is_literal:
            self._literals[self._mark] = piece.octets
            return None
        if piece.mark is not None and not piece.too_long:
            self._mark = len(self._text) + piece.mark.start
            self._text += piece.octets
            return None
        self._text += piece.octets.removesuffix(CRLF)
        text, literals = bytes(self._text), self._literals
        self._text, self._literals = bytearray(), {}
        return read(text, literals)


def read(text: bytes, literals: dict[int, bytes]) -> Said:
    """A response; `literals` by the place of their `{`."""
    tag, _, rest = text.partition(b" ")
    at = len(tag) + 1
    if tag == b"+":
        return Said("+", Untagged("+", 0, (), text=_decoded(rest)))
    word, _, after = rest.partition(b" ")
    name = _decoded(word).upper()
    if name in STATUSES:
        found = _CODE.fullmatch(_decoded(after)) if after.startswith(b"[") else None
        code, words = (found[1], found[2]) if found else ("", _decoded(after))
        return Said(_decoded(tag), Untagged(name, 0, (), code, words))
    at += len(word) + 1
    number = 0
    if _NUMBER.match(word):
        number = int(word)
        word, _, _ = after.partition(b" ")
        name = _decoded(word).upper()
        at += len(word) + 1
    values = Values(text, literals, at).all()
    return Said(_decoded(tag), Untagged(name, number, values))


class Values:
    """Reads values one after another; `at`: where."""

    def __init__(self, text: bytes, literals: dict[int, bytes], at: int) -> None:
        self.text = text
        self.literals = literals
        self.at = at

    def all(self) -> tuple[Value, ...]:
        """All to the end; a parenthesis too many is passed over."""
        values: list[Value] = []
        while self.at < len(self.text):
            values += self._list(0)
            self.at += 1
        return tuple(values)

    def _list(self, depth: int) -> list[Value]:
        """Values up to `)` or the end, which is not taken."""
        values: list[Value] = []
        while self.at < len(self.text):
            octet = self.text[self.at : self.at + 1]
            if octet == b")":
                break
            if octet in (b" ", b"\r", b"\n"):
                self.at += 1
            elif octet == b"(" and depth < DEPTH_MAX:
                self.at += 1
                values.append(tuple(self._list(depth + 1)))
                self.at += 1
            else:
                values.append(self._single())
        return values

    def _single(self) -> Value:
        literal = self.literals.get(self.at)
        if literal is not None:
            self.at = self.text.index(CRLF, self.at) + 2
            return literal
        quoted = _QUOTED.match(self.text, self.at)
        if quoted:
            self.at = quoted.end()
            return re.sub(rb"\\(.)", rb"\1", quoted.group(1), flags=re.DOTALL)
        word = self._atom()
        return None if word.upper() == "NIL" else word

    def _atom(self) -> str:
        """To the next space or parenthesis that is not between square brackets:
        `BODY[HEADER.FIELDS (From To)]<0>` is one."""
        start, inside = self.at, 0
        while self.at < len(self.text):
            octet = self.text[self.at : self.at + 1]
            inside += (octet == b"[") - (octet == b"]" and inside > 0)
            if not inside and octet in b" ()\r\n" and self.at > start:
                break
            self.at += 1
        return _decoded(self.text[start : self.at])


def _decoded(octets: bytes) -> str:
    """UTF-8, or Latin-1 where it is not."""
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return octets.decode("latin-1")
