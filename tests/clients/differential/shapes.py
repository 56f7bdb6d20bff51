"""What of an answer is compared: all that an RFC decides, nothing that is free.

SMTP: codes and enhanced codes; the keywords of EHLO. POP3: indicator, code in brackets,
the lines of a multi-line response. IMAP: every response parsed; texts for people, the
order inside a FETCH, of flags and of LIST lines, upper and lower case in BODYSTRUCTURE,
UIDVALIDITY, optional response codes, capability lists and the zone of INTERNALDATE are
left out.

It refuses to judge: shapes are equal or not.
"""

import re
from datetime import UTC, datetime
from typing import Any

from simulator.protocols.imap.parsing import Collector, Said
from simulator.protocols.imap.reader import Reader
from tests.clients.differential.talk import PROTOCOLS

Shape = tuple[Any, ...]

_ENHANCED = re.compile(rb"[245]\.\d{1,3}\.\d{1,3}(?= |\Z)")
_BRACKETS = re.compile(rb"(?:\+OK|-ERR) (\[[A-Z/-]+\])")
_FREE_KEYWORDS = ("ETRN", "VRFY", "EXPN", "HELP", "STARTTLS")
"""Commands told or not, and TLS, which Debian's servers are run without here."""

_NUMBERED = ("APPENDUID", "COPYUID")
_CODES = (
    *("UIDVALIDITY", "UIDNEXT", "UNSEEN", "PERMANENTFLAGS", "READ-ONLY", "READ-WRITE"),
    *("TRYCREATE", "BADCHARSET", *_NUMBERED),
)
"""Those a server must send; of RFC 5530 and of extensions it may."""

_ANY_ORDER = ("LIST", "LSUB", "FLAGS", "OK", "EXISTS", "RECENT")


def shape(service: str, heard: bytes) -> Shape:
    """What is compared of one answer."""
    return _SHAPES[PROTOCOLS[service]](heard)


def _smtp(heard: bytes) -> Shape:
    replies: list[Any] = []
    keywords: list[str] = []
    for line in heard.split(b"\r\n")[:-1]:
        code, mark, text = line[:3].decode(), line[3:4], line[4:]
        word = text.split(b" ")[0].decode("latin-1")
        if re.fullmatch(r"[A-Z0-9-]{3,}", word) and code == "250":
            keywords.append(word)
        if mark == b"-":
            continue
        found = _ENHANCED.match(text)
        replies.append(f"{code} {found.group().decode()}" if found else code)
    kept = [word for word in keywords if word not in _FREE_KEYWORDS]
    return (*replies, *sorted(kept))


def _pop3(heard: bytes) -> Shape:
    first, _, rest = heard.partition(b"\r\n")
    status = first.split(b" ")[0].decode("latin-1")
    code = _BRACKETS.match(first)
    brackets = code.group(1).decode() if code else ""
    numbers = re.match(rb"\+OK (\d+ \d+)\Z", first)
    told = numbers.group(1).decode() if numbers else ""
    lines = rest.decode("latin-1").splitlines()
    return tuple(word for word in (status, brackets, told) if word) + tuple(lines)


# --- IMAP -----------------------------------------------------------------------------


def _imap(heard: bytes) -> Shape:
    reader, collector = Reader(10_000_000), Collector()
    reader.feed(heard)
    said: list[Said] = []
    while (piece := reader.next()) is not None:
        whole = collector.add(piece)
        if piece.mark is not None:
            reader.expect_literal(piece.mark.size, keep=True)
        if whole is not None:
            said.append(whole)
    shapes = [one for one in map(_response, said) if one is not None]
    free = [one for one in shapes if one[0] == "*" and one[1] in _ANY_ORDER]
    others = [one for one in shapes if one not in free]
    return (*sorted(free, key=repr), *others)


def _response(said: Said) -> Shape | None:
    told = said.untagged
    if said.tag == "+":
        return ("+", "")
    if told.name in ("OK", "NO", "BAD", "BYE", "PREAUTH"):
        code = _code(told.code)
        if said.tag == "*" and told.name == "OK" and not code:
            return None
        return (said.tag, told.name, code)
    if told.name == "FETCH":
        return ("*", "FETCH", told.number, _fetched(told.values[0]))
    if told.name in ("LIST", "LSUB"):
        flags, delimiter, name = told.values
        return ("*", told.name, _name(name), _set(flags), delimiter)
    if told.name in ("CAPABILITY", "ID"):
        return ("*", told.name)
    if told.name in ("FLAGS", "ENABLED"):
        return ("*", told.name, _set(told.values[0] if told.values else ()))
    if told.name == "STATUS":
        name, pairs = told.values
        return ("*", "STATUS", _name(name), _items(pairs))
    if told.name == "SEARCH":
        return ("*", "SEARCH", *sorted(int(str(value)) for value in told.values))
    return ("*", told.name, told.number, told.values)


def _code(code: str) -> str:
    word, _, rest = code.partition(" ")
    if word not in _CODES:
        return ""
    if word in _NUMBERED:
        return f"{word} {rest.partition(' ')[2]}"
    if word in ("PERMANENTFLAGS", "BADCHARSET"):
        return word
    return word if word == "UIDVALIDITY" else code


def _name(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def _set(values: Any) -> tuple[str, ...]:
    return tuple(sorted(str(value).casefold() for value in values))


def _items(pairs: Any) -> tuple[Any, ...]:
    found = dict(zip(pairs[::2], pairs[1::2], strict=True))
    found.pop("UIDVALIDITY", None)
    return tuple(sorted(found.items()))


def _fetched(pairs: Any) -> tuple[Any, ...]:
    """Items by name; flags as a set, structures in small letters."""
    found = {}
    for name, value in zip(pairs[::2], pairs[1::2], strict=True):
        word = name.upper()
        if word == "FLAGS":
            value = _set(value)
        elif word in ("BODY", "BODYSTRUCTURE"):
            value = _folded(value)
        elif word == "INTERNALDATE":
            value = _parsed(value)
        found[word] = value
    return tuple(sorted(found.items()))


def _folded(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(map(_folded, value))
    if isinstance(value, bytes):
        return value.decode("latin-1").casefold()
    return value


def _parsed(date: bytes) -> str:
    """The instant, in whatever zone it is told."""
    there = datetime.strptime(date.decode().strip(), "%d-%b-%Y %H:%M:%S %z")
    return there.astimezone(UTC).isoformat()


_SHAPES = {"smtp": _smtp, "pop3": _pop3, "imap": _imap}
