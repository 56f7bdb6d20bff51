"""DELETE (RFC 3501 §6.3.4): a mailbox and its messages are gone for ever; never INBOX.

Subscriptions stay: the name is still there for who subscribed to it (§6.3.6).
"""

from simulator.protocols.imap.grammar.tokens import Cursor
from simulator.protocols.imap.questions import DeleteMailbox, StoreRefusal
from simulator.protocols.imap.session import ImapSession, Run, done, refuse, refused


def delete(_session: ImapSession, cursor: Cursor) -> Run:
    """delete = "DELETE" SP mailbox"""
    cursor.space()
    name = cursor.mailbox()
    cursor.end()
    if name is None:
        return refuse("bad_mailbox_name")
    if name == "INBOX":
        return refuse("inbox_forever", name)
    answer = yield DeleteMailbox(name)
    if isinstance(answer, StoreRefusal):
        return refused(answer, name)
    return done("DELETE", mailbox=name)
