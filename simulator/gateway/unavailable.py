"""The last line of each protocol, for real programs whose lab cannot take them, or no
longer, and for browsers.

It refuses to pass through the simulation: the lab these words would be recorded in is
full, over, or has failed.
"""

UNAVAILABLE = {
    "smtp": b"421 4.3.2 Service not available, closing transmission channel\r\n",
    "pop3": b"-ERR [SYS/TEMP] service not available, closing connection\r\n",
    "imap": b"* BYE service not available, closing connection\r\n",
}
"""RFC 5321 §3.8 and §4.2.3; RFC 1939 §3 with RFC 3206 §4; RFC 3501 §7.1.5."""

NOT_HTTP = {
    "smtp": b"421 4.7.0 This port speaks SMTP, not HTTP; closing connection\r\n",
    "pop3": b"-ERR this port speaks POP3, not HTTP; closing connection\r\n",
    "imap": b"* BYE this port speaks IMAP, not HTTP; closing connection\r\n",
}
"""The same places; RFC 5321 §3.8 lets a server close with 421 at any time."""


def unavailable_line(protocol: str) -> bytes:
    """The last line a real program of that protocol reads."""
    return UNAVAILABLE[protocol]


def not_http_line(protocol: str) -> bytes:
    """The last line a browser gets on a port of that protocol."""
    return NOT_HTTP[protocol]
