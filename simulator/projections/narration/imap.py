"""The steps of an IMAP session: commands with their tag, and what the server answers.

One command, one answer: the untagged lines of a command wait for its completion and are
one step with it. What stands alone is told alone: a message coming down, a request to
go on, and what a server says unasked (a message arrived while IDLE waits).

The note `rev2` on each command says what IMAP4rev2 (RFC 9051) made of it. What the
engine read is not parsed again.
"""

from collections.abc import Mapping
from typing import Unpack

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.projections.catalogue import Text
from simulator.projections.narration.imap_words import (
    asked,
    base_of,
    name_of,
    told,
    told_alone,
)
from simulator.projections.narration.memory import (
    Draft,
    DraftRest,
    Memory,
    RememberedConn,
    Tellers,
    Told,
)
from simulator.projections.narration.words import (
    LINE_CHARACTERS_MAX,
    clip,
    first_of,
    joined,
    lines_of,
    readable,
    variant,
)
from simulator.projections.shapes.events import BeatShape
from simulator.projections.slips import imap_slips
from simulator.protocols.imap.codes import REASONS
from simulator.protocols.imap.states import CHANGES, VERBS, State, legal

PHASES: Mapping[str, str] = {
    "NOT_AUTHENTICATED": "login",
    "AUTHENTICATED": "folders",
    "SELECTED": "messages",
    "LOGOUT": "goodbye",
}

NEXT_IN_STATE: Mapping[str, str] = {
    "NOT_AUTHENTICATED": "next.imap.login",
    "AUTHENTICATED": "next.imap.select",
    "SELECTED": "next.imap.messages",
}

TEXT_CHARACTERS_MAX = 4_096
"""Of untagged lines shown with a completion; the octets have the rest."""

LEGAL_VERBS_MAX = 12


# --- commands ---------------------------------------------------------------------


def _command(event: Event, fact: f.ImapCommandReceived, memory: Memory) -> Draft:
    conn = memory.conn_of(event)
    line = readable(fact.octets).rstrip("\r\n")
    name, params = asked(fact)
    if not name:
        name = "line" if line.strip() else "empty"
        params = {"line": clip(line, LINE_CHARACTERS_MAX)}
    if name == "login" and fact.stream == "tc":
        name = "login_tls"
    conn.said_goodbye = fact.verb == "LOGOUT"
    conn.command, conn.removed = line, 0
    conn.phase = PHASES.get(fact.state, conn.phase)
    params |= _ends(conn)
    end = next((stop for _, stop, role in fact.spans if role == "verb"), 0)
    head = line[:end] if line[:end].isascii() else ""
    why = f"why.imap.ask.{name}"
    if fact.verb.startswith("UID "):
        why = "why.imap.ask.uid"
    return _draft(
        conn,
        "command",
        say=Text(variant(f"say.imap.ask.{name}", conn.role), params),
        why=Text(first_of(why, "why.imap.ask.other"), params),
        notes=notes_of(fact.verb),
        slips=_slips(conn, fact),
        head=head,
        text=line[len(head) :],
        length=fact.length,
        rfc=_rfc(fact.verb),
        spans=fact.spans,
    )


def notes_of(verb: str) -> tuple[Text, ...]:
    """What IMAP4rev2 made of a command; none for what is no command."""
    known = VERBS.get(verb)
    if known is None:
        return ()
    keys = CHANGES.get(verb, ()) or (known.rev2,)
    return tuple(Text(f"rev2.{key}", {"verb": verb}) for key in keys)


def _slips(conn: RememberedConn, fact: f.ImapCommandReceived) -> tuple[Text, ...]:
    if not conn.you:
        return ()
    return imap_slips(fact.octets.encode("latin-1"), fact.state)


def _continued(event: Event, fact: f.ImapContinuationReceived, memory: Memory) -> Draft:
    """The client goes on: the octets it announced, a response, or DONE."""
    conn = memory.conn_of(event)
    part = fact.part
    letter = part == "literal" and fact.verb == "APPEND"
    if letter:
        part = "letter"
    params: dict[str, str | int] = {"n": fact.content_length}
    first, *rest = lines_of(fact.octets) or [""]
    return _draft(
        conn,
        "letter" if letter else "command",
        say=Text(variant(f"say.imap.more.{part}", conn.role), _ends(conn) | params),
        why=Text(f"why.imap.more.{part}", params),
        head="DONE" if part == "done" else "",
        text="" if part == "done" else first,
        more=tuple(rest),
        length=fact.length,
        rfc=_rfc(fact.verb),
        spans=fact.spans,
    )


# --- responses --------------------------------------------------------------------


def _response(event: Event, fact: f.ImapResponseSent, memory: Memory) -> Draft | None:
    conn = memory.conn_of(event)
    if fact.tag == "+":
        return _prompted(conn, fact, memory)
    if fact.tag == "*" and fact.status != "BAD" and _waits(conn, fact):
        conn.heard.append(fact)
        return None
    if fact.tag == "*" and fact.status != "BAD":
        return _alone(conn, fact, memory)
    return _completed(conn, fact, memory)


def _waits(conn: RememberedConn, fact: f.ImapResponseSent) -> bool:
    """Whether an untagged response belongs to a completion that is still to come."""
    if not fact.verb or conn.idling or _is_letter(fact):
        return False
    return fact.status != "BYE" or fact.verb == "LOGOUT"


def _is_letter(fact: f.ImapResponseSent) -> bool:
    whole = ("BODY[]", "RFC822")
    return fact.data == "FETCH" and any(item in whole for item in fact.items)


def _completed(conn: RememberedConn, fact: f.ImapResponseSent, memory: Memory) -> Draft:
    """The tagged line, and the untagged ones that came with it."""
    heard, conn.heard = conn.heard, []
    good = fact.status in ("OK", "PREAUTH")
    name, numbers = told(fact, heard, conn) if good else (fact.reason, {})
    side = "yes" if good else "no"
    conn.idling = False
    conn.letters = 0
    conn.completed += fact.tag != "*"
    params = _ends(conn) | {"verb": fact.verb or "?", "legal": _legal(fact.state_after)}
    params |= {"folder": clip(fact.mailbox), "line": _repeated(conn)} | numbers
    if good and conn.client in memory.webmails:
        memory.asked_imap.add(conn.client)
    say = (
        variant(f"say.imap.yes.{name}", conn.role)
        if good
        else first_of(f"say.imap.no.{name}", "say.imap.no.other")
    )
    draft = _reply(
        conn,
        [*heard, fact],
        memory,
        say=Text(say, params),
        why=Text(first_of(f"why.imap.{side}.{name}", f"why.imap.{side}.other"), params),
        next=_next(conn, fact, name, params),
        mark="+" if good else "-",
        phase=PHASES.get(fact.state_before, conn.phase),
        rfc=_rfc(fact.verb, fact),
    )
    if good and fact.verb in ("SELECT", "EXAMINE"):
        conn.read_only = fact.code == "READ-ONLY"
    conn.state = fact.state_after
    conn.phase = draft.phase
    return draft


def _repeated(conn: RememberedConn) -> str:
    """The last line, for a hint that repeats it."""
    return clip(conn.command, LINE_CHARACTERS_MAX)


def _expunged(event: Event, _fact: f.MessageExpunged, memory: Memory) -> None:
    """No step, but CLOSE says nothing of what it removed."""
    conn = memory.conns.get(event.conn)
    if conn is not None:
        conn.removed += 1


def _alone(conn: RememberedConn, fact: f.ImapResponseSent, memory: Memory) -> Draft:
    """The greeting, a message, news in IDLE, an alert, BYE."""
    name, numbers = told_alone(fact)
    params = _ends(conn) | {"folder": clip(fact.mailbox)} | numbers
    params["legal"] = _legal(fact.state_after)
    letter = _is_letter(fact)
    conn.letters += letter
    if not fact.verb and fact.status in ("OK", "PREAUTH") and not conn.state:
        conn.phase = "login"
    bad = fact.status == "BYE"
    conn.state = fact.state_after
    return _reply(
        conn,
        [fact],
        memory,
        shape="letter" if letter else "reply",
        say=Text(variant(f"say.imap.alone.{name}", conn.role), params),
        why=Text(first_of(f"why.imap.alone.{name}", "why.imap.alone.other"), params),
        next=_next(conn, fact, name, params) if name == "greeting" else None,
        mark="-" if bad else "+" if name in ("greeting", "preauth") else "",
        phase=conn.phase,
        rfc=_rfc(fact.verb, fact),
    )


def _prompted(conn: RememberedConn, fact: f.ImapResponseSent, memory: Memory) -> Draft:
    """`+`: the server waits for the rest of a command."""
    part = {"IDLE": "done", "AUTHENTICATE": "sasl"}.get(fact.verb, "literal")
    conn.idling = part == "done"
    params = _ends(conn)
    return _reply(
        conn,
        [fact],
        memory,
        say=Text(variant(f"say.imap.go.{part}", conn.role), params),
        why=Text(f"why.imap.go.{part}", params),
        next=Text(f"next.imap.go_{part}", params) if conn.you else None,
        mark="3",
        phase=conn.phase,
        rfc=_rfc(fact.verb, fact),
    )


def _reply(
    conn: RememberedConn,
    said: list[f.ImapResponseSent],
    memory: Memory,
    shape: BeatShape = "reply",
    phase: str = "",
    **rest: Unpack[Told],
) -> Draft:
    """A step of the server, made of one or several responses."""
    lines, room = [], TEXT_CHARACTERS_MAX
    for fact in said:
        if room > 0 or fact is said[-1]:
            lines += lines_of(fact.octets)
        room -= len(fact.octets)
    first, *more = lines or [""]
    cut = len(said[0].tag)
    return _draft(
        conn,
        shape,
        source=conn.server,
        target=conn.client,
        head=first[:cut],
        text=first[cut:],
        more=tuple(more),
        length=sum(fact.length for fact in said),
        spans=_spans(said),
        ranges=tuple((fact.offset, fact.length) for fact in said),
        lost=not memory.reaches(conn.server, conn.client),
        phase=phase or conn.phase,
        **rest,
    )


def _spans(said: list[f.ImapResponseSent]) -> tuple[f.Span, ...]:
    """The spans of several facts, in their octets put together."""
    spans: list[f.Span] = []
    at = 0
    for fact in said:
        spans += [(start + at, end + at, role) for start, end, role in fact.spans]
        at += fact.length
    return tuple(span for span in spans if span[1] <= TEXT_CHARACTERS_MAX)


# --- small things -----------------------------------------------------------------


def _draft(
    conn: RememberedConn,
    shape: BeatShape,
    source: str = "",
    target: str = "",
    **rest: Unpack[DraftRest],
) -> Draft:
    return Draft(
        shape=shape,
        protocol="imap",
        source=source or conn.client,
        target=target or conn.server,
        client=conn.client,
        server=conn.server,
        chapter=conn.chapter,
        **rest,
    )


def _next(
    conn: RememberedConn,
    fact: f.ImapResponseSent,
    name: str,
    params: dict[str, str | int],
) -> Text | None:
    if not conn.you or fact.state_after not in NEXT_IN_STATE:
        return None
    params = params | {"tag": f"a{conn.completed + 1}"}
    if fact.status in ("NO", "BAD"):
        return Text(first_of(f"next.imap.{name}", "next.imap.legal"), params)
    general = NEXT_IN_STATE[fact.state_after]
    return Text(first_of(f"next.imap.after_{name}", general), params)


def _legal(state: str) -> str:
    """The first verbs one learns of those that are in order: the list is long."""
    if state not in NEXT_IN_STATE:
        return ""
    verbs = [verb for verb in legal(State(state)) if not verb.startswith("UID ")]
    return joined(verbs[:LEGAL_VERBS_MAX])


def _rfc(verb: str, fact: f.ImapResponseSent | None = None) -> tuple[str, ...]:
    known = VERBS.get(verb)
    cited = [known.rfc if known else "3501#2.2.1"]
    if fact is not None:
        cited.append("3501#7.1" if fact.status else "3501#7")
        if fact.code in RFC_5530:
            cited.append("5530#3")
    return tuple(dict.fromkeys(cited))


RFC_5530 = frozenset(reason.code for reason in REASONS.values()) - {
    "",
    "TRYCREATE",
    "READ-ONLY",
    "BADCHARSET",
    "TOOBIG",
    "UNKNOWN-CTE",
}
"""Response codes that RFC 5530 defined."""


def _ends(conn: RememberedConn) -> dict[str, str | int]:
    return {"client": conn.client, "server": conn.server}


IMAP_STEPS: Tellers = {
    f.ImapCommandReceived: _command,
    f.ImapContinuationReceived: _continued,
    f.ImapResponseSent: _response,
    f.MessageExpunged: _expunged,
}

__all__ = ["IMAP_STEPS", "NEXT_IN_STATE", "PHASES", "base_of", "name_of", "notes_of"]
