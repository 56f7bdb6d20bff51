"""SUBSCRIBE (RFC 3501 §6.3.6): put a name on the list LSUB shows."""

from simulator.protocols.imap.grammar.tokens import Cursor
from simulator.protocols.imap.questions import Refusal, SubscribeMailbox
from simulator.protocols.imap.session import Run, Session, done, refuse, refused


def subscribe(session: Session, cursor: Cursor) -> Run:
    """subscribe = "SUBSCRIBE" SP mailbox"""
    cursor.space()
    name = cursor.mailbox()
    cursor.end()
    if name is None:
        return refuse("bad_mailbox_name")
    answer = yield SubscribeMailbox(name)
    if isinstance(answer, Refusal):
        return refused(answer, name)
    return done("SUBSCRIBE", mailbox=name)
