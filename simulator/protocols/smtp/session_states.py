"""The states of an SMTP session, and the verbs that stand for no command.

What may be said in each, and where it leads, is the table of `states.py`, which is made
from these, from RFC 5321 and from the registered extensions.
"""

from enum import StrEnum


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

UNCHANGED: dict[str, State] = {}
"""Allowed, and no reply changes the state."""

OVER: dict[str, State] = {"2": State.READY, "4": State.READY, "5": State.READY}
"""Whatever the answer, the transaction or the exchange is over."""
