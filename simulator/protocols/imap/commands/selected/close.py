"""CLOSE (RFC 3501 §6.4.2): expunge what is `\\Deleted`, silently, and leave.

A mailbox opened read-only is left as it is.
"""

from simulator.protocols.imap.commands.selected.expunge import deleted
from simulator.protocols.imap.grammar.tokens import Cursor
from simulator.protocols.imap.questions import (
    CloseMailbox,
    ExpungeMessages,
    StoreRefusal,
)
from simulator.protocols.imap.session import ImapSession, Run, done, refused


def close(session: ImapSession, cursor: Cursor) -> Run:
    """No untagged EXPUNGE is sent."""
    cursor.end()
    view = session.selected
    uids = () if view.read_only else deleted(session)
    for part in session.parts(uids):
        answer = yield ExpungeMessages(view.mailbox, part)
        if isinstance(answer, StoreRefusal):
            return refused(answer, view.mailbox)
    yield CloseMailbox(view.mailbox)
    session.view = None
    return done("CLOSE", mailbox=view.mailbox)
