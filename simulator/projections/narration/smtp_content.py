"""The steps of a message on its way to an SMTP server: the content, whole or in chunks,
and where the server takes it to end.
"""

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.projections.catalogue import Text
from simulator.projections.narration.memory import Draft, Memory, Tellers
from simulator.projections.narration.words import lines_of, variant
from simulator.projections.slips import content_notes, content_slips


def _content(event: Event, fact: f.SmtpContentReceived, memory: Memory) -> Draft:
    conn = memory.conn_of(event)
    conn.in_letter = False
    conn.phase = "dot" if conn.you else "letter"
    name = "letter" if fact.blank_line else "letter_headless"
    smuggled, conn.smuggled = conn.smuggled, False
    first, *rest = lines_of(fact.octets) or [""]
    params = conn.ends | {"n": fact.lines, "dots": fact.dots_unstuffed}
    why = "letter_dots" if fact.blank_line and fact.dots_unstuffed else name
    if conn.role == "notice" and fact.blank_line:
        why = name
    if smuggled:
        name = why = "letter_smuggled"
        memory.carried.pop(event.conn, None)
    return Draft(
        shape="letter",
        protocol="smtp",
        source=conn.client,
        target=conn.server,
        client=conn.client,
        server=conn.server,
        say=Text(variant(f"say.smtp.ask.{name}", conn.role), params),
        why=Text(variant(f"why.smtp.ask.{why}", conn.role), params),
        slips=content_slips(fact.blank_line) if conn.you else (),
        notes=content_notes(fact.blank_line, fact.content_length - fact.header_length),
        text=first,
        more=tuple(rest),
        length=fact.length,
        phase=conn.phase,
        chapter=conn.chapter,
        rfc=("5322#2.1", "5321#4.1.1.4", "5321#4.5.2"),
    )


def _false_end(event: Event, fact: f.SmtpFalseEndFound, memory: Memory) -> Draft:
    conn = memory.conn_of(event)
    conn.smuggled = fact.taken
    name = "taken" if fact.taken else "text"
    octets = fact.octets.replace("\r\n", " CRLF ").replace("\n", " LF ").strip()
    params = conn.ends | {"octets": octets}
    return Draft(
        shape="fault" if fact.taken else "local",
        protocol="smtp",
        source=conn.server,
        target=conn.server,
        client=conn.client,
        server=conn.server,
        say=Text(f"say.smtp.false_end.{name}", params),
        why=Text(f"why.smtp.false_end.{name}", params),
        text=octets,
        length=fact.length,
        phase=conn.phase,
        chapter=conn.chapter,
        rfc=("5321#2.3.8", "5321#4.1.1.4"),
    )


def _chunk(event: Event, fact: f.SmtpChunkReceived, memory: Memory) -> Draft:
    conn = memory.conn_of(event)
    conn.phase = "letter"
    name = "chunk_last" if fact.content_length else "chunk"
    first, *rest = lines_of(fact.octets) or [""]
    params = conn.ends | {"n": fact.content_length or fact.length}
    return Draft(
        shape="letter",
        protocol="smtp",
        source=conn.client,
        target=conn.server,
        client=conn.client,
        server=conn.server,
        say=Text(variant(f"say.smtp.ask.{name}", conn.role), params),
        why=Text(f"why.smtp.ask.{name}", params),
        text=first,
        more=tuple(rest),
        length=fact.length,
        phase=conn.phase,
        chapter=conn.chapter,
        rfc=("3030#2",),
    )


CONTENT_STEPS: Tellers = {
    f.SmtpContentReceived: _content,
    f.SmtpFalseEndFound: _false_end,
    f.SmtpChunkReceived: _chunk,
}
