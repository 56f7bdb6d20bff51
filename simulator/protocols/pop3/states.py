"""The POP3 session as one table, complete by omission.

Why it exists: the server obeys this table, the page draws its diagram from it and the
chips offer what it allows, so all three tell the same story. `TABLE[state][verb]` maps
the sign of the response, `+` or `-`, to the next state. An absent verb is `-ERR` and
no change (RFC 1939 §3); an absent sign is no change. A badly written line changes
nothing whatever its verb: `QUIT now` must not delete.

RFC 1939 §3 names three states. One of them is two here: PASS is legal only right after
a successful USER, and USER only when none is pending (§7), so `AUTHORIZATION_USER` is
AUTHORIZATION with a name given. `shown` gives the name a learner sees.

What no table can say: the third refused password may close the connection (policy, RFC
1939 §4), and a lost connection or an idle one goes to CLOSED from anywhere without
passing through UPDATE, so nothing is deleted (§6).
"""

AUTHORIZATION = "AUTHORIZATION"
AUTHORIZATION_USER = "AUTHORIZATION_USER"
TRANSACTION = "TRANSACTION"
UPDATE = "UPDATE"
CLOSED = "CLOSED"

STATES = (AUTHORIZATION, AUTHORIZATION_USER, TRANSACTION, UPDATE, CLOSED)

Moves = dict[str, str]
"""Sign of the response to the next state."""

_STAY: Moves = {"+": TRANSACTION}

TABLE: dict[str, dict[str, Moves]] = {
    AUTHORIZATION: {
        "USER": {"+": AUTHORIZATION_USER},
        "CAPA": {"+": AUTHORIZATION},
        "QUIT": {"+": CLOSED},
    },
    AUTHORIZATION_USER: {
        "PASS": {"+": TRANSACTION, "-": AUTHORIZATION},
        "CAPA": {"+": AUTHORIZATION_USER},
        "QUIT": {"+": CLOSED},
    },
    TRANSACTION: {
        "STAT": _STAY,
        "LIST": _STAY,
        "RETR": _STAY,
        "DELE": _STAY,
        "NOOP": _STAY,
        "RSET": _STAY,
        "TOP": _STAY,
        "UIDL": _STAY,
        "CAPA": _STAY,
        "QUIT": {"+": UPDATE, "-": UPDATE},
    },
    UPDATE: {},
    CLOSED: {},
}

VERBS: dict[str, tuple[str, str]] = {
    "USER": ("USER name", "1939#7"),
    "PASS": ("PASS password", "1939#7"),
    "STAT": ("STAT", "1939#5"),
    "LIST": ("LIST [message]", "1939#5"),
    "RETR": ("RETR message", "1939#5"),
    "DELE": ("DELE message", "1939#5"),
    "NOOP": ("NOOP", "1939#5"),
    "RSET": ("RSET", "1939#5"),
    "TOP": ("TOP message lines", "1939#7"),
    "UIDL": ("UIDL [message]", "1939#7"),
    "CAPA": ("CAPA", "2449#5"),
    "QUIT": ("QUIT", "1939#6"),
}
"""Verb to its syntax and to where it is defined."""


def next_state(state: str, verb: str, sign: str) -> str:
    """The state after a response with `sign` to `verb`; `state` where none is told."""
    return TABLE[state].get(verb, {}).get(sign, state)


def legal(state: str) -> tuple[str, ...]:
    """The verbs that may succeed in `state`, in the order they are usually used."""
    return tuple(TABLE[state])


def shown(state: str) -> str:
    """The RFC's name of `state`."""
    return AUTHORIZATION if state == AUTHORIZATION_USER else state
