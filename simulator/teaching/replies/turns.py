"""What a server said in one connection, turn by turn, as the engines played it.

Why it exists: who answers in a server's place, or predicts a reply, is compared with
what the server itself says there; nobody writes that down by hand. It refuses to know
who compares what.
"""

from collections.abc import Iterable, Sequence

import msgspec

from simulator.journal.facts import (
    Pop3CommandReceived,
    Pop3ResponseSent,
    SmtpCommandReceived,
    SmtpContentReceived,
    SmtpReplySent,
)
from simulator.projections.catalogue import Text
from simulator.projections.shapes import Served

_SAID = (SmtpCommandReceived, SmtpContentReceived, Pop3CommandReceived)
_ANSWERED = (SmtpReplySent, Pop3ResponseSent)


class Turn(msgspec.Struct, frozen=True):
    """What the client said and what the server answered.

    `said`: a line without CRLF, or a whole content with its dot; "" before the
    greeting. `verb`: as in the facts. `reply`: its lines as they went over the wire.
    `mark`: the code, `+OK` or `-ERR`. `before`, `after`: states of the session. `told`,
    `why`: the narrator's words for the reply.
    """

    said: str
    verb: str
    reply: tuple[str, ...]
    mark: str
    before: str
    after: str
    told: Text | None
    why: Text | None
    rfc: tuple[str, ...]


class Dialogue(msgspec.Struct, frozen=True):
    """`typed`: by somebody at a terminal, else by the engine of a mail client. `client`
    and `server` are hosts."""

    protocol: str
    client: str
    server: str
    typed: bool
    turns: tuple[Turn, ...]


def dialogue_in(events: Sequence[Served], server: str, typed: set[str]) -> Dialogue:
    """The first SMTP or POP3 connection to `server` in these events. `typed`: the
    connections somebody types in. Raises ValueError when there is none."""
    conns = [e.conn for e in events if e.host == server and isinstance(e.fact, _SAID)]
    if not conns:
        raise ValueError(f"nobody says anything to {server!r}")
    there = [e for e in events if e.host == server and e.conn == conns[0]]
    beat = next(e.beat for e in there if e.beat and isinstance(e.fact, _ANSWERED))
    return Dialogue(
        protocol=beat.protocol,
        client=beat.client,
        server=server,
        typed=conns[0] in typed,
        turns=tuple(_turns(there)),
    )


def _turns(events: Iterable[Served]) -> Iterable[Turn]:
    """Replies come in the order of what was said."""
    said: list[Served] = []
    for event in events:
        fact = event.fact
        if isinstance(fact, _SAID):
            said.append(event)
        elif isinstance(fact, SmtpReplySent | Pop3ResponseSent):
            yield Turn(
                said=_octets(said.pop(0)) if said else "",
                verb=fact.verb,
                reply=tuple(_octets(event).split("\r\n")),
                mark=_mark(fact),
                before=fact.state_before,
                after=fact.state_after,
                told=event.say,
                why=event.why,
                rfc=event.beat.rfc if event.beat else (),
            )


def _mark(fact: SmtpReplySent | Pop3ResponseSent) -> str:
    return str(fact.code) if isinstance(fact, SmtpReplySent) else fact.status


def _octets(event: Served) -> str:
    """Without the last CRLF."""
    written = event.octets
    if written is None:
        written = getattr(event.fact, "octets", "")
    return written.removesuffix("\r\n")
