"""SUBSCRIBE (RFC 3501 §6.3.6): put a name on the list LSUB shows."""

from simulator.protocols.imap.grammar.tokens import Cursor
from simulator.protocols.imap.questions import StoreRefusal, SubscribeMailbox
from simulator.protocols.imap.session import ImapSession, Run, done, refuse, refused


def subscribe(_session: ImapSession, cursor: Cursor) -> Run:
    """subscribe = "SUBSCRIBE" SP mailbox"""
    cursor.space()
    name = cursor.mailbox()
    cursor.end()
    if name is None:
        return refuse("bad_mailbox_name")
    answer = yield SubscribeMailbox(name)
    if isinstance(answer, StoreRefusal):
        return refused(answer, name)
    return done("SUBSCRIBE", mailbox=name)
