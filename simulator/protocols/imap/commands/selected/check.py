"""CHECK (RFC 3501 §6.4.1): a checkpoint of the mailbox. Here it is as good as NOOP.

IMAP4rev2 dropped it: nobody could say what it should do.
"""

from simulator.protocols.imap.grammar.tokens import Cursor
from simulator.protocols.imap.session import ImapSession, Run, done


def check(_session: ImapSession, cursor: Cursor) -> Run:
    """Nothing is kept in memory only, so there is nothing to do."""
    cursor.end()
    return done("CHECK")
    yield
