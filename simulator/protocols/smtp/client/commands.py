"""What an SMTP client says of one transaction to a server that offers this and that.

Every extension is used where it is offered and serves a purpose: each says in
`extensions/` which value its parameters have for a transaction, and which of them come
with the mail.

It refuses order and state: those belong to the engine.
"""

from collections.abc import Mapping

from simulator.protocols.smtp.extensions import (
    Parameter,
    parameters_of,
)
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


def mail_command(transaction: Transaction, offer: Offer) -> str:
    """`MAIL FROM:<path>` and its parameters."""
    known = parameters_of("MAIL", tuple(offer))
    said = []
    for parameter in known.values():
        value = parameter.said(transaction) if parameter.said else None
        if value is not None:
            said.append((parameter.keyword, value))
    asked = _known(transaction.parameters, known)
    return _line(f"MAIL FROM:<{transaction.reverse_path}>", (*said, *asked))


def rcpt_command(transaction: Transaction, path: str, offer: Offer) -> str:
    """`RCPT TO:<path>` and its parameters."""
    index = transaction.forward_paths.index(path)
    parameters = transaction.recipient_parameters[index : index + 1]
    known = parameters_of("RCPT", tuple(offer))
    asked = _known(parameters[0] if parameters else (), known)
    return _line(f"RCPT TO:<{path}>", asked)


def _known(asked: Parameters, known: Mapping[str, Parameter]) -> Parameters:
    return tuple(entry for entry in asked if entry[0] in known)


def _line(command: str, parameters: Parameters) -> str:
    words = (f"{name}={value}" if value else name for name, value in parameters)
    return " ".join((command, *words))
