"""ENABLE (RFC 5161): the client says which extensions it wants switched on.

Only those that change what the server says unasked need it; here UTF8=ACCEPT (RFC 6855
§3). Words that mean nothing here are ignored. Before a mailbox is selected (§3.1).
"""

from simulator.protocols.imap.grammar.tokens import Cursor
from simulator.protocols.imap.session import ImapSession, Run, done


def enable(session: ImapSession, cursor: Cursor) -> Run:
    """enable = "ENABLE" 1*(SP capability)"""
    words: list[str] = []
    while not cursor.at_end or not words:
        cursor.space()
        words.append(cursor.word())
    enabled = b"ENABLED"
    if "UTF8=ACCEPT" in words and "UTF8=ACCEPT" in session.config.extensions:
        session.utf8 = True
        enabled += b" UTF8=ACCEPT"
    session.say("ENABLED", [enabled])
    return done("ENABLE")
    yield
