"""Trace fields: what each server writes on top of a message (RFC 5321 §4.4), written
and read.

    Time-stamp-line  = "Received:" FWS Stamp CRLF
    Stamp            = From-domain By-domain Opt-info [CFWS] ";" FWS date-time
    From-domain      = "FROM" FWS Extended-Domain
    By-domain        = CFWS "BY" FWS Extended-Domain
    Extended-Domain  = Domain / ( Domain FWS "(" TCP-info ")" ) /
                       ( address-literal FWS "(" TCP-info ")" )
    Opt-info         = [Via] [With] [ID] [For]
    Return-Path-line = "Return-Path:" FWS Reverse-path CRLF

A path may be UTF-8 where SMTPUTF8 brought it (RFC 6531 §3.7.3).

What others wrote is read by its words, since few keep to the grammar: qmail and Exim
put the EHLO name into a comment. It refuses to look at the message for a relay, which
must not (§4.4), and to judge what a line says.
"""

import re
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from itertools import islice

import msgspec

from simulator.mail.dates import unix_seconds
from simulator.mail.message import split
from simulator.mail.mime import ANY_LINE_END, header_fields
from simulator.mail.parameters import comment_end

_RECEIVED = re.compile(rb"(?:\A|\r\n)received[ \t]*:", re.IGNORECASE)


def received(
    *,
    helo: str,
    address: str,
    by: str,
    protocol: str,
    identifier: str,
    date: str,
    recipient: str = "",
) -> bytes:
    """The Received field a server prepends, folded, with its CRLF.

    `helo`: the name the client gave; `address`: where its connection came from (IPv4,
    or IPv6 with colons); `protocol`: SMTP, ESMTP... (RFC 3848, RFC 6531); `recipient`:
    the one forward-path, "" when there were several, so that none learns of the
    others (§7.2). `date`: as `dates.date_at` gives it.
    """
    literal = f"IPv6:{address}" if ":" in address else address
    lines = [
        f"Received: from {helo} ([{literal}])",
        f"\tby {by} with {protocol} id {identifier}",
    ]
    if recipient:
        lines.append(f"\tfor <{recipient}>")
    return "\r\n".join(lines).encode("utf-8") + f";\r\n\t{date}\r\n".encode("ascii")


def return_path(reverse_path: str) -> bytes:
    """The Return-Path field of final delivery. `reverse_path`: without brackets."""
    return f"Return-Path: <{reverse_path}>\r\n".encode()


def without_return_path(content: bytes) -> bytes:
    """`content` without the Return-Path fields of its header section: only the server
    of final delivery may write one, and takes others out (RFC 5321 §4.4)."""
    return without_fields(content, "Return-Path", lambda _value: True)


def without_fields(
    content: bytes, name: str, is_unwanted: Callable[[bytes], bool]
) -> bytes:
    """`content` without those fields of its header section that are called `name`, in
    any case, and whose value, as it is folded, is unwanted. Those that begin after a
    bare CR or LF are fields as well: the message leaves with whole lines."""
    header_length = split(content).header_length
    wanted = name.lower()
    if wanted.encode("ascii") not in content[:header_length].lower():
        return content
    at, kept = 0, []
    for found, start, end in header_fields(content, 0, header_length, ANY_LINE_END):
        if found.lower() == wanted:
            value = content[content.index(b":", start) + 1 : end]
            if is_unwanted(value):
                kept.append(content[at:start])
                at = end
    return b"".join((*kept, content[at:])) if kept else content


def hops(header: bytes) -> int:
    """How many Received fields a header section has: a loop shows here (§6.3)."""
    return len(_RECEIVED.findall(header))


# --- reading --------------------------------------------------------------------------

WORDS_MAX = 200
"""Words and comments of one line that are looked at."""

_CLAUSES = ("from", "by", "via", "with", "id", "for")
_WORD = re.compile(r"[^\s();]+")
_SEEN = re.compile(r"\[(?:IPv6:)?([0-9A-Fa-f:.]{2,45})\]", re.IGNORECASE)
_BARE = re.compile(r"[0-9A-Fa-f:.]{2,45}")
_SAID = re.compile(r"\bhelo[= ]\s*([^\s()]+)", re.IGNORECASE)


class ReceivedLine(msgspec.Struct, frozen=True):
    """What one Received field says; "" what it does not say.

    `helo`: the name that the client gave of itself; `address`, `reverse`: the address
    it called from, and the name that belongs to it, as `by` saw and looked up; `date`:
    as written; `at_s`: the same in seconds from 1970, None where it cannot be read.
    """

    helo: str = ""
    reverse: str = ""
    address: str = ""
    by: str = ""
    protocol: str = ""
    identifier: str = ""
    recipient: str = ""
    date: str = ""
    at_s: int | None = None


def read_received(value: str) -> ReceivedLine:
    """The unfolded `value` of a Received field, whoever wrote it."""
    clauses: dict[str, list[str]] = {}
    current: list[str] = []
    date = ""
    for at, piece in islice(_pieces(value), WORDS_MAX):
        if piece == ";":
            date = value[at + 1 :].strip()
            break
        if piece.lower() in _CLAUSES and piece.lower() not in clauses:
            current = clauses.setdefault(piece.lower(), [])
        else:
            current.append(piece)
    first = {name: _first(pieces) for name, pieces in clauses.items()}
    helo, reverse, address = _client(clauses.get("from", []))
    return ReceivedLine(
        helo,
        reverse,
        address,
        first.get("by", "").rstrip("."),
        first.get("with", ""),
        first.get("id", ""),
        first.get("for", "").strip("<>"),
        date,
        unix_seconds(date),
    )


def _pieces(value: str) -> Iterator[tuple[int, str]]:
    """Words, comments in their parentheses, and the semicolon, each with its place."""
    at = 0
    while at < len(value):
        if value[at] == "(":
            end = comment_end(value, at)
            yield at, value[at:end]
        elif found := _WORD.match(value, at):
            end = found.end()
            yield at, found[0]
        else:
            end = at + 1
            if value[at] == ";":
                yield at, ";"
        at = end


def _first(pieces: list[str]) -> str:
    return next((piece for piece in pieces if piece[0] != "("), "")


def _client(pieces: list[str]) -> tuple[str, str, str]:
    """What is said of who called: EHLO name, name of the address, address."""
    word = _first(pieces)
    inside = " ".join(piece for piece in pieces if piece[0] == "(")
    said = _SAID.search(inside)
    seen = _SEEN.search(inside) or (_SEEN.fullmatch(word) if said else None)
    address = _address(seen[1]) if seen else ""
    bare = (piece.strip("()") for piece in pieces if piece[0] == "(")
    address = address or next((a for a in map(_address, bare) if a), "")
    if said is not None:
        named = not word.startswith("[") and word.lower() != "unknown"
        return said[1], word if named else "", address
    return word, _looked_up(inside, seen.start()) if seen else "", address


def _looked_up(inside: str, at: int) -> str:
    """The name before the address at `at`, as in `(mail.norte.example [192.0.2.1])`."""
    words = inside[:at].rsplit(maxsplit=1)
    name = words[-1].lstrip("(").rpartition("@")[2].rstrip(".") if words else ""
    return name if "." in name and "(" not in name and ")" not in name else ""


def _address(text: str) -> str:
    """An IP address as its own text; "" of anything else."""
    if not _BARE.fullmatch(text):
        return ""
    try:
        return str(ip_address(text))
    except ValueError:
        return ""
