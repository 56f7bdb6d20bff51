"""The journal as plain text: every session whole, line by line, messages included.

    == c1: pc-ana talks to norte, SMTP (submission), port 587 == 0.030 s
       0.045 S: 220 smtp.norte.example ESMTP Cartero
       0.075 C: EHLO pc-ana.norte.example
       0.199 -- norte: message norte-1 accepted and queued...

One block per connection in the order of their beginning; what belongs to no connection
stands alone between them. Octets come from the streams, so nothing is cut short. What
is UTF-8 shows as such, any other octet as `\\xNN`, so that a bare LF or a control
character can neither hide nor move the cursor.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from simulator.journal import Event, Journal, kind_of
from simulator.journal.facts import (
    HttpRequestReceived,
    HttpResponseSent,
    ImapCommandReceived,
    ImapContinuationReceived,
    ImapResponseSent,
    Pop3CommandReceived,
    Pop3ResponseSent,
    PromptTextPrinted,
    SmtpChunkReceived,
    SmtpCommandReceived,
    SmtpContentReceived,
    SmtpReplySent,
    TcpConnectionClosed,
    TlsHandshakeCompleted,
)
from simulator.languages import Catalogue

_Spoken = (
    SmtpCommandReceived
    | SmtpContentReceived
    | SmtpChunkReceived
    | SmtpReplySent
    | Pop3CommandReceived
    | Pop3ResponseSent
    | ImapCommandReceived
    | ImapContinuationReceived
    | ImapResponseSent
    | HttpRequestReceived
    | HttpResponseSent
)

_HEADINGS = ("tcp.connection_opened", "tcp.connection_refused")


class _Block(NamedTuple):
    """Lines that stand together; `conn` "" for what belongs to no connection."""

    conn: str
    lines: list[str]


class _Blocks:
    """Blocks in the order of their beginning, with `left` characters to come: what
    begins after those is not made at all."""

    def __init__(self, left: int) -> None:
        self.blocks: list[_Block] = []
        self.left = left

    def begin(self, conn: str, lines: Iterable[str]) -> None:
        """A new one."""
        self.blocks.append(_Block(conn, []))
        self.extend(self.blocks[-1], lines)

    def add(self, event: Event, lines: Iterable[str]) -> None:
        """Put `lines` in the block of the event's connection, else in a free one."""
        for block in reversed(self.blocks):
            if event.conn and block.conn == event.conn:
                self.extend(block, lines)
                return
        if not self.blocks or self.blocks[-1].conn:
            self.blocks.append(_Block("", []))
        self.extend(self.blocks[-1], lines)

    def extend(self, block: _Block, lines: Iterable[str]) -> None:
        """Put as many of `lines` there as still fit, the last one cut."""
        for line in lines:
            block.lines.append(line[: self.left])
            self.left -= len(line) + 1
            if self.left <= 0:
                return


def transcripts(
    journal: Journal, texts: Mapping[str, Catalogue], most: int = sys.maxsize
) -> dict[str, str]:
    """The same in every language; of each as `transcript` makes of it."""
    return {lang: transcript(journal, words, most) for lang, words in texts.items()}


def transcript(journal: Journal, words: Catalogue, most: int = sys.maxsize) -> str:
    """All of `journal` as text, every line ended with LF. `words`: the texts of a
    language; those that begin with `transcript.` are used. `most`: so many characters
    at most are made, of what happened first, and told."""
    told = _Blocks(most)
    read: dict[str, tuple[str, int]] = {}
    for event in journal:
        if told.left <= 0:
            break
        if isinstance(event.fact, _Spoken):
            told.add(event, _spoken(journal, event, event.fact, told.left))
            if event.fact.stream in ("c", "tc"):
                end = event.fact.offset + event.fact.length
                read[event.conn] = (event.fact.stream, end)
        elif isinstance(event.fact, PromptTextPrinted):
            told.add(event, [_line(event, ">", t) for t in event.fact.lines])
        else:
            if isinstance(event.fact, TlsHandshakeCompleted):
                read[event.conn] = ("tc", 0)
            _tell(event, words, told)
    for block in told.blocks:
        if block.conn and told.left > 0:
            stream, end = read.get(block.conn, ("c", 0))
            rest = journal.octets(f"{block.conn}.{stream}", end)
            told.extend(block, _unread(rest[: told.left], words))
    text = "\n\n".join("\n".join(block.lines) for block in told.blocks) + "\n"
    return text[:most]


def _spoken(journal: Journal, event: Event, fact: _Spoken, most: int) -> Iterator[str]:
    """Of its first `most` octets."""
    octets = journal.octets_of(event, fact.offset, min(fact.length, most))
    who = f"{fact.stream[-1].upper()}:"
    return (_line(event, who, text) for text in shown(octets))


def _tell(event: Event, words: Catalogue, told: _Blocks) -> None:
    """What happens around the sessions, where there are words for it."""
    kind, fact = kind_of(event.fact), event.fact
    if isinstance(fact, TcpConnectionClosed):
        if not fact.client_octets and not fact.server_octets:
            return
        if not fact.clean:
            kind = "tcp.connection_broken"
    template = words.get(f"transcript.note.{kind}")
    if template is None:
        return
    text = _fill(template, event, words)
    if kind == "lab.opened":
        told.begin("", [text, words["transcript.legend"], ""])
    elif kind in _HEADINGS:
        heading = f"== {text} == {event.at_us / 1_000_000:.3f} s"
        told.begin(event.conn, [heading])
    else:
        told.add(event, [_line(event, "--", text)])


def _unread(rest: bytes, words: Catalogue) -> Iterator[str]:
    """What a client sent after the last octet that its server read."""
    if rest:
        yield _at("", "--", words["transcript.unread"])
        yield from (_at("", "C:", text) for text in shown(rest))


def shown(octets: bytes) -> Iterator[str]:
    """The lines of `octets` as printable text; only CRLF ends a line."""
    lines = octets.split(b"\r\n")
    if lines[-1] == b"":
        lines.pop()
    return (printable(line.decode("utf-8", "backslashreplace")) for line in lines)


def printable(text: str) -> str:
    """`text` with control characters and their like as `\\xNN`; tabs stay."""
    return "".join(c if c.isprintable() or c == "\t" else _escape(c) for c in text)


def _escape(character: str) -> str:
    return "".join(f"\\x{octet:02x}" for octet in character.encode())


def _line(event: Event, who: str, text: str) -> str:
    return _at(f"{event.at_us / 1_000_000:.3f}", who, text)


def _at(time: str, who: str, text: str) -> str:
    """Spaces at the end of `text` are kept: they may be why it was refused."""
    return f"{time:>8} {who} {text}" if text else f"{time:>8} {who}"


def _fill(template: str, event: Event, words: Catalogue) -> str:
    """`template` with the fact's fields, `{host}` and `{conn}`."""
    values = msgspec.structs.asdict(event.fact)
    fields = {
        name: _field(name, value, words)
        for name, value in values.items()
        if f"{{{name}}}" in template
    }
    return template.format(host=event.host, conn=event.conn, **fields)


def _field(name: str, value: object, words: Catalogue, gap: str = ", ") -> str:
    """A value as text; of a list of records each with blanks inside."""
    if isinstance(value, tuple):
        nested = any(isinstance(item, tuple) for item in value)
        told = [_field(name, item, words, " ") for item in value]
        return ("; " if nested else gap).join(told)
    if not isinstance(value, str):
        return str(value)
    try:
        text = value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        text = value
    return words.get(f"transcript.value.{name}.{value}", printable(text))
