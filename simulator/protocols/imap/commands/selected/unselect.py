"""UNSELECT (RFC 3691): leave the mailbox, and expunge nothing."""

from simulator.protocols.imap.grammar.tokens import Cursor
from simulator.protocols.imap.questions import CloseMailbox
from simulator.protocols.imap.session import Run, Session, done


def unselect(session: Session, cursor: Cursor) -> Run:
    """What CLOSE is without its expunge."""
    cursor.end()
    name = session.mailbox
    yield CloseMailbox(name)
    session.view = None
    return done("UNSELECT", mailbox=name)
