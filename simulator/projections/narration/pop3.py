"""The steps of a POP3 session: commands, responses, and the messages that come down.

The password of PASS is read aloud on purpose: that anybody on the wire can read it is
the lesson. What the engine read is not parsed again.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.projections.catalogue import Text
from simulator.projections.narration.memory import (
    Draft,
    Memory,
    RememberedConn,
    Tellers,
)
from simulator.projections.narration.words import (
    LINE_CHARACTERS_MAX,
    base64_text,
    clip,
    first_of,
    joined,
    lines_of,
    readable,
    variant,
)
from simulator.projections.slips import slips
from simulator.protocols.pop3.states import (
    RESPONSE,
    TABLE,
    VERBS,
    State,
    announced_after,
    legal,
)

PHASES: Mapping[str, str] = {
    "AUTHORIZATION": "login",
    "AUTHORIZATION_USER": "login",
    "AUTHORIZATION_AUTH": "login",
    "TRANSACTION": "transaction",
    "UPDATE": "update",
}

NEXT_IN_STATE: Mapping[str, str] = {
    "AUTHORIZATION": "next.pop3.user",
    "AUTHORIZATION_USER": "next.pop3.pass",
    "AUTHORIZATION_AUTH": "next.pop3.auth",
    "TRANSACTION": "next.pop3.transaction",
}

RESPONSE_CODE_RFC = {
    "LOGIN-DELAY": "2449#8.1.1",
    "IN-USE": "2449#8.1.2",
    "UTF8": "6856#5",
    "AUTH": "3206",
    "SYS/TEMP": "3206",
    "SYS/PERM": "3206",
}

_NEEDS_ARGUMENT = frozenset(("USER", "PASS", "APOP", "AUTH", "RETR", "DELE", "TOP"))
_LOGS_IN = frozenset(("PASS", "APOP", "AUTH", RESPONSE))
_MAY_HAVE_NUMBER = frozenset(("LIST", "UIDL"))


class _Asked(NamedTuple):
    """Which sentence tells a command (`say.pop3.ask.NAME`), and what is in it."""

    name: str
    params: dict[str, str | int]


# --- commands ---------------------------------------------------------------------


def _command(event: Event, fact: f.Pop3CommandReceived, memory: Memory) -> Draft:
    conn = memory.conn_of(event)
    line = readable(fact.octets).rstrip("\r\n")
    asked = _asked(fact, conn)
    if asked is None:
        name = "line" if line.strip() else "empty"
        asked = _Asked(name, {"line": clip(line, LINE_CHARACTERS_MAX)})
    else:
        conn.said_goodbye = fact.verb == "QUIT"
        conn.phase = PHASES.get(fact.state, conn.phase)
        if conn.said_goodbye and fact.state == State.TRANSACTION:
            conn.phase = "update"
    params = _ends(conn) | asked.params
    starts = bool(fact.verb) and line.upper().startswith(fact.verb)
    cut = len(fact.verb) if starts else 0
    known = VERBS.get(fact.verb)
    why = f"why.pop3.ask.{_key(fact.verb)}" if fact.verb else ""
    if asked.name == "pass_tls":
        why = "why.pop3.ask.pass_tls"
    return Draft(
        shape="command",
        protocol="pop3",
        source=conn.client,
        target=conn.server,
        client=conn.client,
        server=conn.server,
        say=Text(variant(f"say.pop3.ask.{asked.name}", conn.role), params),
        why=Text(first_of(why, "why.pop3.ask.other"), params),
        slips=_slips(conn, fact),
        head=line[:cut],
        text=line[cut:],
        length=fact.length,
        phase=conn.phase,
        chapter=conn.chapter,
        rfc=(known[1],) if known else ("1939#3",),
        spans=fact.spans,
    )


def _asked(fact: f.Pop3CommandReceived, conn: RememberedConn) -> _Asked | None:
    """What a command asks; None where it is badly written or out of order."""
    verb = fact.verb
    broken = any(role == "error" for _, _, role in fact.spans)
    if broken or fact.state not in State.__members__:
        return None
    argument = readable(fact.argument).strip()
    if verb == RESPONSE:
        cancels = argument == "*"
        name = "response_cancel" if cancels else "response"
        return _Asked(name, {"string": clip(base64_text(argument))})
    if verb not in TABLE[State(fact.state)] or (verb in _NEEDS_ARGUMENT) > bool(
        argument
    ):
        return None
    if verb == "QUIT" and conn.marked and fact.state == State.TRANSACTION:
        return _Asked("quit_marked", {"n": conn.marked})
    name = verb.lower()
    if verb in _MAY_HAVE_NUMBER and argument:
        name += "_one"
    first = argument if verb in ("USER", "PASS") else argument.partition(" ")[0]
    if verb == "AUTH":
        first = first.upper()
    if verb == "PASS" and fact.stream == "tc":
        name = "pass_tls"
    return _Asked(name, {"name": clip(first)})


def _key(verb: str) -> str:
    return "response" if verb == RESPONSE else verb.lower()


def _slips(conn: RememberedConn, fact: f.Pop3CommandReceived) -> tuple[Text, ...]:
    if not conn.you or fact.verb == RESPONSE:
        return ()
    return slips(fact.octets.encode("latin-1"), "pop3", fact.state)


# --- responses --------------------------------------------------------------------


def _response(event: Event, fact: f.Pop3ResponseSent, memory: Memory) -> Draft:
    conn = memory.conn_of(event)
    good = fact.status != "-ERR"
    name, numbers = _told(fact, conn)
    conn.phase = _phase(fact, conn)
    params = _ends(conn) | numbers
    announced = announced_after(conn.announced, fact.verb, fact.status, fact.octets)
    params |= {"verb": fact.verb, "legal": _legal(fact.state_after, announced)}
    side = "yes" if good else "no"
    say = (
        variant(f"say.pop3.yes.{name}", conn.role)
        if good
        else first_of(f"say.pop3.no.{name}", "say.pop3.no.other")
    )
    first, *rest = lines_of(fact.octets) or [fact.status]
    cut = len(fact.status)
    draft = Draft(
        shape="letter" if good and fact.verb == "RETR" else "reply",
        protocol="pop3",
        source=conn.server,
        target=conn.client,
        client=conn.client,
        server=conn.server,
        say=Text(say, params),
        why=Text(first_of(f"why.pop3.{side}.{name}", f"why.pop3.{side}.other"), params),
        next=Text(_next(fact, name), params) if _answers(conn, fact) else None,
        mark=fact.status[:1],
        head=first[:cut],
        text=first[cut:],
        more=tuple(rest),
        length=fact.length,
        phase=conn.phase,
        chapter=conn.chapter,
        rfc=_rfc(fact),
        spans=fact.spans,
        lost=not memory.reaches(conn.server, conn.client),
    )
    _remember(fact, conn, announced)
    return draft


def _remember(
    fact: f.Pop3ResponseSent, conn: RememberedConn, announced: tuple[str, ...]
) -> None:
    conn.state = fact.state_after
    conn.announced = announced
    conn.marked = fact.marked
    conn.letters += fact.status == "+OK" and fact.verb == "RETR"


def _told(
    fact: f.Pop3ResponseSent, conn: RememberedConn
) -> tuple[str, dict[str, str | int]]:
    """Which sentence tells a response, and its numbers."""
    numbers: dict[str, str | int] = {"n": fact.number, "octets": fact.content_length}
    if fact.status == "+":
        numbers["string"] = clip(base64_text(readable(fact.text)))
        return "challenge" if fact.text else "challenge_empty", numbers
    if fact.status != "+OK":
        return fact.reason, numbers
    if not fact.verb:
        return "greeting", numbers
    name = "pass" if fact.verb in _LOGS_IN else fact.verb.lower()
    if fact.verb == "STAT":
        counts = [int(word) for word in fact.text.split()[:2] if word.isdigit()]
        if len(counts) == 2:
            name = "stat" if counts[0] else "stat_none"
            numbers |= {"n": counts[0], "octets": counts[1]}
        name += "_marked" if conn.marked else ""
    elif fact.verb in _MAY_HAVE_NUMBER and not fact.multiline:
        name += "_one"
    elif fact.verb in _MAY_HAVE_NUMBER:
        empty = fact.octets.endswith("\r\n.\r\n") and fact.octets.count("\r\n") == 2
        name += "_none" if empty else ""
        name += "_marked" if conn.marked else ""
    elif fact.verb == "QUIT":
        numbers["n"] = conn.marked
        if fact.state_before != State.TRANSACTION:
            name = "quit_login"
        else:
            name = "quit_removed" if conn.marked else "quit_kept"
    return name, numbers


def _phase(fact: f.Pop3ResponseSent, conn: RememberedConn) -> str:
    if fact.verb in ("", "USER", "STLS", "UTF8", *_LOGS_IN):
        return "login"
    if fact.verb == "QUIT":
        return conn.phase
    return PHASES.get(fact.state_before, conn.phase)


def _answers(conn: RememberedConn, fact: f.Pop3ResponseSent) -> bool:
    return conn.you and fact.state_after in NEXT_IN_STATE


def _next(fact: f.Pop3ResponseSent, name: str) -> str:
    if fact.status != "-ERR":
        return first_of(f"next.pop3.after_{name}", NEXT_IN_STATE[fact.state_after])
    return first_of(f"next.pop3.{fact.reason}", "next.pop3.legal")


@lru_cache(256)
def _legal(state: str, announced: tuple[str, ...]) -> str:
    return joined(legal(State(state), announced)) if state in PHASES else ""


def _rfc(fact: f.Pop3ResponseSent) -> tuple[str, ...]:
    known = VERBS.get(fact.verb)
    own = known[1] if known else "1939#3"
    code = RESPONSE_CODE_RFC.get(fact.code)
    return tuple(dict.fromkeys((own, "1939#3", *((code,) if code else ()))))


def _ends(conn: RememberedConn) -> dict[str, str | int]:
    return {"client": conn.client, "server": conn.server}


POP3_STEPS: Tellers = {
    f.Pop3CommandReceived: _command,
    f.Pop3ResponseSent: _response,
}
