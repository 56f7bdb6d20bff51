"""STARTTLS (RFC 3501 §6.2.1): the connection is encrypted from the next octet on.

What came in the clear behind the command is thrown away: an attacker may have put it
there (CVE-2011-0411 was a server that obeyed it after the handshake).
"""

from simulator.protocols.imap.grammar.tokens import Cursor
from simulator.protocols.imap.session import CommandOutcome, ImapSession, Run, refuse


def starttls(session: ImapSession, cursor: Cursor) -> Run:
    """OK goes out in the clear, then TLS begins."""
    cursor.end()
    if session.tls:
        return refuse("tls_already")
    session.start_tls = True
    return CommandOutcome("OK", "Begin TLS negotiation now")
    yield
