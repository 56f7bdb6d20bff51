"""POSTAGE (made up, for a test): a sender says what it paid, and asks the rate.

The parameter STAMP of MAIL travels with the mail; RATE asks for the price before the
content is sent.
"""

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
from simulator.protocols.smtp.session_states import UNCHANGED, State

# stamp-value = 1*5DIGIT


def _is_stamp(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= 5


# rate = "RATE" SP country CRLF


def _read(cursor: Cursor, command: CommandLine) -> CommandLine:
    if not cursor.rest:
        raise CommandError("syntax_missing", cursor.at, cursor.at)
    return command._replace(string=cursor.rest)


def _words(argument: str) -> Words:
    return {"string": argument}


def _line(terms: Terms) -> str | None:
    return "POSTAGE cents" if terms.secure is False else None


POSTAGE = Extension(
    "POSTAGE",
    "5321#2.2.2",
    parameters=(Parameter("MAIL", "STAMP", _is_stamp, relayed=True),),
    octets=12,
    verbs=(
        AddedVerb(
            "RATE",
            Verb("RATE string", "5321#2.2.2", "recipients"),
            after="RCPT",
            moves={State.RCPT: UNCHANGED},
            sequence=Sequence((250,), (502, 503)),
            read=_read,
            reply="rate_told",
            words=_words,
        ),
    ),
    announce=_line,
    out_of_order={(State.MAIL, "RATE"): "rate_needs_path"},
    reasons={
        "rate_told": Reason(250, "2.0.0", "To {string}: 7 cents", "5321#2.2.2"),
        "rate_needs_path": Reason(503, "5.5.1", "Say RCPT first", "5321#2.2.2"),
    },
)
