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

from collections.abc import Mapping
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


def transcripts(journal: Journal, texts: Mapping[str, Catalogue]) -> dict[str, str]:
    """The same in every language."""
    return {lang: transcript(journal, words) for lang, words in texts.items()}


def transcript(journal: Journal, words: Catalogue) -> str:
    """All of `journal` as text, every line ended with LF. `words`: the texts of a
    language; those that begin with `transcript.` are used."""
    blocks: list[_Block] = []
    read: dict[str, tuple[str, int]] = {}
    for event in journal:
        if isinstance(event.fact, _Spoken):
            _add(blocks, event, _spoken(journal, event, event.fact))
            if event.fact.stream in ("c", "tc"):
                end = event.fact.offset + event.fact.length
                read[event.conn] = (event.fact.stream, end)
        elif isinstance(event.fact, PromptTextPrinted):
            _add(blocks, event, [_line(event, ">", t) for t in event.fact.lines])
        else:
            if isinstance(event.fact, TlsHandshakeCompleted):
                read[event.conn] = ("tc", 0)
            _tell(event, words, blocks)
    for block in blocks:
        if block.conn:
            stream, end = read.get(block.conn, ("c", 0))
            rest = journal.octets(f"{block.conn}.{stream}", end)
            block.lines.extend(_unread(rest, words))
    return "\n\n".join("\n".join(block.lines) for block in blocks) + "\n"


def _spoken(journal: Journal, event: Event, fact: _Spoken) -> list[str]:
    name = f"{event.conn}.{fact.stream}"
    octets = journal.octets(name, fact.offset, fact.length)
    who = f"{fact.stream[-1].upper()}:"
    return [_line(event, who, text) for text in shown(octets)]


def _tell(event: Event, words: Catalogue, blocks: list[_Block]) -> None:
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
        blocks.append(_Block("", [text, words["transcript.legend"], ""]))
    elif kind in _HEADINGS:
        heading = f"== {text} == {event.at_us / 1_000_000:.3f} s"
        blocks.append(_Block(event.conn, [heading]))
    else:
        _add(blocks, event, [_line(event, "--", text)])


def _add(blocks: list[_Block], event: Event, lines: list[str]) -> None:
    """Put `lines` in the block of the event's connection, else in a free one."""
    for block in reversed(blocks):
        if event.conn and block.conn == event.conn:
            block.lines.extend(lines)
            return
    if not blocks or blocks[-1].conn:
        blocks.append(_Block("", []))
    blocks[-1].lines.extend(lines)


def _unread(rest: bytes, words: Catalogue) -> list[str]:
    """What a client sent after the last octet that its server read."""
    if not rest:
        return []
    lines = [_at("", "C:", text) for text in shown(rest)]
    return [_at("", "--", words["transcript.unread"]), *lines]


def shown(octets: bytes) -> list[str]:
    """The lines of `octets` as printable text; only CRLF ends a line."""
    lines = octets.split(b"\r\n")
    if lines[-1] == b"":
        lines.pop()
    return [printable(line.decode("utf-8", "backslashreplace")) for line in lines]


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
    fields = {name: _field(name, value, words) for name, value in values.items()}
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
