"""UNSELECT (RFC 3691): leave the mailbox, and expunge nothing."""

from simulator.protocols.imap.grammar.tokens import Cursor
from simulator.protocols.imap.questions import CloseMailbox
from simulator.protocols.imap.session import ImapSession, Run, done


def unselect(session: ImapSession, cursor: Cursor) -> Run:
    """What CLOSE is without its expunge."""
    cursor.end()
    name = session.mailbox
    yield CloseMailbox(name)
    session.view = None
    return done("UNSELECT", mailbox=name)
