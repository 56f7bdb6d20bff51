"""The states of an SMTP client: which reply it waits for, and how long.

The time-outs are those of RFC 5321 §4.5.3.2. It refuses to act: `engine.py` does.
"""

from enum import StrEnum
from typing import NamedTuple


class ClientState(StrEnum):
    """The reply that is awaited. READY: none, the agent is asked. TLS: none either."""

    GREETING = "GREETING"
    EHLO = "EHLO"
    HELO = "HELO"
    STARTTLS = "STARTTLS"
    TLS = "TLS"
    AUTH = "AUTH"
    READY = "READY"
    MAIL = "MAIL"
    RCPT = "RCPT"
    DATA = "DATA"
    CONTENT = "CONTENT"
    BDAT = "BDAT"
    RSET = "RSET"
    QUIT = "QUIT"
    CLOSED = "CLOSED"


DEAF = (ClientState.READY, ClientState.TLS, ClientState.CLOSED)
"""States in which no reply is read."""

HANDED_OVER = (ClientState.CONTENT, ClientState.BDAT)
"""The content was sent: once all of it has left, without a reply nobody knows who
answers for it."""

RESULTS = {2: "accepted", 4: "deferred", 5: "refused"}


class Patience(NamedTuple):
    """What a client waits for, as `ReplyTimedOut` names it, how long (a field of its
    configuration), and the section that says so (`simulator.rfc.cite`)."""

    awaited: str
    field: str
    section: str


BLOCK = Patience("block", "block_timeout_us", "5321#4.5.3.2.5")
"""For room to send more of a content."""

_CONTENT = Patience("content", "content_timeout_us", "5321#4.5.3.2.6")

_PATIENCE: dict[ClientState, Patience] = {
    ClientState.GREETING: Patience("greeting", "greeting_timeout_us", "5321#4.5.3.2.1"),
    ClientState.MAIL: Patience("MAIL", "mail_timeout_us", "5321#4.5.3.2.2"),
    ClientState.RCPT: Patience("RCPT", "rcpt_timeout_us", "5321#4.5.3.2.3"),
    ClientState.DATA: Patience("DATA", "data_timeout_us", "5321#4.5.3.2.4"),
    ClientState.CONTENT: _CONTENT,
    ClientState.BDAT: _CONTENT,
}


def patience(state: ClientState) -> Patience:
    """For a reply; §4.5.3.2 names no time for those of most commands."""
    other = Patience(state.value, "command_timeout_us", "5321#4.5.3.2")
    return _PATIENCE.get(state, other)
