"""The POP3 session as one table, complete by omission.

Why it exists: the server obeys this table, the page draws its diagram from it and the
chips offer what it allows, so all three tell the same story.

    TABLE[state][verb] = {sign: next state}

The sign is that of the response: `+`, `-`, or `>` for the challenge of an AUTH, whose
line begins with a `+` alone (RFC 5034 §4). An absent verb is `-ERR` and no change
(RFC 1939 §3); an absent sign is no change. A badly written line changes nothing,
whatever its verb: `QUIT now` must not delete. `CONNECTION` ("") is no command: it
stands for the opening of the connection, answered by the greeting.

RFC 1939 §3 names three states. One of them is three here: PASS is legal only right
after a successful USER, and USER only when none is pending (§7), so
`AUTHORIZATION_USER` is AUTHORIZATION with a name given; `AUTHORIZATION_AUTH` is
AUTHORIZATION while a challenge waits for its response, whatever that line says
(`RESPONSE`). `shown` gives the name a learner sees.

Some verbs exist only where the server said so: APOP with the timestamp of its greeting,
the others with CAPA. `legal` asks for what was announced.

What no table can say: the third refused password may close the connection (policy, RFC
1939 §4), and a lost connection or an idle one goes to CLOSED from anywhere without
passing through UPDATE, so nothing is deleted (§6).
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class State(StrEnum):
    """The state of the session, as the server knows it.

    CLOSED: before the greeting and after the end. UPDATE lasts from QUIT until the
    server has closed the connection.
    """

    CLOSED = "CLOSED"
    AUTHORIZATION = "AUTHORIZATION"
    AUTHORIZATION_USER = "AUTHORIZATION_USER"
    AUTHORIZATION_AUTH = "AUTHORIZATION_AUTH"
    TRANSACTION = "TRANSACTION"
    UPDATE = "UPDATE"


CONNECTION = ""
"""The verb of the greeting."""

RESPONSE = "="
"""The verb of a line that answers a challenge: it is no command (RFC 5034 §4)."""

CHALLENGE = ">"
"""The sign of a challenge."""

EXTENSION_VERBS: Mapping[str, str] = {
    "APOP": "APOP",
    "AUTH": "SASL",
    "STLS": "STLS",
    "UTF8": "UTF8",
}
"""Verb to the capability that must be announced for it. APOP has none of its own: it is
announced by the greeting (RFC 1939 §7)."""

_TIMESTAMP = re.compile(r"<[^<>@\s]+@[^<>@\s]+>")

_STAY: Mapping[str, State] = {}
"""Allowed, and no response changes the state."""

TABLE: Mapping[State, Mapping[str, Mapping[str, State]]] = {
    State.CLOSED: {
        CONNECTION: {"+": State.AUTHORIZATION},
    },
    State.AUTHORIZATION: {
        "USER": {"+": State.AUTHORIZATION_USER},
        "APOP": {"+": State.TRANSACTION},
        "AUTH": {"+": State.TRANSACTION, CHALLENGE: State.AUTHORIZATION_AUTH},
        "STLS": _STAY,
        "UTF8": _STAY,
        "CAPA": _STAY,
        "QUIT": {"+": State.CLOSED},
    },
    State.AUTHORIZATION_USER: {
        "PASS": {"+": State.TRANSACTION, "-": State.AUTHORIZATION},
        "CAPA": _STAY,
        "QUIT": {"+": State.CLOSED},
    },
    State.AUTHORIZATION_AUTH: {
        RESPONSE: {"+": State.TRANSACTION, "-": State.AUTHORIZATION},
    },
    State.TRANSACTION: {
        "STAT": _STAY,
        "LIST": _STAY,
        "RETR": _STAY,
        "DELE": _STAY,
        "NOOP": _STAY,
        "RSET": _STAY,
        "TOP": _STAY,
        "UIDL": _STAY,
        "CAPA": _STAY,
        "QUIT": {"+": State.UPDATE, "-": State.UPDATE},
    },
    State.UPDATE: {},
}


class Verb(NamedTuple):
    """`syntax` in few words; `rfc`: where it is defined (`1939#5`)."""

    syntax: str
    rfc: str


VERBS: Mapping[str, Verb] = {
    "USER": Verb("USER name", "1939#7"),
    "PASS": Verb("PASS string", "1939#7"),
    "APOP": Verb("APOP name digest", "1939#7"),
    "AUTH": Verb("AUTH mechanism [initial-response]", "5034#4"),
    RESPONSE: Verb("base64", "5034#4"),
    "STLS": Verb("STLS", "2595#4"),
    "UTF8": Verb("UTF8", "6856#2.1"),
    "STAT": Verb("STAT", "1939#5"),
    "LIST": Verb("LIST [msg]", "1939#5"),
    "RETR": Verb("RETR msg", "1939#5"),
    "DELE": Verb("DELE msg", "1939#5"),
    "RSET": Verb("RSET", "1939#5"),
    "TOP": Verb("TOP msg n", "1939#7"),
    "UIDL": Verb("UIDL [msg]", "1939#7"),
    "NOOP": Verb("NOOP", "1939#5"),
    "CAPA": Verb("CAPA", "2449#5"),
    "QUIT": Verb("QUIT", "1939#6"),
}
"""Every command of the table, in the order in which one learns them."""


def next_state(state: State, verb: str, sign: str) -> State:
    """Where a response with `sign` to a well-formed `verb` leads."""
    return TABLE[state].get(verb, _STAY).get(sign, state)


@lru_cache(256)
def legal(state: State | str, announced: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The verbs that are in order in `state`, in the order in which one learns them.

    `announced`: capabilities that bring verbs, as `announced_after` gives them; the
    verbs of others are left out.
    """
    row = TABLE[State(state)]
    return tuple(
        verb
        for verb in VERBS
        if verb in row
        and verb != RESPONSE
        and (verb not in EXTENSION_VERBS or EXTENSION_VERBS[verb] in announced)
    )


def announced_after(
    announced: tuple[str, ...], verb: str, status: str, octets: str
) -> tuple[str, ...]:
    """Which capabilities that bring verbs are known after a response of `octets`.

    STLS forgets what CAPA said (RFC 2595 §4), not the greeting's timestamp.
    """
    if status != "+OK":
        return announced
    first, *lines = octets.split("\r\n")
    if verb == CONNECTION:
        return ("APOP",) if _TIMESTAMP.search(first) else ()
    apop = tuple(word for word in announced if word == "APOP")
    if verb == "CAPA":
        told = {line.split(" ")[0].upper() for line in lines}
        wanted = dict.fromkeys(EXTENSION_VERBS.values())
        return apop + tuple(word for word in wanted if word in told)
    return apop if verb == "STLS" else announced


def shown(state: State | str) -> str:
    """The RFC's name of `state`."""
    if state in (State.AUTHORIZATION_USER, State.AUTHORIZATION_AUTH):
        return State.AUTHORIZATION.value
    return State(state).value
