"""The last line of each protocol when the service is not available: for real programs
whose lab cannot take them, or no longer.

It refuses to pass through the simulation: the lab these words would be recorded in is
full, over, or has failed.
"""

UNAVAILABLE = {
    "smtp": b"421 4.3.2 Service not available, closing transmission channel\r\n",
    "pop3": b"-ERR [SYS/TEMP] service not available, closing connection\r\n",
    "imap": b"* BYE service not available, closing connection\r\n",
}
"""RFC 5321 §3.8 and §4.2.3; RFC 1939 §3 with RFC 3206 §4; RFC 3501 §7.1.5."""


def unavailable_line(protocol: str) -> bytes:
    """The last line a real program of that protocol reads."""
    return UNAVAILABLE[protocol]
