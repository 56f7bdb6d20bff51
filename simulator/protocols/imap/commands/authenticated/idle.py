"""IDLE (RFC 2177): the client waits, and the server tells what is new as it happens.

While IDLE lasts the engine tells every news at once, EXPUNGE too. The client ends it
with DONE, which is no command and has no tag.
"""

from simulator.protocols.imap.grammar.tokens import Cursor
from simulator.protocols.imap.session import ImapSession, Prompt, Run, done, refuse


def idle(session: ImapSession, cursor: Cursor) -> Run:
    """`+ idling` ... DONE"""
    cursor.end()
    yield from session.tell_in_parts(expunges=True)
    line = yield Prompt("idling", "done")
    if line.upper() != b"DONE":
        return refuse("done_expected")
    return done("IDLE")
