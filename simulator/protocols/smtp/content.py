"""The mail content on the server: from stuffed octets to a fact, and a verdict.

RFC 5321 §4.1.1.4 lets a content be refused only after its final dot, so whatever is
wrong with it is said there:

- bigger than the limit: 552 (§4.5.3.1.9);
- a line longer than 1000 octets, CRLF included, the stuffed dot not counted: 554
  (§4.5.3.1.6; §4.5.3.1.9 also offers 500, which §4.3.2 keeps for command lines);
- null octets: 554 (RFC 5322 §3.5 keeps them out of a message).

Octets with the high bit set and bare CR or LF are let through unchanged: §2.4 and
§2.3.8 forbid a client to send them and let a server accept them. They never end a line;
only to a server with `lenient_end`, which is there to be seen going wrong, a LF does. A
dot that such a server would take for the end is told as a fact of its own.
"""

from typing import NamedTuple

from simulator.journal.facts import SmtpContentReceived, SmtpFalseEndFound, inline
from simulator.mail.message import field, split
from simulator.protocols.lines import (
    CRLF,
    FALSE_END,
    DotReader,
    dot_unstuff,
    has_long_line,
)
from simulator.protocols.smtp.config import SmtpServerConfig
from simulator.protocols.smtp.questions import Reply
from simulator.protocols.smtp.replies import make_reply
from simulator.protocols.smtp.states import State

_DOT_LINE = b".\r\n"


class Received(NamedTuple):
    """A whole content. `false_end`: a dot in it that is no end, or was wrongly taken
    for it. `refusal`: the engine's own verdict, None to ask the agent."""

    content: bytes
    fact: SmtpContentReceived
    false_end: SmtpFalseEndFound | None
    refusal: Reply | None


def receive_content(
    reader: DotReader, stream: str, offset: int, config: SmtpServerConfig
) -> Received:
    """What `reader` found; it began at `offset` of `stream`.

    Of a content that is too big only the beginning was kept: its fact counts dots
    and lines of that beginning.
    """
    wire = reader.wire()
    content = dot_unstuff(wire, b"\n" if config.lenient_end else CRLF)
    dots = len(wire) - len(content)
    layout = split(content)
    fact = SmtpContentReceived(
        octets=inline(wire[:512] + reader.dot_line),
        stream=stream,
        offset=offset,
        length=reader.length,
        state=State.DATA,
        content_length=reader.content_length - dots,
        header_length=layout.header_length,
        blank_line=layout.blank_line,
        lines=content.count(b"\r\n"),
        dots_unstuffed=dots,
        subject=inline(field(content, "Subject") or b""),
        header_from=inline(field(content, "From") or b""),
        header_to=inline(field(content, "To") or b""),
    )
    refusal = judge_content(reader.too_long, content, config)
    false_end = _false_end(reader, wire, fact, config.lenient_end)
    return Received(content, fact, false_end, refusal)


def _false_end(
    reader: DotReader, wire: bytes, fact: SmtpContentReceived, taken: bool
) -> SmtpFalseEndFound | None:
    """The first false end in a content, its final dot line included. Most have none:
    all their line ends are whole."""
    whole = reader.dot_line == _DOT_LINE and wire.count(b"\n") == fact.lines
    if whole or reader.too_long:
        return None
    found = FALSE_END.search(CRLF + wire + reader.dot_line)
    return found and SmtpFalseEndFound(
        octets=inline(found.group()),
        stream=fact.stream,
        offset=fact.offset + found.start() - len(CRLF),
        length=len(found.group()),
        taken=taken,
    )


def judge_content(
    too_long: bool, content: bytes, config: SmtpServerConfig
) -> Reply | None:
    """What is wrong with a content, however it came; None: ask the agent."""
    if too_long:
        return make_reply("too_big", limit=config.message_octets_max)
    if b"\0" in content:
        return make_reply("content_null")
    if has_long_line(content, config.text_line_octets_max):
        limit = config.text_line_octets_max
        return make_reply("content_line_too_long", limit=limit)
    return None
