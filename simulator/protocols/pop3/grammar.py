"""Reading one POP3 command line.

    command = keyword *(SP param) CRLF    ; 255 octets at most
    keyword = 3*4VCHAR
    param   = 1*VCHAR                     ; RFC 2449 §3

So words are separated by exactly one space and a line ends without any. PASS is the
exception RFC 1939 §7 allows: its one argument may hold spaces. After UTF8, names and
passwords may be UTF-8 (RFC 6856 §2.2). Keywords are case-insensitive (§3). A number is
decimal digits; what it may be is for the server.

Between AUTH and its end a line is no command (RFC 5034 §4): `RESPONSE` stands for it.

It refuses to know state: what may be said when is in `states.py`.
"""

import re
from typing import NamedTuple

from simulator.journal import Span
from simulator.protocols.lines import clip_spans
from simulator.protocols.pop3.states import RESPONSE

ARGUMENTS: dict[str, tuple[int, int]] = {
    "USER": (1, 1),
    "PASS": (1, 1),
    "APOP": (2, 2),
    "AUTH": (1, 2),
    "STLS": (0, 0),
    "UTF8": (0, 0),
    "STAT": (0, 0),
    "LIST": (0, 1),
    "RETR": (1, 1),
    "DELE": (1, 1),
    "NOOP": (0, 0),
    "RSET": (0, 0),
    "TOP": (2, 2),
    "UIDL": (0, 1),
    "CAPA": (0, 0),
    "QUIT": (0, 0),
}
"""How few and how many arguments each command takes (RFC 1939 §5 to §7, 2449 §5,
5034 §4, 2595 §4, 6856 §2)."""

NAMING = frozenset(("USER", "PASS", "APOP"))
"""Commands whose arguments may be UTF-8 (RFC 6856 §2.2)."""

_UNPRINTABLE = re.compile(r"[^\x20-\x7e]")
_BAD_SPACES = re.compile(r"^ +|  +| $")
_PROBLEMS = {"not_printable": _UNPRINTABLE, "spaces": _BAD_SPACES}


class CommandLine(NamedTuple):
    """One line read: `verb` in capitals, `argument` as sent after the verb's space.

    `problem` is a key of `codes.REASONS`, or "" for a line that is well formed; which
    verbs exist, and how many `words` each takes, is judged later.
    """

    verb: str
    argument: str
    words: tuple[str, ...]
    problem: str
    spans: tuple[Span, ...]


def read_response_line(line: bytes) -> CommandLine:
    """A line of an AUTH exchange, without its CRLF, as it is."""
    text = line.decode("latin-1")
    end = len(text)
    spans = clip_spans([(0, end, "argument"), (end, end + 2, "crlf")])
    return CommandLine(RESPONSE, text, (text,), "", spans)


def read_command(line: bytes, utf8: bool = False) -> CommandLine:
    """Read `line`, without its CRLF. Never raises. `utf8`: names may be UTF-8."""
    text = line.decode("latin-1")
    word, separator, argument = text.partition(" ")
    verb = word.upper()
    seen = text if not (utf8 and verb in NAMING) else _with_utf8_hidden(line)
    problem = _problem(seen, verb)
    words = (argument,) if verb == "PASS" else tuple(argument.split(" "))
    return CommandLine(
        verb="" if _UNPRINTABLE.search(verb) else verb,
        argument=argument,
        words=words if separator else (),
        problem=problem,
        spans=_spans(seen, len(word), problem),
    )


def as_text(word: str) -> str:
    """A word of a command as its writer meant it: UTF-8, where it is that."""
    return word.encode("latin-1").decode("utf-8", "replace")


def _with_utf8_hidden(line: bytes) -> str:
    """Every octet of a character beyond ASCII becomes a letter, where all is UTF-8."""
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("latin-1")
    return "".join(chr(octet) if octet < 0x80 else "x" for octet in line)


def _problem(text: str, verb: str) -> str:
    if not text:
        return "empty_line"
    if _UNPRINTABLE.search(text):
        return "not_printable"
    if verb != "PASS" and _BAD_SPACES.search(text):
        return "spaces"
    return ""


def _spans(text: str, verb_length: int, problem: str) -> tuple[Span, ...]:
    """Spans of the whole line, CRLF included, within what a fact holds inline.

    A line with a problem has one span of error: where the eye should look first.
    """
    spans: list[Span] = [(len(text), len(text) + 2, "crlf")]
    wrong = _PROBLEMS[problem].search(text) if problem in _PROBLEMS else None
    if wrong:
        spans.insert(0, (*wrong.span(), "error"))
    else:
        spans.insert(0, (0, verb_length, "verb"))
        spans.insert(1, (verb_length + 1, len(text), "argument"))
    return clip_spans(spans)


def is_number(word: str) -> bool:
    """Decimal digits of ASCII and nothing else: no sign, no point, not empty."""
    return word.isascii() and word.isdigit()
