"""Connections, machines, cables and time: steps that belong to no protocol of mail.

Segments are not told: a handshake is one sentence, and so is the end of a connection.
"""

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.projections.catalogue import Text
from simulator.projections.narration.memory import (
    PEOPLE,
    Draft,
    Memory,
    RememberedConn,
    Teller,
    Tellers,
)
from simulator.projections.narration.words import (
    clip,
    first_of,
    readable,
    span_of,
    variant,
)
from simulator.projections.shapes.events import BeatShape
from simulator.projections.shapes.model import Chapter
from simulator.protocols.services import HTTPS

PHASE_FIRST = {"smtp": "greeting", "pop3": "login", "imap": "login", "http": "door"}
RFC_OF_GREETING = {"smtp": "5321#3.1", "imap": "3501#7.1.1", "http": "9110#4.2.1"}
TCP = ("9293#3.5",)
MINUTE_US = 60_000_000


# --- connections ------------------------------------------------------------------


def _opened(event: Event, fact: f.TcpConnectionOpened, memory: Memory) -> Draft:
    conn = memory.open(event, fact)
    conn.phase = PHASE_FIRST.get(conn.protocol, "")
    conn.chapter, new_chapter = _chapter(conn, memory)
    stem = {
        "smtp": "say.open",
        "pop3": "say.open.pop3",
        "imap": "say.open.imap",
        "http": "say.open.http",
    }
    service = fact.service
    say = variant(stem.get(conn.protocol, "say.open.other"), conn.role)
    if conn.port == HTTPS.port:
        service, say = HTTPS.name, "say.open.https"
    return Draft(
        shape="open",
        protocol=conn.protocol,
        source=conn.client,
        target=conn.server,
        client=conn.client,
        server=conn.server,
        say=Text(say, _ends(conn) | {"port": str(conn.port)}),
        why=Text(first_of(f"why.open.{service}", "why.open.other"), _port(conn)),
        next=Text("next.listen") if conn.you else None,
        phase=conn.phase,
        chapter=conn.chapter,
        new_chapter=new_chapter,
        rfc=(*TCP, RFC_OF_GREETING.get(conn.protocol, "1939#3")),
    )


def _chapter(conn: RememberedConn, memory: Memory) -> tuple[int, Chapter | None]:
    """The chapter a connection belongs to, and that chapter if it begins here."""
    if conn.protocol == "dns" and not conn.actor:
        return memory.lookup_chapter(conn)
    if conn.client in memory.pending and not conn.actor:
        return memory.pending.pop(conn.client), None
    if conn.you:
        key = {"pop3": "you_pop3", "imap": "you_imap"}.get(conn.protocol, "you")
        if (conn.client, conn.server, key) in memory.talked:
            key += "_again"
        memory.talked.add((conn.client, conn.server, key))
    elif conn.actor:
        key = "terminal"
    elif conn.port == HTTPS.port:
        key = "sts_policy"
    elif conn.protocol == "http":
        key = "browse"
    elif conn.protocol == "imap" and conn.client in memory.webmails:
        key = "webmail_imap"
    elif conn.protocol in ("pop3", "imap"):
        key = "collect" if conn.protocol == "pop3" else "look"
    elif conn.notice:
        key = "notice"
    else:
        key = "relay" if conn.relay else "submit"
    return memory.begin_chapter(
        key, conn.protocol, client=conn.client, server=conn.server
    )


def _refused(event: Event, fact: f.TcpConnectionRefused, memory: Memory) -> Draft:
    you = memory.typist(event) in PEOPLE
    chapter, new_chapter = _failed_chapter(event.host, fact.server, you, memory)
    params: dict[str, str | int] = {
        "client": event.host,
        "server": fact.server,
        "port": str(fact.server_port),
    }
    return Draft(
        shape="fault",
        protocol="tcp",
        source=event.host,
        target=fact.server,
        client=event.host,
        server=fact.server,
        say=Text(f"say.refused.{_caller(event.host, you, memory)}", params),
        why=Text("why.refused", params),
        next=Text("next.ports") if you else None,
        chapter=chapter,
        new_chapter=new_chapter,
        rfc=("9293#3.5.2",),
    )


def _timed_out(event: Event, fact: f.TcpConnectionTimedOut, memory: Memory) -> Draft:
    conn = memory.conns.get(event.conn)
    you = conn.you if conn else memory.typist(event) in PEOPLE
    params: dict[str, str | int] = {
        "client": event.host,
        "peer": fact.peer,
        "n": fact.attempts,
    }
    new_chapter: Chapter | None = None
    if conn is None:
        chapter, new_chapter = _failed_chapter(event.host, fact.peer, you, memory)
    else:
        chapter = conn.chapter
    if fact.opening:
        say = f"say.timed_out.opening.{_caller(event.host, you, memory)}"
    else:
        mine = you and conn is not None and event.host == conn.client
        say = f"say.timed_out.open.{'you' if mine else 'client'}"
    return Draft(
        shape="fault",
        protocol="tcp",
        source=event.host,
        target=fact.peer,
        client=conn.client if conn else event.host,
        server=conn.server if conn else fact.peer,
        say=Text(say, params),
        why=Text(f"why.timed_out.{'opening' if fact.opening else 'open'}", params),
        phase=conn.phase if conn else "",
        chapter=chapter,
        new_chapter=new_chapter,
        rfc=("9293#3.8.3",),
        lost=True,
    )


def _gave_up(event: Event, fact: f.ReplyTimedOut, memory: Memory) -> Draft:
    conn = memory.conn_of(event)
    minutes = max(1, round(fact.after_us / MINUTE_US))
    params = _ends(conn) | {"n": minutes, "verb": fact.awaited}
    known = fact.awaited in ("greeting", "content", "block")
    name = fact.awaited if known else "reply"
    section = (fact.section,) if fact.section else ()
    return Draft(
        shape="fault",
        protocol=conn.protocol,
        source=event.host,
        target=conn.server,
        client=conn.client,
        server=conn.server,
        say=Text(f"say.gave_up.{name}", params),
        why=Text(f"why.gave_up.{name if section else 'other'}", params),
        phase=conn.phase,
        chapter=conn.chapter,
        rfc=section,
        lost=True,
    )


def _caller(host: str, you: bool, memory: Memory) -> str:
    """Who calls in vain: you, a server with a message to pass on, or a program."""
    return "you" if you else "relay" if host in memory.relays else "client"


def _failed_chapter(
    client: str, server: str, you: bool, memory: Memory
) -> tuple[int, Chapter | None]:
    """The chapter of a connection that never was."""
    if client in memory.pending and not you:
        return memory.pending.pop(client), None
    key = "failed_you" if you else "failed"
    return memory.begin_chapter(key, "tcp", client=client, server=server)


def _closed(event: Event, fact: f.TcpConnectionClosed, memory: Memory) -> Draft | None:
    conn = memory.conns.get(event.conn)
    if conn is None:
        return None
    conn.in_letter = False
    by = fact.by or conn.server
    other = conn.client if by == conn.server else conn.server
    name = _how_it_closed(conn, fact, by)
    return Draft(
        shape="close" if fact.clean else "fault",
        protocol=conn.protocol,
        source=by,
        target=other,
        client=conn.client,
        server=conn.server,
        say=Text(f"say.close.{name}", _ends(conn) | {"by": by, "n": conn.letters}),
        why=Text(
            first_of(f"why.close.{name}", "why.close.client"),
            _ends(conn) | {"n": conn.letters},
        ),
        phase=conn.phase,
        chapter=conn.chapter,
        rfc=("9293#3.6",),
        lost=not fact.clean,
    )


def _how_it_closed(conn: RememberedConn, fact: f.TcpConnectionClosed, by: str) -> str:
    """Which sentence ends a connection."""
    if not fact.clean:
        return "broken_marked" if conn.protocol == "pop3" and conn.marked else "broken"
    if by == conn.client and not conn.said_goodbye:
        if conn.protocol == "pop3" and conn.marked:
            return "hung_up_marked"
        if conn.you and conn.protocol == "imap":
            return "you_hung_up_imap"
        return "you_hung_up" if conn.you else "client"
    if conn.protocol == "smtp" and conn.letters == 1 and conn.notice:
        return "delivered_notice"
    if conn.protocol == "smtp" and conn.letters:
        return "delivered" if conn.letters == 1 else "delivered_many"
    if conn.protocol == "pop3" and conn.phase == "update":
        return "collected"
    return "client"


# --- machines, cables, time -------------------------------------------------------


def _power(on: bool) -> Teller:
    name = "on" if on else "off"

    def step(event: Event, _fact: f.Fact, memory: Memory) -> Draft:
        (memory.off.discard if on else memory.off.add)(event.host)
        return _local(event.host, f"host.{name}", memory, "local" if on else "fault")

    return step


def _cable(cut: bool) -> Teller:
    name = "cut" if cut else "restored"

    def step(_event: Event, fact: f.LinkCut | f.LinkRestored, memory: Memory) -> Draft:
        (memory.cut.add if cut else memory.cut.discard)(fact.link)
        return _local(fact.link, f"link.{name}", memory, "fault" if cut else "local")

    return step


def _local(host: str, name: str, memory: Memory, shape: BeatShape) -> Draft:
    """Something happened to one machine."""
    return Draft(
        shape=shape,
        protocol="local",
        source=host,
        target=host,
        say=Text(f"say.{name}", {"host": host, "link": host}),
        why=Text(f"why.{name}", {"host": host, "link": host}),
        chapter=memory.chapter,
    )


def _skipped(_event: Event, fact: f.ClockSkipped, memory: Memory) -> Draft:
    us = max(0, fact.to_us - memory.now_us)
    unit, n = span_of(us)
    hours, minutes = divmod(us // 60_000_000, 60)
    if unit in ("minutes", "hours") and minutes and hours * 60 + minutes > 90:
        unit, n = "hours_minutes", hours
    return Draft(
        shape="local",
        protocol="local",
        source=memory.place,
        target=memory.place,
        say=Text(f"say.clock.{unit if n else 'none'}", {"n": n, "k": minutes}),
        why=Text("why.clock"),
        chapter=memory.chapter,
    )


def _terminal_refused(event: Event, fact: f.TerminalRefused, memory: Memory) -> Draft:
    params: dict[str, str | int] = {"target": clip(readable(fact.target))}
    why = "why.no_such_host" if fact.reason == "no_such_host" else "why.terminal"
    return Draft(
        shape="fault",
        protocol="local",
        source=event.host,
        target=event.host,
        say=Text("say.terminal", params),
        why=Text(why, params),
        chapter=memory.chapter,
    )


def _ends(conn: RememberedConn) -> dict[str, str | int]:
    return {"client": conn.client, "server": conn.server}


def _port(conn: RememberedConn) -> dict[str, str | int]:
    return _ends(conn) | {"port": str(conn.port)}


WORLD_STEPS: Tellers = {
    f.TcpConnectionOpened: _opened,
    f.TcpConnectionRefused: _refused,
    f.TcpConnectionTimedOut: _timed_out,
    f.ReplyTimedOut: _gave_up,
    f.TcpConnectionClosed: _closed,
    f.HostPoweredOn: _power(True),
    f.HostPoweredOff: _power(False),
    f.LinkCut: _cable(True),
    f.LinkRestored: _cable(False),
    f.ClockSkipped: _skipped,
    f.TerminalRefused: _terminal_refused,
}
