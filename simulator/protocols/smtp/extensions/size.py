"""SIZE (RFC 1870): a server says how big a content may be, a client how big its is."""

from simulator.protocols.smtp.extensions.extension import Extension, Parameter, Terms
from simulator.protocols.smtp.questions import Transaction

# size-value = 1*20DIGIT                           ; RFC 1870 §4


def _is_size(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= 20


def _line(terms: Terms) -> str:
    return f"SIZE {terms.message_octets_max}"


def _said(transaction: Transaction) -> str:
    """Always, where it is offered (§6.1)."""
    return str(len(transaction.content))


SIZE = Extension(
    "SIZE",
    "1870",
    parameters=(
        Parameter(
            "MAIL", "SIZE", _is_size, bounded_by="message_octets_max", said=_said
        ),
    ),
    octets=26,
    announce=_line,
)
