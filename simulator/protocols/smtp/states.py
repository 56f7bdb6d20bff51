"""The SMTP session as one table: what may be said when, and where it leads.

Theory. A session is in one state at a time, and only a reply of the server moves it:
the client's command proposes, the reply disposes. So the table is read with three keys:
the state, the verb that is being answered, and the *first digit* of the reply, which is
all that a client may decide on (RFC 5321 §4.2).

    TABLE[state][verb] = {first digit: next state}

The table is complete by omission, and nothing else decides:

- A verb that is absent from a state is out of order there: the reply is 503 and the
  state does not change (§4.1.4).
- A digit that is absent from a verb changes nothing: a refused RCPT leaves the other
  recipients alone, a failed EHLO leaves the session as it was (§4.1.4), VRFY and NOOP
  never touch the buffers (§4.1.1.6, §4.1.1.9).

Some verbs are no commands. `CONNECTION` ("") stands for the opening of the connection,
answered by the greeting; `CONTENT` (".") for the mail content, answered after its final
dot; and in the state DATA that is the only verb, because there no line is a command
until the dot comes (§4.1.1.4). In the same way `RESPONSE` ("=") is a line of an AUTH
exchange, the only thing there is in the state AUTH; and `LAST_CHUNK` ("BDAT LAST") is
the BDAT that ends a content. One rule is not in the table because it holds
everywhere: 421 ends the session, whatever it answers (§3.8); `next_state` knows it.

What the states mean, in the words of §4.1.4 and of the three buffers of §4.1.1:

- CLOSED: before the greeting, and after the goodbye.
- GREETED: 220 was said. VRFY, EXPN, HELP, NOOP and RSET work already; mail does not.
- REFUSED: 554 was said instead. The server still waits for QUIT, with 503 to the rest,
  known or unknown (§3.1).
- READY: EHLO or HELO was accepted, no transaction is open.
- MAIL: a reverse-path is set. RCPT: and at least one forward-path was accepted.
- DATA: 354 was said, the content is under way.
- BDAT: a chunk of the content was taken, another follows (RFC 3030 §2).
- AUTH: 334 was said, the client owes an answer to a challenge (RFC 4954 §4).

Verbs of extensions are in order only where the server announced them; `legal` asks for
what it did announce. STARTTLS leads back to GREETED: after the handshake nothing that
was said before counts (RFC 3207 §4.2). A chunk that is refused ends its transaction.

RSET and a new EHLO lead from MAIL and RCPT back to READY (§4.1.1.5); RSET before any
EHLO leaves GREETED as it is. MAIL is missing from MAIL and RCPT: a transaction must end
before the next begins (§4.1.4). DATA is missing from MAIL: without a recipient it is
503 (§3.3 also allows 554; one rule for all is easier to learn).

This module refuses to know who the client is, what a path says, and every policy.
The browser draws its diagram from this table, so it cannot lie.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class State(StrEnum):
    """The state of the session, as the server knows it."""

    CLOSED = "CLOSED"
    GREETED = "GREETED"
    REFUSED = "REFUSED"
    READY = "READY"
    AUTH = "AUTH"
    MAIL = "MAIL"
    RCPT = "RCPT"
    DATA = "DATA"
    BDAT = "BDAT"


CONNECTION = ""
"""The verb of a reply that answers no command: the greeting, or a timeout's 421."""

CONTENT = "."
"""The verb of the reply to the mail content."""

RESPONSE = "="
"""The verb of a line of an AUTH exchange (RFC 4954 §4)."""

LAST_CHUNK = "BDAT LAST"
"""The verb of the chunk that ends a content (RFC 3030 §2)."""

EXTENSION_VERBS: Mapping[str, str] = {
    "STARTTLS": "STARTTLS",
    "AUTH": "AUTH",
    "BDAT": "CHUNKING",
    LAST_CHUNK: "CHUNKING",
}
"""Verb to the keyword that must be announced for it."""

UNCHANGED: Mapping[str, State] = {}
"""Allowed, and no reply changes the state."""

_ANY_TIME: Mapping[str, Mapping[str, State]] = {
    "NOOP": UNCHANGED,
    "VRFY": UNCHANGED,
    "EXPN": UNCHANGED,
    "HELP": UNCHANGED,
    "QUIT": {"2": State.CLOSED},
}

_HELLO: Mapping[str, Mapping[str, State]] = {
    "EHLO": {"2": State.READY},
    "HELO": {"2": State.READY},
}

_OVER: Mapping[str, State] = {"2": State.READY, "4": State.READY, "5": State.READY}
"""Whatever the answer, the transaction or the exchange is over."""

TABLE: Mapping[State, Mapping[str, Mapping[str, State]]] = {
    State.CLOSED: {
        CONNECTION: {"2": State.GREETED, "5": State.REFUSED},
    },
    State.GREETED: {
        **_HELLO,
        "RSET": UNCHANGED,
        **_ANY_TIME,
    },
    State.REFUSED: {
        "QUIT": {"2": State.CLOSED},
    },
    State.READY: {
        **_HELLO,
        "STARTTLS": {"2": State.GREETED},
        "AUTH": {"3": State.AUTH},
        "MAIL": {"2": State.MAIL},
        "RSET": UNCHANGED,
        **_ANY_TIME,
    },
    State.AUTH: {
        RESPONSE: _OVER,
    },
    State.MAIL: {
        **_HELLO,
        "RCPT": {"2": State.RCPT},
        "RSET": {"2": State.READY},
        **_ANY_TIME,
    },
    State.RCPT: {
        **_HELLO,
        "RCPT": UNCHANGED,
        "DATA": {"3": State.DATA},
        "BDAT": {**_OVER, "2": State.BDAT},
        LAST_CHUNK: _OVER,
        "RSET": {"2": State.READY},
        **_ANY_TIME,
    },
    State.DATA: {
        CONTENT: _OVER,
    },
    State.BDAT: {
        **_HELLO,
        "BDAT": {**_OVER, "2": State.BDAT},
        LAST_CHUNK: _OVER,
        "RSET": {"2": State.READY},
        **_ANY_TIME,
    },
}


class Verb(NamedTuple):
    """`syntax` as §4.1.1 gives it, in few words; `rfc`: where (`5321#4.1.1.2`)."""

    syntax: str
    rfc: str


VERBS: Mapping[str, Verb] = {
    "EHLO": Verb("EHLO domain", "5321#4.1.1.1"),
    "HELO": Verb("HELO domain", "5321#4.1.1.1"),
    "STARTTLS": Verb("STARTTLS", "3207#4"),
    "AUTH": Verb("AUTH mechanism [initial-response]", "4954#4"),
    RESPONSE: Verb("base64", "4954#4"),
    "MAIL": Verb("MAIL FROM:<reverse-path>", "5321#4.1.1.2"),
    "RCPT": Verb("RCPT TO:<forward-path>", "5321#4.1.1.3"),
    "DATA": Verb("DATA", "5321#4.1.1.4"),
    CONTENT: Verb(".", "5321#4.1.1.4"),
    "BDAT": Verb("BDAT octets", "3030#2"),
    LAST_CHUNK: Verb("BDAT octets LAST", "3030#2"),
    "RSET": Verb("RSET", "5321#4.1.1.5"),
    "NOOP": Verb("NOOP [string]", "5321#4.1.1.9"),
    "VRFY": Verb("VRFY string", "5321#4.1.1.6"),
    "EXPN": Verb("EXPN string", "5321#4.1.1.7"),
    "HELP": Verb("HELP [string]", "5321#4.1.1.8"),
    "QUIT": Verb("QUIT", "5321#4.1.1.10"),
}
"""Every verb of the table, in the order in which one learns them."""


@lru_cache(256)
def legal(state: State | str, announced: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The verbs that are in order in `state`, in the order in which one learns them.

    `announced`: keywords of the EHLO reply; others' verbs are left out.
    """
    row = TABLE[State(state)]
    return tuple(
        verb
        for verb in VERBS
        if verb in row
        and (verb not in EXTENSION_VERBS or EXTENSION_VERBS[verb] in announced)
    )


def announced_after(
    announced: tuple[str, ...], verb: str, code: int, lines: tuple[str, ...]
) -> tuple[str, ...]:
    """Which keywords that bring verbs hold after a reply. `lines`: its texts.

    HELO and STARTTLS forget them (RFC 3207 §4.2); AUTH works once (RFC 4954 §4).
    """
    if code // 100 != 2:
        return announced
    if verb == "EHLO":
        words = [line.split() for line in lines[1:]]
        known = set(EXTENSION_VERBS.values())
        return tuple(w[0].upper() for w in words if w and w[0].upper() in known)
    if verb in ("AUTH", RESPONSE):
        return tuple(keyword for keyword in announced if keyword != "AUTH")
    return () if verb in ("HELO", "STARTTLS") else announced


@lru_cache(1_024)
def next_state(state: State, verb: str, code: int) -> State:
    """Where the reply `code` to `verb` leads."""
    if code == 421:
        return State.CLOSED
    return TABLE[state].get(verb, UNCHANGED).get(str(code)[0], state)
