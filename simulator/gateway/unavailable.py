"""The last line of each protocol, for real programs whose lab cannot take them, or no
longer, for those that connect too often, and for browsers.

It refuses to pass through the simulation: the lab these words would be recorded in is
full, over, or has failed.
"""

UNAVAILABLE = {
    "smtp": b"421 4.3.2 Service not available, closing transmission channel\r\n",
    "pop3": b"-ERR [SYS/TEMP] service not available, closing connection\r\n",
    "imap": b"* BYE service not available, closing connection\r\n",
}
"""RFC 5321 §3.8 and §4.2.3; RFC 1939 §3 with RFC 3206 §4; RFC 3501 §7.1.5."""

TOO_MANY = {
    "smtp": b"421 4.7.0 Too many connections from your address; closing connection\r\n",
    "pop3": b"-ERR [SYS/TEMP] too many connections from your address, closing this\r\n",
    "imap": b"* BYE too many connections from your address, closing this\r\n",
}
"""The same places, at the greeting (RFC 3463 §3.8: x.7.0, for reasons of security)."""

NOT_HTTP = {
    "smtp": b"421 4.7.0 This port speaks SMTP, not HTTP; closing connection\r\n",
    "pop3": b"-ERR this port speaks POP3, not HTTP; closing connection\r\n",
    "imap": b"* BYE this port speaks IMAP, not HTTP; closing connection\r\n",
}
"""The same places; RFC 5321 §3.8 lets a server close with 421 at any time."""


def unavailable_line(protocol: str) -> bytes:
    """The last line a real program of that protocol reads."""
    return UNAVAILABLE[protocol]


def farewell(protocol: str) -> bytes:
    """What it reads out of turn: SMTP and IMAP have a line for it; in POP3 it would be
    taken for the answer to its next command, so there is none."""
    return b"" if protocol == "pop3" else unavailable_line(protocol)


def too_many_line(protocol: str) -> bytes:
    """The only line a program gets whose address has too many connections."""
    return TOO_MANY[protocol]


def not_http_line(protocol: str) -> bytes:
    """The last line a browser gets on a port of that protocol."""
    return NOT_HTTP[protocol]
