"""NAMESPACE (RFC 2342): where mailboxes are, one's own, those of others, shared ones.

Here all names are one's own and begin with nothing.
"""

from simulator.protocols.imap.grammar.tokens import Cursor
from simulator.protocols.imap.grammar.writing import quoted
from simulator.protocols.imap.session import ImapSession, Run, done


def namespace(session: ImapSession, cursor: Cursor) -> Run:
    """`* NAMESPACE (("" "/")) NIL NIL`"""
    cursor.end()
    delimiter = quoted(session.config.delimiter.encode("utf-8"))
    session.say("NAMESPACE", [b'NAMESPACE (("" ', delimiter, b")) NIL NIL"])
    return done("NAMESPACE")
    yield
