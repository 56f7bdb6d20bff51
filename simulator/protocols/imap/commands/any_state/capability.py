"""CAPABILITY (RFC 3501 §6.1.1): what this server can do, as it is now.

The list changes with TLS and with the login; it names nothing that is not done.
"""

from simulator.protocols.imap.grammar.tokens import Cursor
from simulator.protocols.imap.session import ImapSession, Run, done


def capability(session: ImapSession, cursor: Cursor) -> Run:
    """`* CAPABILITY IMAP4rev1 ...`"""
    cursor.end()
    words = " ".join(("CAPABILITY", *session.capabilities))
    session.say("CAPABILITY", [words.encode("ascii")])
    return done("CAPABILITY")
    yield
