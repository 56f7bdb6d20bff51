"""CREATE (RFC 3501 §6.3.3): a new mailbox, and the levels above it.

A delimiter at the end says that names will be created below it; a server that needs no
such declaration ignores it. INBOX exists always.
"""

from simulator.protocols.imap.grammar.tokens import Cursor
from simulator.protocols.imap.questions import CreateMailbox, StoreRefusal
from simulator.protocols.imap.session import ImapSession, Run, done, refuse, refused


def create(session: ImapSession, cursor: Cursor) -> Run:
    """create = "CREATE" SP mailbox"""
    cursor.space()
    name = cursor.mailbox()
    cursor.end()
    if name is not None:
        name = name.removesuffix(session.config.delimiter)
    if not name or not possible(name, session.config.delimiter):
        return refuse("bad_mailbox_name")
    if name.upper() == "INBOX":
        return refuse("inbox_forever", "INBOX")
    answer = yield CreateMailbox(name)
    if isinstance(answer, StoreRefusal):
        return refused(answer, name)
    return done("CREATE", mailbox=name)


def possible(name: str, delimiter: str) -> bool:
    """Whether a mailbox may be called so: no empty level, and nothing a pattern of
    LIST could not name (RFC 3501 §5.1)."""
    return all(name.split(delimiter)) and not set(name) & set("%*")
