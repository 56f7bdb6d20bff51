"""What LOGIN and AUTHENTICATE have in common: asking the store, counting refusals.

It refuses to know a password: the store judges (`Credentials.proven_by`).
"""

from simulator.protocols.imap.questions import LoggedIn, Login, Refusal
from simulator.protocols.imap.session import Outcome, Run, Session, refused
from simulator.protocols.sasl import Credentials


def log_in(session: Session, verb: str, credentials: Credentials) -> Run:
    """Ask the store, and become the user it names."""
    answer = yield Login(credentials)
    if isinstance(answer, Refusal):
        session.failed_logins += 1
        return refused(answer)
    assert isinstance(answer, LoggedIn)
    session.user = answer.user
    # RFC 3501 §6.2.3: saves the client a CAPABILITY.
    code = " ".join(("CAPABILITY", *session.capabilities))
    return Outcome("OK", f"{verb} completed, logged in", code)
