"""Saying who one is, and what goes before it: every command of AUTHORIZATION.

    USER, PASS    the name, then the password in the clear (RFC 1939 §7)
    APOP          a digest of the greeting's timestamp and the secret (RFC 1939 §7)
    AUTH          a SASL exchange (RFC 5034 §4)
    STLS          TLS from here on (RFC 2595 §4)
    UTF8          names and messages may be UTF-8 (RFC 6856 §2)

It refuses to judge credentials: that is the store's.
"""

from simulator.protocols.engine import Answer, Question
from simulator.protocols.pop3.codes import REASONS
from simulator.protocols.pop3.grammar import as_text
from simulator.protocols.pop3.questions import Login, Maildrop, StoreRefusal
from simulator.protocols.pop3.session import CommandOutcome, Pop3Session, refuse
from simulator.protocols.pop3.states import CHALLENGE
from simulator.protocols.sasl import (
    Cancelled,
    Credentials,
    Failure,
    Step,
    read_response,
    server_exchange,
    write_octets,
)

RESPONSE_OCTETS_MAX = 12_288
"""Longest line of an exchange, CRLF included: as in SMTP (RFC 4954 §4)."""

Words = tuple[str, ...]


def user(session: Pop3Session, words: Words) -> CommandOutcome:
    """+OK for unknown names too: §13 warns of telling which names are valid."""
    if not session.config.allows_passwords(session.secure):
        return refuse("privacy_required", session)
    session.user = words[0]
    return CommandOutcome("+", "Now the password, with PASS")


def password(session: Pop3Session, words: Words) -> Question:
    """PASS."""
    name, secret = as_text(session.user), as_text(words[0])
    return Login(Credentials("USER", name, secret))


def apop(session: Pop3Session, words: Words) -> Question:
    """The secret does not travel: only who knows it can make the digest."""
    session.user, digest = words
    timestamp = session.timestamp.encode("ascii")
    return Login(
        Credentials(
            "APOP",
            as_text(session.user),
            challenge=timestamp,
            digest=digest.lower(),
        )
    )


def auth(session: Pop3Session, words: Words) -> CommandOutcome | Question:
    """Begin an exchange; with an initial response it may end at once."""
    config, mechanism = session.config, words[0].upper()
    if mechanism not in config.offered_mechanisms(session.secure):
        known = mechanism in config.mechanisms
        return refuse("privacy_required" if known else "unknown_mechanism", session)
    initial = None
    if len(words) > 1:
        initial = read_response(words[1].encode("latin-1"), initial=True)
    if isinstance(initial, Cancelled | Failure):
        return _ended(session, initial)
    session.exchange = server_exchange(mechanism, session.challenge())
    assert session.exchange is not None, "the configuration knows its mechanisms"
    return _next(session, session.exchange.start(initial))


def respond(session: Pop3Session, words: Words) -> CommandOutcome | Question:
    """The client's line after a challenge, whatever it holds."""
    response = read_response(words[0].encode("latin-1"))
    if isinstance(response, Cancelled | Failure):
        return _ended(session, response)
    assert session.exchange is not None
    return _next(session, session.exchange.respond(response))


def stls(session: Pop3Session, _words: Words) -> CommandOutcome:
    """+OK goes out in the clear, then the handshake begins."""
    if session.secure:
        return refuse("tls_already", session)
    return CommandOutcome("+", "Begin TLS negotiation now")


def utf8(session: Pop3Session, _words: Words) -> CommandOutcome:
    """From here on messages go down as they are (RFC 6856 §2.1)."""
    session.utf8 = True
    return CommandOutcome("+", "UTF-8 enabled")


def opened(session: Pop3Session, answer: Answer) -> CommandOutcome:
    """What the store said to who logs in."""
    if isinstance(answer, StoreRefusal):
        return _login_refused(session, answer)
    assert isinstance(answer, Maildrop)
    session.open(answer)
    count, octets = session.drop.totals()
    return CommandOutcome("+", f"{messages(count)} ({octets} octets)")


def messages(count: int) -> str:
    """`1 message`, `2 messages`."""
    return f"{count} message" if count == 1 else f"{count} messages"


def _next(session: Pop3Session, step: Step) -> CommandOutcome | Question:
    if isinstance(step, Failure):
        return _ended(session, step)
    if isinstance(step, Credentials):
        session.user = step.user.encode().decode("latin-1")
        return Login(step)
    return CommandOutcome(CHALLENGE, write_octets(step))


def _ended(session: Pop3Session, how: Cancelled | Failure) -> CommandOutcome:
    if isinstance(how, Cancelled):
        return refuse("cancelled", session)
    malformed = how.reason == "malformed"
    return refuse("bad_base64" if malformed else how.reason, session)


def _login_refused(session: Pop3Session, refusal: StoreRefusal) -> CommandOutcome:
    """Only bad credentials count as failed logins, not a lock or a broken store."""
    if REASONS[refusal.reason].code == "AUTH":
        session.failed_logins += 1
        if session.failed_logins == session.config.failed_logins_max:
            return refuse("too_many_logins", session)
    return refuse(refusal.reason, session)
