"""LOGIN (RFC 3501 §6.2.3): user and password, in the clear.

Where the server announces LOGINDISABLED it is refused before the password is looked at.
"""

from simulator.protocols.imap.authentication import log_in
from simulator.protocols.imap.grammar.tokens import Cursor
from simulator.protocols.imap.session import ImapSession, Run, refuse
from simulator.protocols.sasl import Credentials


def login(session: ImapSession, cursor: Cursor) -> Run:
    """login = "LOGIN" SP userid SP password"""
    cursor.space()
    user = cursor.astring()
    cursor.space()
    password = cursor.astring()
    cursor.end()
    if not session.config.allows_passwords(session.tls):
        return refuse("privacy_required")
    credentials = Credentials(
        "LOGIN", user.decode("utf-8", "replace"), password.decode("utf-8", "replace")
    )
    return (yield from log_in(session, "LOGIN", credentials))
