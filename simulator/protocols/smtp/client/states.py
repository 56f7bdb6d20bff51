"""The states of an SMTP client: which reply it waits for, and how long.

The time-outs are those of RFC 5321 §4.5.3.2. It refuses to act: `engine.py` does.
"""

from enum import StrEnum


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
"""The server has the whole content: without a reply nobody knows who answers for it."""

RESULTS = {2: "accepted", 4: "deferred", 5: "refused"}

TIMEOUTS: dict[ClientState, str] = {
    ClientState.EHLO: "hello_timeout_us",
    ClientState.HELO: "hello_timeout_us",
    ClientState.RCPT: "rcpt_timeout_us",
    ClientState.DATA: "data_timeout_us",
    ClientState.CONTENT: "content_timeout_us",
    ClientState.BDAT: "content_timeout_us",
    ClientState.QUIT: "quit_timeout_us",
}
