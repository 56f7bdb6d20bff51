"""RENAME (RFC 3501 §6.3.5): a mailbox and all below it get another name.

INBOX is special: its messages move to the new name, and INBOX stays, empty.
"""

from simulator.protocols.imap.commands.authenticated.create import possible
from simulator.protocols.imap.grammar.tokens import Cursor
from simulator.protocols.imap.questions import RenameMailbox, StoreRefusal
from simulator.protocols.imap.session import ImapSession, Run, done, refuse, refused


def rename(session: ImapSession, cursor: Cursor) -> Run:
    """rename = "RENAME" SP mailbox SP mailbox"""
    cursor.space()
    old = cursor.mailbox()
    cursor.space()
    new = cursor.mailbox()
    cursor.end()
    if old is None or new is None or not possible(new, session.config.delimiter):
        return refuse("bad_mailbox_name")
    if new == "INBOX":
        return refuse("already_exists", new)
    answer = yield RenameMailbox(old, new)
    if isinstance(answer, StoreRefusal):
        return refused(answer, old)
    return done("RENAME", mailbox=old)
