"""LOGOUT (RFC 3501 §6.1.3): `* BYE`, then OK, then the server closes."""

from simulator.protocols.imap.grammar.tokens import Cursor
from simulator.protocols.imap.session import ImapSession, Run, done


def logout(session: ImapSession, cursor: Cursor) -> Run:
    """Nothing is expunged, whatever is marked `\\Deleted`."""
    cursor.end()
    session.view = None
    session.say_status("BYE", f"{session.config.host_name} logging out")
    return done("LOGOUT")
    yield
