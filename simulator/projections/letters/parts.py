"""Where the parts of a message are in the octets of a step, and the fields on its card.

A message crosses the wire with more around it: a status line in front (POP3, IMAP), a
final dot behind (SMTP, POP3), or as many octets as IMAP says. Places are offsets into
what the step shows.
"""

import re

from simulator.journal import Fact
from simulator.journal import facts as f
from simulator.mail import split, value_text
from simulator.mail.mime import field_value, header_fields
from simulator.projections.shapes.events import Beat, CardField, LetterParts

CARD_FIELDS = ("return-path", "from", "to", "subject")
"""What people look at first."""
CARD_FIELDS_MAX = 5

_LITERAL = re.compile(rb"\* \d+ FETCH .*\{(\d+)\}\r\n")
_FINAL_DOT = b".\r\n"


_PARTS_OF_ONE = f.DkimMessageSigned | f.DkimSignatureRead | f.DkimBodyHashed
"""Facts whose octets are a field, or a body alone."""


def letter_parts(octets: bytes, beat: Beat, fact: Fact) -> LetterParts | None:
    """The parts in `octets`, which may be only the beginning; None: no message."""
    if beat.shape != "letter" and (beat.shape != "local" or b"\r\n" not in octets):
        return None
    if isinstance(fact, _PARTS_OF_ONE):
        return None
    status, end = _bounds(octets, fact)
    dotted = isinstance(fact, f.SmtpContentReceived | f.Pop3ResponseSent)
    dot = dotted and octets[status:].endswith(_FINAL_DOT) and _alone(octets, status)
    end -= len(_FINAL_DOT) if dot else 0
    content = octets[status:end]
    parts = split(content)
    return LetterParts(
        status=status,
        header=status + parts.header_length,
        body=status + parts.body_offset,
        end=end,
        blank_line=parts.blank_line,
        dot=dot,
        card=_card(content, parts.header_length),
    )


def _bounds(octets: bytes, fact: Fact) -> tuple[int, int]:
    """Octets of the status line, and where what the server counts ends."""
    if not isinstance(fact, f.Pop3ResponseSent | f.ImapResponseSent):
        return 0, len(octets)
    literal = _LITERAL.match(octets)
    if literal is not None:
        return literal.end(), min(len(octets), literal.end() + int(literal[1]))
    return octets.find(b"\r\n") + 2 or len(octets), len(octets)


def _alone(octets: bytes, status: int) -> bool:
    """The last line holds nothing but the dot."""
    before = octets[status : -len(_FINAL_DOT)]
    return not before or before.endswith(b"\r\n")


def _card(content: bytes, header_length: int) -> tuple[CardField, ...]:
    found = [
        CardField(name=name, value=value_text(name, field_value(content, start, end)))
        for name, start, end in header_fields(content, 0, header_length)
        if name.lower() in CARD_FIELDS
    ]
    return tuple(found[:CARD_FIELDS_MAX])
