"""UNSUBSCRIBE (RFC 3501 §6.3.7): take a name off the list LSUB shows."""

from simulator.protocols.imap.grammar.tokens import Cursor
from simulator.protocols.imap.questions import StoreRefusal, UnsubscribeMailbox
from simulator.protocols.imap.session import ImapSession, Run, done, refuse, refused


def unsubscribe(_session: ImapSession, cursor: Cursor) -> Run:
    """unsubscribe = "UNSUBSCRIBE" SP mailbox"""
    cursor.space()
    name = cursor.mailbox()
    cursor.end()
    if name is None:
        return refuse("bad_mailbox_name")
    answer = yield UnsubscribeMailbox(name)
    if isinstance(answer, StoreRefusal):
        return refused(answer, name)
    return done("UNSUBSCRIBE", mailbox=name)
