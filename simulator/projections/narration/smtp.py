"""The steps of an SMTP session: commands and replies (the message: `smtp_content`).

A command is told without judging it, so that a class may guess the reply; the reply is
told by its reason. Verb, state and reason come from the fact: what the engine read is
not parsed again.
"""

import re
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
from simulator.projections.narration.smtp_words import (
    MOST_USEFUL_FIRST,
    NEXT_IN_STATE,
    OPEN_ENVELOPE,
    PHASES,
    RFC_BY_CLASS,
)
from simulator.projections.narration.words import (
    LINE_CHARACTERS_MAX,
    TYPED_CHARACTERS_MAX,
    base64_text,
    clip,
    first_of,
    joined,
    lines_of,
    readable,
    variant,
)
from simulator.projections.slips import slips
from simulator.protocols.smtp.codes import REASONS
from simulator.protocols.smtp.states import (
    CONTENT,
    LAST_CHUNK,
    NO_COMMANDS,
    RESPONSE,
    TABLE,
    VERBS,
    State,
    announced_after,
    legal,
    text_key,
    words,
)

_PATH = re.compile(r"<([^<>]*)>")
_ALONE = frozenset(verb for verb, known in VERBS.items() if known.syntax == verb)
"""Verbs that take no argument."""


class _Asked(NamedTuple):
    """Which sentence tells a command (`say.smtp.ask.NAME`), and what is in it."""

    name: str
    params: dict[str, str | int]
    relay: bool = True


# --- commands ---------------------------------------------------------------------


def _command(event: Event, fact: f.SmtpCommandReceived, memory: Memory) -> Draft:
    conn = memory.conn_of(event)
    line = readable(fact.octets).rstrip("\r\n")
    asked = _asked(fact, conn, memory)
    if asked is None:
        name = "line" if line.strip() else "empty"
        asked = _Asked(name, {"line": clip(line, LINE_CHARACTERS_MAX)})
    else:
        conn.phase = PHASES.get(fact.verb, conn.phase)
        conn.said_goodbye = fact.verb == "QUIT"
    if conn.smuggled:
        asked = _Asked("smuggled", {"line": clip(line, TYPED_CHARACTERS_MAX)})
    conn.command = fact.octets
    role = "client" if conn.role == "relay" and not asked.relay else conn.role
    head, text = _parted(fact.verb, line)
    known = VERBS.get(fact.verb)
    return Draft(
        shape="command",
        protocol="smtp",
        source=conn.client,
        target=conn.server,
        client=conn.client,
        server=conn.server,
        say=Text(variant(f"say.smtp.ask.{asked.name}", role), _ends(conn, asked)),
        why=Text(_why_asked(fact.verb, asked.name), _ends(conn, asked)),
        slips=_slips(conn, fact),
        head=head,
        text=text,
        length=fact.length,
        phase=conn.phase,
        chapter=conn.chapter,
        rfc=(known.rfc,) if known else ("5321#4.1.1",),
        spans=fact.spans,
    )


def _asked(
    fact: f.SmtpCommandReceived, conn: RememberedConn, memory: Memory
) -> _Asked | None:
    """What a command asks; None where it is badly written or out of order."""
    verb = fact.verb
    broken = any(role == "error" for _, _, role in fact.spans)
    if broken or not _in_order(verb, fact.state):
        return None
    argument = readable(fact.argument).strip()
    if verb in ("EHLO", "HELO"):
        again = "_again" if conn.greetings and verb == "EHLO" else ""
        return _Asked(verb.lower() + again, {"name": clip(argument)})
    if verb in ("MAIL", "RCPT"):
        return _path_asked(verb, argument, conn, memory)
    if verb in ("VRFY", "EXPN"):
        return _Asked(verb.lower(), {"string": clip(argument)}) if argument else None
    if verb == RESPONSE:
        cancels = argument == "*"
        name = "response_cancel" if cancels else "response"
        return _Asked(name, {"string": clip(base64_text(argument))})
    if verb in _ALONE and argument:
        return None
    if verb == "RSET" and fact.state not in OPEN_ENVELOPE:
        return _Asked("rset_idle", {})
    if verb == "QUIT":
        return _Asked("quit", {}, bool(conn.letters))
    named = words(verb, argument)
    clipped = {k: clip(v, 20) if isinstance(v, str) else v for k, v in named.items()}
    return _Asked(text_key(verb), clipped)


def _path_asked(
    verb: str, argument: str, conn: RememberedConn, memory: Memory
) -> _Asked | None:
    match = _PATH.search(argument)
    if match is None:
        return None
    path = match[1].rpartition(":")[2] if match[1].startswith("@") else match[1]
    if verb == "RCPT":
        name = "rcpt_more" if conn.accepted else "rcpt"
        return _Asked(name, {"path": clip(path)}, path in memory.forward_paths)
    if not path:
        return _Asked("mail_null", {})
    return _Asked("mail", {"path": clip(path)}, path in memory.reverse_paths)


def _in_order(verb: str, state: str) -> bool:
    return state in State.__members__ and verb in TABLE[State(state)]


def _parted(verb: str, line: str) -> tuple[str, str]:
    """`("MAIL FROM:", "<ana@norte.example>")`: head and text together are the line."""
    match = re.match(r"(?:MAIL FROM|RCPT TO):", line, re.I)
    if match:
        return match[0], line[match.end() :]
    verb = verb.partition(" ")[0]
    if verb and line.upper().startswith(verb):
        return line[: len(verb)], line[len(verb) :]
    return "", line


def _why_asked(verb: str, name: str) -> str:
    own = f"why.smtp.ask.{verb.lower()}" if verb.isalpha() else ""
    return first_of(f"why.smtp.ask.{name}", own, "why.smtp.ask.other")


def _slips(conn: RememberedConn, fact: f.SmtpCommandReceived) -> tuple[Text, ...]:
    """What the eye misses, for a person who types."""
    if not conn.you or fact.verb == RESPONSE:
        return ()
    found = slips(fact.octets.encode("latin-1"), "smtp", fact.state)
    if fact.verb in VERBS:
        conn.ended_letter = False
    elif conn.ended_letter and not found:
        return (Text("slips.after_dot"),)
    return found


# --- replies ----------------------------------------------------------------------


def _reply(event: Event, fact: f.SmtpReplySent, memory: Memory) -> Draft:
    conn = memory.conn_of(event)
    accepted = fact.code < 400
    if fact.verb in ("", CONTENT):
        conn.phase = PHASES[fact.verb] if accepted or fact.verb else conn.phase
    params = _ends(conn) | {
        "code": fact.code,
        "verb": fact.verb.partition(" ")[0],
        "path": clip(readable(fact.path)),
        "n": len(fact.lines),
        "legal": _legal(fact.state_after, _announced(conn, fact)),
    }
    again = conn.refused == (conn.command, fact.code)
    first, *rest = lines_of(fact.octets) or [str(fact.code)]
    draft = Draft(
        shape="reply",
        protocol="smtp",
        source=conn.server,
        target=conn.client,
        client=conn.client,
        server=conn.server,
        say=Text(_say_reply(fact, _role(fact, conn, memory)), params),
        why=Text(_why_reply(fact), params),
        next=Text(_next(fact, again), params) if _answers(conn, fact) else None,
        mark=str(fact.code)[:1],
        head=first[:3],
        text=first[3:],
        more=tuple(rest),
        length=fact.length,
        phase=conn.phase,
        chapter=conn.chapter,
        rfc=_rfc(fact),
        spans=fact.spans,
        lost=not memory.reaches(conn.server, conn.client),
    )
    _remember(fact, conn, memory)
    return draft


def _role(fact: f.SmtpReplySent, conn: RememberedConn, memory: Memory) -> str:
    """A relay's "too" is for a sender that was heard before."""
    new = fact.verb == "MAIL" and readable(fact.path) not in memory.reverse_paths
    return "client" if new and conn.role == "relay" else conn.role


def _told(fact: f.SmtpReplySent) -> str:
    """The reason, finer where one reason needs two sentences."""
    if fact.reason == "hello" and len(fact.lines) == 1:
        return "hello_short"
    if fact.reason == "reset" and fact.state_before not in OPEN_ENVELOPE:
        return "reset_idle"
    if fact.reason in ("sender_ok", "sender_checked") and not fact.path:
        return "sender_ok_null"
    return fact.reason


def _say_reply(fact: f.SmtpReplySent, role: str) -> str:
    name = _told(fact)
    if fact.code >= 400:
        return first_of(f"say.smtp.no.{name}", f"say.smtp.no.class{_digit(fact)}")
    known = first_of(f"say.smtp.yes.{name}.client", "say.smtp.yes.ok.client")
    return variant(known.removesuffix(".client"), role)


def _why_reply(fact: f.SmtpReplySent) -> str:
    side = "no" if fact.code >= 400 else "yes"
    name = _told(fact)
    return first_of(f"why.smtp.{side}.{name}", f"why.smtp.{side}.class{_digit(fact)}")


def _answers(conn: RememberedConn, fact: f.SmtpReplySent) -> bool:
    """Whether somebody of the class can do something now."""
    return conn.you and fact.state_after != State.CLOSED


def _next(fact: f.SmtpReplySent, again: bool) -> str:
    if fact.code < 400:
        if fact.verb in (CONTENT, LAST_CHUNK):
            return "next.smtp.after_letter"
        if fact.reason == "start_tls":
            return "next.smtp.start_tls"
        return NEXT_IN_STATE.get(fact.state_after, "next.smtp.legal")
    if again:
        return "next.smtp.same_again" if fact.code >= 500 else "next.smtp.too_soon"
    own = f"next.smtp.{fact.reason}"
    return first_of(f"{own}_{fact.verb.lower()}", own, "next.smtp.legal")


def _announced(conn: RememberedConn, fact: f.SmtpReplySent) -> tuple[str, ...]:
    """The keywords with verbs that hold once `fact` is heard."""
    return announced_after(conn.announced, fact.verb, fact.code, fact.lines)


@lru_cache(256)
def _legal(state: str, announced: tuple[str, ...]) -> str:
    if state not in State.__members__:
        return ""
    allowed = [verb for verb in legal(state, announced) if verb not in NO_COMMANDS]
    first = [verb for verb in MOST_USEFUL_FIRST if verb in allowed]
    return joined(dict.fromkeys((*first, *allowed)))


def _rfc(fact: f.SmtpReplySent) -> tuple[str, ...]:
    reason = REASONS.get(fact.reason)
    own = (reason.rfc,) if reason else ()
    return tuple(dict.fromkeys((*own, *RFC_BY_CLASS)))


def _remember(fact: f.SmtpReplySent, conn: RememberedConn, memory: Memory) -> None:
    """What a reply changes for the sentences to come."""
    conn.state = fact.state_after
    conn.announced = _announced(conn, fact)
    accepted = fact.code < 400
    conn.refused = ("", 0) if accepted else (conn.command, fact.code)
    whole = fact.verb == LAST_CHUNK and fact.state_before in ("RCPT", "BDAT")
    if fact.verb == CONTENT or whole:
        conn.letters += accepted
        conn.ended_letter = True
        conn.accepted = 0
    elif not accepted:
        conn.said_goodbye = conn.said_goodbye and fact.code == 421
    elif fact.verb in ("EHLO", "HELO"):
        conn.greetings += 1
        conn.accepted = 0
    elif fact.state_after == State.GREETED:
        conn.greetings = 0
    elif fact.verb in ("MAIL", "RSET"):
        conn.accepted = 0
        if fact.verb == "MAIL":
            memory.reverse_paths.add(readable(fact.path))
    elif fact.verb == "RCPT":
        conn.accepted += 1
        memory.forward_paths.add(readable(fact.path))
    elif fact.code == 354:
        conn.begin_letter()
    if fact.code == 421:
        conn.in_letter = False


def _digit(fact: f.SmtpReplySent) -> str:
    return str(fact.code)[:1]


def _ends(conn: RememberedConn, asked: _Asked | None = None) -> dict[str, str | int]:
    return conn.ends | (asked.params if asked else {})


SMTP_STEPS: Tellers = {
    f.SmtpCommandReceived: _command,
    f.SmtpReplySent: _reply,
}
