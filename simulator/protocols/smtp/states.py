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
from functools import lru_cache

from simulator.protocols.smtp.extensions import (
    ADDED_VERBS,
    EXTENSIONS,
    LAST_CHUNK,
    RESPONSE,
    Verb,
    Words,
)
from simulator.protocols.smtp.session_states import (
    CONNECTION,
    CONTENT,
    OVER,
    UNCHANGED,
    State,
)

__all__ = [
    "CONNECTION",
    "CONTENT",
    "EXTENSION_VERBS",
    "LAST_CHUNK",
    "NO_COMMANDS",
    "RESPONSE",
    "TABLE",
    "UNCHANGED",
    "VERBS",
    "State",
    "Verb",
    "announced_after",
    "legal",
    "next_state",
    "text_key",
    "words",
]


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

_OF_THE_RFC: Mapping[State, Mapping[str, Mapping[str, State]]] = {
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
        "MAIL": {"2": State.MAIL},
        "RSET": UNCHANGED,
        **_ANY_TIME,
    },
    State.AUTH: {},
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
        "RSET": {"2": State.READY},
        **_ANY_TIME,
    },
    State.DATA: {
        CONTENT: OVER,
    },
    State.BDAT: {
        **_HELLO,
        "RSET": {"2": State.READY},
        **_ANY_TIME,
    },
}


def _with_extensions(
    own: Mapping[str, Mapping[str, State]], state: State
) -> Mapping[str, Mapping[str, State]]:
    added = {
        verb.name: verb.moves[state]
        for verb in ADDED_VERBS.values()
        if state in verb.moves
    }
    return {**own, **added}


TABLE: Mapping[State, Mapping[str, Mapping[str, State]]] = {
    state: _with_extensions(row, state) for state, row in _OF_THE_RFC.items()
}
"""All that the server obeys."""

EXTENSION_VERBS: Mapping[str, str] = {
    verb.name: extension.keyword
    for extension in EXTENSIONS.values()
    for verb in extension.verbs
    if not verb.exchange
}
"""Verb to the keyword that must be announced for it."""


def _in_order_of_learning(own: Mapping[str, Verb]) -> Mapping[str, Verb]:
    """Each verb of an extension behind the one it names."""
    names = list(own)
    for verb in ADDED_VERBS.values():
        names.insert(names.index(verb.after) + 1, verb.name)
    added = {verb.name: verb.about for verb in ADDED_VERBS.values()}
    return {name: own.get(name) or added[name] for name in names}


VERBS: Mapping[str, Verb] = _in_order_of_learning(
    {
        "EHLO": Verb("EHLO domain", "5321#4.1.1.1", "greeting"),
        "HELO": Verb("HELO domain", "5321#4.1.1.1", "greeting"),
        "MAIL": Verb("MAIL FROM:<reverse-path>", "5321#4.1.1.2", "sender"),
        "RCPT": Verb("RCPT TO:<forward-path>", "5321#4.1.1.3", "recipients"),
        "DATA": Verb("DATA", "5321#4.1.1.4", "letter"),
        CONTENT: Verb(".", "5321#4.1.1.4", "dot", typed=False),
        "RSET": Verb("RSET", "5321#4.1.1.5"),
        "NOOP": Verb("NOOP [string]", "5321#4.1.1.9"),
        "VRFY": Verb("VRFY string", "5321#4.1.1.6"),
        "EXPN": Verb("EXPN string", "5321#4.1.1.7"),
        "HELP": Verb("HELP [string]", "5321#4.1.1.8"),
        "QUIT": Verb("QUIT", "5321#4.1.1.10", "goodbye"),
    }
)
"""Every verb of the table, in the order in which one learns them."""

NO_COMMANDS = tuple(name for name, verb in VERBS.items() if not verb.typed)
"""Verbs nobody types as such."""

_GREETS_AGAIN = frozenset(
    verb
    for row in TABLE.values()
    for verb, moves in row.items()
    if State.GREETED in moves.values()
) | {"HELO"}
"""Verbs after which no keyword holds."""


_ONCE: Mapping[str, str] = {
    verb.name: extension.keyword
    for extension in EXTENSIONS.values()
    for verb in extension.verbs
    if extension.once
}
"""Verb to the keyword that holds no longer when it was accepted."""


def words(verb: str, argument: str) -> Words:
    """What a sentence about an extension's `verb`, in order and well written, names."""
    return ADDED_VERBS[verb].words(argument) if verb in ADDED_VERBS else {}


def text_key(verb: str) -> str:
    """How the texts call `verb`: `mail`, `bdat_last`."""
    added = ADDED_VERBS.get(verb)
    return (added and added.key) or verb.lower()


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
    if verb in _GREETS_AGAIN:
        return ()
    done = _ONCE.get(verb)
    return tuple(word for word in announced if word != done) if done else announced


@lru_cache(1_024)
def next_state(state: State, verb: str, code: int) -> State:
    """Where the reply `code` to `verb` leads."""
    if code == 421:
        return State.CLOSED
    return TABLE[state].get(verb, UNCHANGED).get(str(code)[0], state)
