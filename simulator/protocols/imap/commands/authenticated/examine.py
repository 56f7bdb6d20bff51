"""EXAMINE (RFC 3501 §6.3.2): SELECT, and nothing can change, `\\Recent` neither."""

from simulator.protocols.imap.commands.authenticated.select import open_mailbox
from simulator.protocols.imap.grammar.tokens import Cursor
from simulator.protocols.imap.session import ImapSession, Run


def examine(session: ImapSession, cursor: Cursor) -> Run:
    """examine = "EXAMINE" SP mailbox"""
    return (yield from open_mailbox(session, cursor, "EXAMINE", read_only=True))
