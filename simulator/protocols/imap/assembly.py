"""One command while it arrives: its lines, its literals, its tag and verb.

    command = tag SP (command-any / command-auth / command-nonauth /
              command-select) CRLF

The tag is read first, because whatever is wrong with the rest, the answer must carry
it. UID and the word after it are one verb. It refuses arguments: commands read theirs.
"""

import re

from simulator.journal import INLINE_OCTETS_MAX, Span
from simulator.protocols.imap.grammar.tokens import (
    CommandSyntaxError,
    CommandText,
    Cursor,
    Literal,
)
from simulator.protocols.imap.reader import CRLF, Mark, Piece
from simulator.protocols.lines import clip_spans

TAG_OCTETS_MAX = 100
_UNPRINTABLE = re.compile(rb"[\r\n\x00]")
_VERB = re.compile(rb"[!-~]+")


class Assembly:
    """A command from its first line on.

    `tag`: "" when unreadable. `verb`: in capitals, "" when there is none. `problem`: a
    reason to refuse that is known already; it stays the first one. `size`: octets of
    it so far.
    """

    def __init__(self, line: Piece) -> None:
        self.tag = ""
        self.verb = ""
        self.problem = ""
        self.size = 0
        self.first = line
        self._text = bytearray()
        self._literals: dict[int, Literal] = {}
        self._mark = 0
        self._verb_at = 0
        self._arguments_at = 0
        self.add_line(line)
        self._read_start(bytes(self._text))

    def refuse(self, reason: str) -> None:
        """The first reason is the one that counts."""
        self.problem = self.problem or reason

    def add_line(self, line: Piece) -> None:
        """The first line, or what follows a literal."""
        if line.too_long:
            self.refuse("line_too_long")
        text = line.octets if line.too_long else line.octets.removesuffix(CRLF)
        if _UNPRINTABLE.search(text):
            self.refuse("bad_octets")
        if line.mark and not line.too_long:
            self._mark = len(self._text) + line.mark.start
            text += CRLF
        self._text += text
        self.size += line.length

    def add_literal(self, octets: bytes, mark: Mark) -> None:
        """The octets the last line announced."""
        if b"\0" in octets and not mark.binary:
            self.refuse("bad_octets")
        self._literals[self._mark] = Literal(octets, mark.binary)
        self.size += len(octets)

    def arguments(self, utf8: bool) -> Cursor:
        """A cursor after the verb."""
        cursor = Cursor(CommandText(bytes(self._text), self._literals), utf8)
        cursor.at = self._arguments_at
        return cursor

    @property
    def argument(self) -> bytes:
        """What follows the verb on the first line, as sent."""
        line = self.first
        text = line.octets if line.too_long else line.octets.removesuffix(CRLF)
        return text[self._arguments_at :].removeprefix(b" ")

    def _read_start(self, text: bytes) -> None:
        if not text.strip():
            self.refuse("empty_line")
            return
        cursor = Cursor(CommandText(text, {}))
        try:
            tag = cursor.tag()
        except CommandSyntaxError as problem:
            self.refuse("spaces" if text.startswith(b" ") else problem.reason)
            return
        if len(tag) > TAG_OCTETS_MAX:
            self.refuse("bad_tag")
            return
        self.tag = tag
        if cursor.at_end or text[cursor.at :] == CRLF:
            self.refuse("no_verb")
        else:
            self._read_verb(cursor)

    def _read_verb(self, cursor: Cursor) -> None:
        if not cursor.skip(b" "):
            self.tag = ""
            self.refuse("bad_tag")
            return
        found = _VERB.match(cursor.text, cursor.at)
        if found is None:
            self.refuse("spaces" if cursor.peek(b" ") else "no_verb")
            return
        self._verb_at = cursor.at
        end = found.end()
        if found.group().upper() == b"UID":
            second = _VERB.match(cursor.text, end + 1)
            if second and cursor.text[end : end + 1] == b" ":
                end = second.end()
        self.verb = cursor.text[self._verb_at : end].decode("ascii").upper()
        self._arguments_at = end

    def spans(self, error_at: int | None = None) -> tuple[Span, ...]:
        """Roles in the first line: tag, verb, argument, literal, crlf; error."""
        line = self.first
        end = line.length - 2
        spans: list[Span] = []
        if self.tag:
            spans.append((0, len(self.tag), "tag"))
        if self.verb:
            spans.append((self._verb_at, self._arguments_at, "verb"))
            start = self._arguments_at + 1
            stop = line.mark.start if line.mark and not line.too_long else end
            if start < stop:
                spans.append((start, stop, "argument"))
            if stop < end:
                spans.append((stop, end, "literal"))
        if error_at is not None and error_at < end:
            spans.append((error_at, end, "error"))
        if not line.too_long or end < INLINE_OCTETS_MAX:
            spans.append((end, end + 2, "crlf"))
        return clip_spans(spans)
