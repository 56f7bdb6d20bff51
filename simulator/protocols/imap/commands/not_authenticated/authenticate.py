"""AUTHENTICATE (RFC 3501 §6.2.2, RFC 4959): log in with a SASL mechanism.

    authenticate = "AUTHENTICATE" SP auth-type [SP (base64 / "=")] *(CRLF base64)

`*` instead of a response cancels, and that is BAD. The mechanisms are in `sasl.py`.
"""

from simulator.protocols.imap.authentication import log_in
from simulator.protocols.imap.grammar.tokens import Cursor
from simulator.protocols.imap.session import ImapSession, Prompt, Run, refuse
from simulator.protocols.sasl import (
    Cancelled,
    Credentials,
    Failure,
    Step,
    read_response,
    server_exchange,
    write_octets,
)


def authenticate(session: ImapSession, cursor: Cursor) -> Run:
    """Challenge and response, until there are credentials to judge."""
    cursor.space()
    mechanism = cursor.word()
    initial = None
    if cursor.text[cursor.at :] == b" ":
        # mutt with Cyrus SASL says `AUTHENTICATE CRAM-MD5 `, with nothing behind the
        # space, where it means that there is no initial response.
        cursor.skip(b" ")
    elif "SASL-IR" in session.config.extensions and not cursor.at_end:
        cursor.space()
        initial = read_response(cursor.base64(), initial=True)
    cursor.end()
    if mechanism not in session.config.offered_mechanisms(session.tls):
        known = mechanism in session.config.mechanisms
        return refuse("privacy_required" if known else "unknown_mechanism")
    exchange = server_exchange(mechanism, _challenge(session))
    assert exchange is not None
    if isinstance(initial, Cancelled | Failure):
        return refuse("bad_base64")
    step: Step = exchange.start(initial)
    while isinstance(step, bytes):
        line = yield Prompt(write_octets(step), "sasl")
        response = read_response(line)
        if isinstance(response, Cancelled):
            return refuse("cancelled")
        step = response if isinstance(response, Failure) else exchange.respond(response)
    if isinstance(step, Failure):
        return refuse("bad_base64" if step.reason == "malformed" else "syntax")
    assert isinstance(step, Credentials)
    return (yield from log_in(session, "AUTHENTICATE", step))


def _challenge(session: ImapSession) -> bytes:
    """Never the same twice (RFC 2195 §2), and the same in every replay."""
    session.challenges += 1
    config = session.config
    unique = f"{session.challenges}.{session.now_us}{config.nonce}"
    return f"<{unique}@{config.host_name}>".encode("ascii", "replace")
