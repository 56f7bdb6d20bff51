"""The IMAP session as one table, complete by omission.

Theory. A session is in one of the four states of RFC 3501 §3, and only the server's
*tagged completion* moves it: OK, NO or BAD.

    TABLE[state][verb] = {completion: next state}

- A verb that is absent from a state is `BAD` there and changes nothing.
- A completion that is absent from a verb changes nothing. BAD is absent everywhere: a
  command that was not understood cannot have done anything.
- NO moves in one case only: a SELECT or EXAMINE that fails leaves the client with no
  mailbox selected, even if one was before (§6.3.1).

Commands of "any state" (§6.1), and those of the authenticated state, which are valid in
the selected state too (§6.3), stand in every row they belong to: nobody has to know the
rule to read the table. The commands behind UID (§6.4.8) are verbs of their own here,
because UID alone is none: `UID FETCH`.

`CONNECTION` ("") is no command: it stands for the opening of the connection, answered
by the greeting OK, PREAUTH or BYE (§7.1). One rule is not in the table because it
holds everywhere: `* BYE` ends the session (§7.1.5). STARTTLS moves nothing; that the
connection is then encrypted shows in what CAPABILITY announces.

What the RFC calls a state and the engine does not: waiting for a literal, for a SASL
response, for DONE. They belong to one command, not to the session.

This module refuses policy, and to know who the client is. The browser draws its diagram
from this table, so it cannot lie.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class State(StrEnum):
    """The state of the session, as the server knows it.

    CLOSED: before the greeting. LOGOUT lasts from `* BYE` until the end.
    """

    CLOSED = "CLOSED"
    NOT_AUTHENTICATED = "NOT_AUTHENTICATED"
    AUTHENTICATED = "AUTHENTICATED"
    SELECTED = "SELECTED"
    LOGOUT = "LOGOUT"


CONNECTION = ""
"""The verb of the greeting, and of what the server says unasked."""

_STAY: Mapping[str, State] = {}
"""Allowed, and no completion changes the state."""

_ANY: Mapping[str, Mapping[str, State]] = {
    "CAPABILITY": _STAY,
    "NOOP": _STAY,
    "LOGOUT": {"OK": State.LOGOUT},
    "ID": _STAY,
}

_MAILBOXES: Mapping[str, Mapping[str, State]] = {
    "SELECT": {"OK": State.SELECTED, "NO": State.AUTHENTICATED},
    "EXAMINE": {"OK": State.SELECTED, "NO": State.AUTHENTICATED},
    "CREATE": _STAY,
    "DELETE": _STAY,
    "RENAME": _STAY,
    "SUBSCRIBE": _STAY,
    "UNSUBSCRIBE": _STAY,
    "LIST": _STAY,
    "LSUB": _STAY,
    "STATUS": _STAY,
    "APPEND": _STAY,
    "NAMESPACE": _STAY,
    "IDLE": _STAY,
}

_MESSAGES: Mapping[str, Mapping[str, State]] = {
    "CHECK": _STAY,
    "CLOSE": {"OK": State.AUTHENTICATED},
    "UNSELECT": {"OK": State.AUTHENTICATED},
    "EXPUNGE": _STAY,
    "SEARCH": _STAY,
    "FETCH": _STAY,
    "STORE": _STAY,
    "COPY": _STAY,
    "MOVE": _STAY,
    "UID FETCH": _STAY,
    "UID SEARCH": _STAY,
    "UID STORE": _STAY,
    "UID COPY": _STAY,
    "UID MOVE": _STAY,
    "UID EXPUNGE": _STAY,
}

TABLE: Mapping[State, Mapping[str, Mapping[str, State]]] = {
    State.CLOSED: {
        CONNECTION: {
            "OK": State.NOT_AUTHENTICATED,
            "PREAUTH": State.AUTHENTICATED,
            "BYE": State.LOGOUT,
        },
    },
    State.NOT_AUTHENTICATED: {
        **_ANY,
        "STARTTLS": _STAY,
        "AUTHENTICATE": {"OK": State.AUTHENTICATED},
        "LOGIN": {"OK": State.AUTHENTICATED},
    },
    State.AUTHENTICATED: {**_ANY, **_MAILBOXES, "ENABLE": _STAY},
    State.SELECTED: {**_ANY, **_MAILBOXES, **_MESSAGES},
    State.LOGOUT: {},
}


class Verb(NamedTuple):
    """`syntax` in few words; `rfc`: where it is defined (`3501#6.3.1`); `rev2`: a key
    of `REV2`, what IMAP4rev2 (RFC 9051) made of it."""

    syntax: str
    rfc: str
    rev2: str = "same"


REV2: Mapping[str, str] = {
    "same": "As in IMAP4rev1.",
    "base": "An extension of IMAP4rev1, part of IMAP4rev2 itself.",
    "changed": "Its syntax or its responses changed.",
    "gone": "IMAP4rev2 does not have it any more.",
    "extension": "Still an extension.",
}
"""What RFC 9051 Appendix E says about a command."""

CHANGES: Mapping[str, tuple[str, ...]] = {
    "AUTHENTICATE": ("initial_response",),
    "SELECT": ("no_recent", "no_unseen_code", "list_response", "closed_code"),
    "EXAMINE": ("no_recent", "no_unseen_code", "list_response", "closed_code"),
    "LIST": ("extended_list", "list_status"),
    "LSUB": ("use_list_subscribed",),
    "STATUS": ("no_recent", "size", "deleted"),
    "APPEND": ("appenduid_always", "binary"),
    "CHECK": ("use_noop",),
    "SEARCH": ("esearch_always", "saved_result", "no_new_old_recent", "utf8_always"),
    "FETCH": ("no_rfc822_items", "binary"),
    "COPY": ("copyuid_always",),
    "UID SEARCH": ("esearch_always", "saved_result", "no_new_old_recent"),
    "UID FETCH": ("no_rfc822_items", "binary"),
    "UID COPY": ("copyuid_always",),
}
"""Which changes: keys for the narrator, of the verbs that are not `same` or `base`."""

VERBS: Mapping[str, Verb] = {
    "CAPABILITY": Verb("CAPABILITY", "3501#6.1.1"),
    "LOGIN": Verb("LOGIN user password", "3501#6.2.3"),
    "AUTHENTICATE": Verb("AUTHENTICATE mechanism", "3501#6.2.2", "changed"),
    "STARTTLS": Verb("STARTTLS", "3501#6.2.1"),
    "LIST": Verb("LIST reference pattern", "3501#6.3.8", "changed"),
    "SELECT": Verb("SELECT mailbox", "3501#6.3.1", "changed"),
    "EXAMINE": Verb("EXAMINE mailbox", "3501#6.3.2", "changed"),
    "FETCH": Verb("FETCH set items", "3501#6.4.5", "changed"),
    "SEARCH": Verb("SEARCH keys", "3501#6.4.4", "changed"),
    "STORE": Verb("STORE set FLAGS (flags)", "3501#6.4.6"),
    "COPY": Verb("COPY set mailbox", "3501#6.4.7", "changed"),
    "MOVE": Verb("MOVE set mailbox", "6851#3.1", "base"),
    "EXPUNGE": Verb("EXPUNGE", "3501#6.4.3"),
    "UID FETCH": Verb("UID FETCH set items", "3501#6.4.8", "changed"),
    "UID SEARCH": Verb("UID SEARCH keys", "3501#6.4.8", "changed"),
    "UID STORE": Verb("UID STORE set FLAGS (flags)", "3501#6.4.8"),
    "UID COPY": Verb("UID COPY set mailbox", "3501#6.4.8", "changed"),
    "UID MOVE": Verb("UID MOVE set mailbox", "6851#3.2", "base"),
    "UID EXPUNGE": Verb("UID EXPUNGE set", "4315#2.1", "base"),
    "IDLE": Verb("IDLE", "2177#3", "base"),
    "NOOP": Verb("NOOP", "3501#6.1.2"),
    "CHECK": Verb("CHECK", "3501#6.4.1", "gone"),
    "STATUS": Verb("STATUS mailbox (items)", "3501#6.3.10", "changed"),
    "APPEND": Verb("APPEND mailbox (flags) {octets}", "3501#6.3.11", "changed"),
    "CREATE": Verb("CREATE mailbox", "3501#6.3.3"),
    "DELETE": Verb("DELETE mailbox", "3501#6.3.4"),
    "RENAME": Verb("RENAME old new", "3501#6.3.5"),
    "SUBSCRIBE": Verb("SUBSCRIBE mailbox", "3501#6.3.6"),
    "UNSUBSCRIBE": Verb("UNSUBSCRIBE mailbox", "3501#6.3.7"),
    "LSUB": Verb("LSUB reference pattern", "3501#6.3.9", "gone"),
    "NAMESPACE": Verb("NAMESPACE", "2342#5", "base"),
    "ENABLE": Verb("ENABLE capability", "5161#3.1", "base"),
    "ID": Verb("ID NIL", "2971#3.1", "extension"),
    "CLOSE": Verb("CLOSE", "3501#6.4.2"),
    "UNSELECT": Verb("UNSELECT", "3691#2", "base"),
    "LOGOUT": Verb("LOGOUT", "3501#6.1.3"),
}
"""Every command of the table, in the order in which one learns them."""


def next_state(state: State, verb: str, status: str) -> State:
    """Where the completion `status` of a well-formed `verb` leads."""
    if status == "BYE":
        return State.LOGOUT
    return TABLE[state].get(verb, _STAY).get(status, state)


def legal(state: State | str) -> tuple[str, ...]:
    """The verbs that are in order in `state`, in the order in which one learns them."""
    row = TABLE[State(state)]
    return tuple(verb for verb in VERBS if verb in row)


def shown(state: State | str) -> str:
    """The RFC's name of `state`."""
    return State(state).value.replace("_", " ").capitalize()
