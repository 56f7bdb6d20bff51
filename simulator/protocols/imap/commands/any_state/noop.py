"""NOOP (RFC 3501 §6.1.2): nothing, and the occasion to hear what is new."""

from simulator.protocols.imap.grammar.tokens import Cursor
from simulator.protocols.imap.session import ImapSession, Run, done


def noop(_session: ImapSession, cursor: Cursor) -> Run:
    """The engine tells what is new before every completion."""
    cursor.end()
    return done("NOOP")
    yield
