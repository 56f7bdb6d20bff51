"""AUTH (RFC 4954): a client proves who it is, by a SASL mechanism.

The exchange is `protocols/sasl.py`, the server's side `authentication.py`, the
client's `client/auth.py`.
"""

from simulator.mail.address import AddressError, parse_mailbox
from simulator.mail.xtext import decode_xtext, is_xtext
from simulator.protocols.smtp.cursor import CommandError, CommandLine, Cursor
from simulator.protocols.smtp.extensions.extension import (
    AddedVerb,
    Extension,
    Parameter,
    Reason,
    Sequence,
    Terms,
    Verb,
    Words,
)
from simulator.protocols.smtp.session_states import OVER, State

RESPONSE = "="
"""The verb of a line of an exchange (§4): in the state AUTH no line is a command."""

AFTER_AUTH = frozenset(("MAIL", "VRFY", "EXPN"))
"""What a server that requires AUTH does for nobody else (§6)."""

_VERDICTS = (432, 454, 525, 534, 535, 538)

# auth = "AUTH" SP sasl-mech [SP initial-response] CRLF     ; RFC 4954 §8
# sasl-mech = 1*20 (upper case letters, digits, "-", "_")   ; RFC 4422 §3.1


def _read(cursor: Cursor, command: CommandLine) -> CommandLine:
    mechanism, space, initial = cursor.rest.partition(" ")
    if not mechanism:
        raise CommandError("syntax_missing", cursor.at, cursor.at)
    end = cursor.at + len(mechanism)
    if space and (not initial or " " in initial):
        raise CommandError("syntax", end, len(cursor.text))
    return command._replace(
        string=mechanism.upper(), initial=initial if space else None
    )


def _words(argument: str) -> Words:
    return {"name": argument.partition(" ")[0].upper()}


# auth-param = "AUTH=" ( xtext of a mailbox / "<>" )     ; RFC 4954 §5


def _is_identity(value: str) -> bool:
    if not is_xtext(value):
        return False
    text = decode_xtext(value)
    if text == "<>":
        return True
    try:
        parse_mailbox(text)
    except AddressError:
        return False
    return True


def _line(terms: Terms) -> str | None:
    """Not without a mechanism (§3)."""
    return " ".join(("AUTH", *terms.mechanisms)) if terms.mechanisms else None


AUTH = Extension(
    "AUTH",
    "4954",
    parameters=(Parameter("MAIL", "AUTH", _is_identity),),
    octets=500,
    verbs=(
        AddedVerb(
            "AUTH",
            Verb("AUTH mechanism [initial-response]", "4954#4", "greeting"),
            after="STARTTLS",
            moves={State.READY: {"3": State.AUTH}},
            sequence=Sequence((235, 334), (502, 503, 504, 530, *_VERDICTS)),
            read=_read,
            words=_words,
        ),
        AddedVerb(
            RESPONSE,
            Verb("base64", "4954#4", "greeting", typed=False),
            after="AUTH",
            moves={State.AUTH: OVER},
            sequence=Sequence((235, 334), _VERDICTS),
            key="response",
            exchange=True,
        ),
    ),
    announce=_line,
    once=True,
    codes=dict.fromkeys(
        ("HELO", "MAIL", "RCPT", "DATA", "RSET", "VRFY", "EXPN", "HELP"), (530,)
    ),
    out_of_order={(State.GREETED, "AUTH"): "sequence_hello"},
    reasons={
        "auth_ok": Reason(235, "2.7.0", "Authentication succeeded", "4954#6"),
        "auth_challenge": Reason(334, "", "{string}", "4954#4"),
        "auth_required": Reason(530, "5.7.0", "Authentication required", "4954#6"),
        "auth_done": Reason(503, "5.5.1", "Already authenticated", "4954#4"),
        "auth_unknown": Reason(
            504, "5.5.4", "Mechanism not offered: {string}", "4954#4"
        ),
        "auth_needs_tls": Reason(
            538, "5.7.11", "Encryption required for that mechanism", "4954#6"
        ),
        "auth_cancelled": Reason(501, "5.7.0", "Authentication cancelled", "4954#4"),
        "auth_malformed": Reason(501, "5.5.2", "Cannot decode that response", "4954#4"),
        "auth_no_initial": Reason(
            501, "5.7.0", "That mechanism takes no initial response", "4954#4"
        ),
        "auth_line_too_long": Reason(
            500, "5.5.6", "Authentication exchange line is too long", "4954#6"
        ),
        "auth_failed": Reason(535, "5.7.8", "Credentials invalid", "4954#6"),
    },
)
