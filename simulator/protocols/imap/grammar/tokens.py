"""Reading the arguments of a command, one token at a time (RFC 3501 §9).

A `Cursor` stands somewhere in a command's text; each method takes one thing of the ABNF
and moves on, or raises `CommandSyntaxError` with the place where it stood. The engine
turns that into `BAD`: nothing raised here ever leaves it.

    astring      = 1*ASTRING-CHAR / string
    atom         = 1*ATOM-CHAR
    ATOM-CHAR    = any CHAR except ( ) { SP CTL % * DQUOTE \\ ]
    ASTRING-CHAR = ATOM-CHAR / "]"
    string       = quoted / literal
    quoted       = DQUOTE *QUOTED-CHAR DQUOTE

It refuses leniency: two spaces are one too many. What real programs do wrong is named
where it is allowed.
"""

import re
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from simulator.mail import utf7

T = TypeVar("T")

_ATOM = re.compile(rb'[^\x00-\x20\x7f-\xff(){%*"\\\]]+')
_ASTRING = re.compile(rb'[^\x00-\x20\x7f-\xff(){%*"\\]+')
_LIST_ATOM = re.compile(rb'[^\x00-\x20\x7f-\xff(){"\\]+')
_TAG = re.compile(rb'[^\x00-\x20\x7f-\xff(){%*"\\+]+')
_QUOTED = re.compile(rb'"((?:[^"\\\r\n\x00]|\\["\\])*)"')
_NUMBER = re.compile(rb"\d+")
_BASE64 = re.compile(rb"[A-Za-z0-9+/=]+|\*")
NUMBER_MAX = 0xFFFF_FFFF

SYSTEM_FLAGS = {
    flag.lower(): flag
    for flag in ("\\Answered", "\\Flagged", "\\Deleted", "\\Seen", "\\Draft")
}


class CommandSyntaxError(Exception):
    """The client wrote what the grammar does not allow. `reason`: of `codes.REASONS`;
    `at`: where in the text. Never leaves the engine."""

    def __init__(self, reason: str, at: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.at = at


class Literal(NamedTuple):
    """A literal of the command: its octets, and whether it was a literal8."""

    octets: bytes
    binary: bool


class CommandText(NamedTuple):
    """A command without its literals. `literals`: by the place of their `{` in
    `octets`, which has all the lines, each with its CRLF, the last one without."""

    octets: bytes
    literals: dict[int, Literal]


class Cursor:
    """A place in a command. `utf8`: RFC 6855 was enabled."""

    def __init__(self, text: CommandText, utf8: bool = False) -> None:
        self.text = text.octets
        self.literals = text.literals
        self.utf8 = utf8
        self.at = 0

    def fail(self, reason: str) -> CommandSyntaxError:
        """To be raised: the problem, here."""
        return CommandSyntaxError(reason, self.at)

    # --- single octets ---

    @property
    def at_end(self) -> bool:
        """Nothing is left."""
        return self.at >= len(self.text)

    def peek(self, octets: bytes) -> bool:
        """Whether `octets` come next, in any case."""
        return self.text[self.at : self.at + len(octets)].upper() == octets.upper()

    def skip(self, octets: bytes) -> bool:
        """Take `octets` if they come next."""
        if not self.peek(octets):
            return False
        self.at += len(octets)
        return True

    def space(self) -> None:
        """Exactly one space, with something after it."""
        if self.at_end:
            raise self.fail("argument_missing")
        if not self.skip(b" "):
            raise self.fail(self._strange() or "syntax")
        if self.at_end:
            raise self.fail("argument_missing" if self.at else "spaces")
        if self.peek(b" "):
            raise self.fail("spaces")

    def end(self) -> None:
        """The command must end here."""
        if not self.at_end:
            rest = self.text[self.at :].strip(b" ")
            usual = "argument_unwanted" if rest else "spaces"
            raise self.fail(self._strange() or usual)

    def _strange(self) -> str:
        """`bad_octets` if what comes is not printable ASCII."""
        octet = self.text[self.at]
        return "" if 0x20 <= octet < 0x7F else "bad_octets"

    def expect(self, octets: bytes, reason: str = "syntax") -> None:
        """Take `octets`, which must come next."""
        if not self.skip(octets):
            raise self.fail(reason)

    def match(self, pattern: re.Pattern[bytes], reason: str) -> bytes:
        """Take what `pattern` matches here."""
        found = pattern.match(self.text, self.at)
        if found is None:
            raise self.fail("argument_missing" if self.at_end else reason)
        self.at = found.end()
        return found.group()

    # --- words ---

    def atom(self, reason: str = "syntax") -> str:
        """An atom, as written."""
        return self.match(_ATOM, reason).decode("ascii")

    def word(self, reason: str = "syntax") -> str:
        """An atom in capitals."""
        return self.atom(reason).upper()

    def tag(self) -> str:
        """tag = 1*<any ASTRING-CHAR except "+">"""
        return self.match(_TAG, "bad_tag").decode("ascii")

    def base64(self) -> bytes:
        """An initial response (RFC 4959 §3), `=` for an empty one."""
        return self.match(_BASE64, "bad_base64")

    def number(self) -> int:
        """32 bits, without sign."""
        start = self.at
        value = self.match(_NUMBER, "bad_number")
        if len(value) > 10 or int(value) > NUMBER_MAX:
            self.at = start
            raise self.fail("bad_number")
        return int(value)

    def nz_number(self) -> int:
        """A number that is not 0."""
        start = self.at
        value = self.number()
        if value == 0:
            self.at = start
            raise self.fail("bad_number")
        return value

    # --- strings ---

    def literal(self) -> Literal | None:
        """The literal that is announced here, or None."""
        found = self.literals.get(self.at)
        if found is not None:
            self.at = self.text.index(b"\r\n", self.at) + 2
        return found

    def string(self) -> bytes:
        """quoted / literal"""
        literal = self.literal()
        if literal is not None:
            if literal.binary:
                raise self.fail("bad_octets")
            return literal.octets
        if not self.peek(b'"'):
            raise self.fail("argument_missing" if self.at_end else "bad_string")
        found = _QUOTED.match(self.text, self.at)
        if found is None:
            raise self.fail("quote_missing")
        value = re.sub(rb'\\(["\\])', rb"\1", found.group(1))
        if not value.isascii() and not (self.utf8 and _is_utf8(value)):
            raise self.fail("bad_octets")
        self.at = found.end()
        return value

    def astring(self) -> bytes:
        """An atom, a quoted string or a literal, whichever comes."""
        found = _ASTRING.match(self.text, self.at)
        if found is None:
            return self.string()
        self.at = found.end()
        return found.group()

    def list_mailbox(self) -> bytes:
        """An astring that may hold `%` and `*` without quotes."""
        found = _LIST_ATOM.match(self.text, self.at)
        if found is None:
            return self.string()
        self.at = found.end()
        return found.group()

    def nstring(self) -> bytes | None:
        """A string or NIL."""
        return None if self.skip(b"NIL") else self.string()

    # --- lists ---

    def parenthesized(self, take: Callable[[], T], *, empty: bool = False) -> list[T]:
        """`( ... )`, one space between."""
        self.expect(b"(", "parenthesis")
        found: list[T] = []
        if empty and self.skip(b")"):
            return found
        while True:
            found.append(take())
            if self.skip(b")"):
                return found
            if self.at_end:
                raise self.fail("parenthesis")
            self.space()

    def flags(self) -> tuple[str, ...]:
        """`(\\Seen $Junk)`, also empty."""
        return _unique(self.parenthesized(self.flag, empty=True))

    def bare_flags(self) -> tuple[str, ...]:
        """Flags without parentheses, which STORE allows (RFC 3501 §9)."""
        found = [self.flag()]
        while not self.at_end:
            self.space()
            found.append(self.flag())
        return _unique(found)

    def flag(self) -> str:
        """flag = "\\Seen" ... / atom; never `\\Recent`, nor another `\\` atom: a server
        must not generate those, so it cannot keep them (RFC 3501 §9)."""
        start = self.at
        slash = "\\" if self.skip(b"\\") else ""
        flag = slash + self.atom("bad_flag")
        if slash and flag.lower() not in SYSTEM_FLAGS:
            self.at = start
            raise self.fail("bad_flag")
        return SYSTEM_FLAGS.get(flag.lower(), flag)

    # --- mailboxes ---

    def mailbox(self) -> str | None:
        """A mailbox name, INBOX in capitals; None: not a possible one."""
        return mailbox_name(self.astring(), self.utf8)


def mailbox_name(octets: bytes, utf8: bool) -> str | None:
    """What the octets on the wire name (RFC 3501 §5.1.3; RFC 6855 §3 if `utf8`)."""
    if utf8:
        name = octets.decode("utf-8") if _is_utf8(octets) else None
    else:
        name = utf7.decode(octets)
    if not name or not name.isprintable():
        return None
    return "INBOX" if name.upper() == "INBOX" else name


def _is_utf8(octets: bytes) -> bool:
    try:
        octets.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _unique(flags: list[str]) -> tuple[str, ...]:
    """Each flag once, as first written: `$junk` and `$Junk` are one."""
    return tuple({flag.lower(): flag for flag in reversed(flags)}.values())[::-1]
