"""What an SMTP client says of one transaction to a server that offers this and that.

Every extension is used where it is offered and serves a purpose: SIZE always (RFC 1870
§6.1), BODY for a content that is not ASCII (RFC 6152 §3), SMTPUTF8 where an address or
a header needs it (RFC 6531 §3.2), what RFC 3461 lets a sender ask for. Where 8BITMIME
is not offered, octets go as they are, as most programs do; RFC 6152 §3 would have them
converted.

It refuses order and state: those belong to the engine.
"""

from simulator.mail.message import split
from simulator.protocols.smtp.questions import Parameters, Transaction

Offer = dict[str, tuple[str, ...]]
"""Keyword of the EHLO reply, in capitals, to its parameters."""

SAFE_IN_THE_CLEAR = ("CRAM-MD5", "PLAIN", "LOGIN")
SAFE_INSIDE = ("PLAIN", "LOGIN", "CRAM-MD5")
"""Mechanisms in order of preference: without TLS the one that shows no password comes
first; inside it, the one that asks the server to keep no plain password."""


def read_offer(lines: list[str]) -> Offer:
    """What the lines after the first of an EHLO reply announce (§4.1.1.1)."""
    offer: Offer = {}
    for line in lines:
        keyword, *parameters = line.upper().split() or [""]
        if keyword:
            offer[keyword] = tuple(parameters)
    return offer


def mechanism_for(offer: Offer, secure: bool) -> str:
    """The mechanism to prove oneself with, or ""."""
    liked = SAFE_INSIDE if secure else SAFE_IN_THE_CLEAR
    offered = offer.get("AUTH", ())
    return next((mechanism for mechanism in liked if mechanism in offered), "")


def has_utf8_path(transaction: Transaction) -> bool:
    """An address that only SMTPUTF8 can carry."""
    paths = (transaction.reverse_path, *transaction.forward_paths)
    return not all(path.isascii() for path in paths)


def mail_command(transaction: Transaction, offer: Offer) -> str:
    """`MAIL FROM:<path>` and its parameters."""
    content = transaction.content
    words = [f"MAIL FROM:<{transaction.reverse_path}>"]
    if "SIZE" in offer:
        words.append(f"SIZE={len(content)}")
    plain = content.isascii()
    if "8BITMIME" in offer and not plain:
        words.append("BODY=8BITMIME")
    if "SMTPUTF8" in offer and (
        has_utf8_path(transaction) or _has_utf8_header(content)
    ):
        words.append("SMTPUTF8")
    return " ".join((*words, *_asked(transaction.parameters, offer)))


def rcpt_command(transaction: Transaction, path: str, offer: Offer) -> str:
    """`RCPT TO:<path>` and its parameters."""
    index = transaction.forward_paths.index(path)
    parameters = transaction.recipient_parameters[index : index + 1]
    words = _asked(parameters[0] if parameters else (), offer)
    return " ".join((f"RCPT TO:<{path}>", *words))


def _asked(parameters: Parameters, offer: Offer) -> list[str]:
    if "DSN" not in offer:
        return []
    return [f"{keyword}={value}" for keyword, value in parameters]


def _has_utf8_header(content: bytes) -> bool:
    return not content[: split(content).header_length].isascii()
