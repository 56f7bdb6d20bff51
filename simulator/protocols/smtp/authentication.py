"""AUTH and STARTTLS on the server: what is said to each line of them.

RFC 4954 §4: AUTH names a mechanism; then challenges (334) and responses, in base64, go
to and fro until the server knows enough to ask its agent, `Authentication`. `*`
cancels. RFC 3207 §4: STARTTLS is answered in the clear, then all is forgotten.

It refuses to judge credentials.
"""

from simulator.protocols.engine import Question
from simulator.protocols.lines import Line
from simulator.protocols.sasl import (
    Cancelled,
    Credentials,
    Failure,
    Step,
    read_response,
    server_exchange,
    write_octets,
)
from simulator.protocols.smtp.cursor import CommandLine
from simulator.protocols.smtp.questions import Authentication, Reply
from simulator.protocols.smtp.replies import make_reply
from simulator.protocols.smtp.session import SmtpSession

RESPONSE_OCTETS_MAX = 12_288
"""RFC 4954 §4: longest line of an exchange, CRLF included."""


def start_tls(session: SmtpSession, _command: CommandLine) -> Reply | Question:
    """220, unless TLS is there already (RFC 3207 §4.2)."""
    return make_reply("tls_active" if session.secure else "start_tls")


def start_auth(session: SmtpSession, command: CommandLine) -> Reply | Question:
    """Begin an exchange; with an initial response it may end at once."""
    mechanism = command.string
    if session.user:
        return make_reply("auth_done")
    if mechanism not in session.config.mechanisms:
        return make_reply("auth_unknown", string=mechanism[:20])
    if not session.allows(mechanism):
        return make_reply("auth_needs_tls")
    initial: bytes | Cancelled | Failure | None = None
    if command.initial is not None:
        initial = read_response(command.initial.encode("latin-1"), initial=True)
    if isinstance(initial, Cancelled | Failure):
        return _ended(initial)
    session.exchange = server_exchange(mechanism, session.challenge())
    assert session.exchange is not None, "the configuration knows its mechanisms"
    return _next(session, session.exchange.start(initial))


def go_on(session: SmtpSession, line: Line) -> Reply | Question:
    """The answer to a line of the exchange, whatever it holds."""
    if line.too_long:
        return make_reply("auth_line_too_long")
    response = read_response(line.text)
    if isinstance(response, Cancelled | Failure):
        return _ended(response)
    assert session.exchange is not None
    return _next(session, session.exchange.respond(response))


def _next(session: SmtpSession, step: Step) -> Reply | Question:
    if isinstance(step, Failure):
        return _ended(step)
    if isinstance(step, Credentials):
        session.claimed = step.authorization or step.user
        return Authentication(step)
    return make_reply("auth_challenge", string=write_octets(step))


def _ended(how: Cancelled | Failure) -> Reply:
    if isinstance(how, Cancelled):
        return make_reply("auth_cancelled")
    no_initial = how.reason == "no_initial_response"
    return make_reply("auth_no_initial" if no_initial else "auth_malformed")
