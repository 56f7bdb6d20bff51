"""What LOGIN and AUTHENTICATE have in common: asking the store, counting refusals.

It refuses to know a password: the store judges (`Credentials.proven_by`).
"""

from simulator.protocols.imap.questions import LoggedIn, Login, StoreRefusal
from simulator.protocols.imap.session import CommandOutcome, ImapSession, Run, refused
from simulator.protocols.sasl import Credentials


def log_in(session: ImapSession, verb: str, credentials: Credentials) -> Run:
    """Ask the store, and become the user it names."""
    answer = yield Login(credentials)
    if isinstance(answer, StoreRefusal):
        session.failed_logins += 1
        return refused(answer)
    assert isinstance(answer, LoggedIn)
    session.user = answer.user
    # RFC 3501 §6.2.3: saves the client a CAPABILITY.
    code = " ".join(("CAPABILITY", *session.capabilities))
    return CommandOutcome("OK", f"{verb} completed, logged in", code)
