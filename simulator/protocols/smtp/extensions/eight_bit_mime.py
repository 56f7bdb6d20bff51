"""8BITMIME (RFC 6152): contents may hold octets beyond ASCII.

Where it is not offered, a client sends them as they are, as most programs do; RFC 6152
§3 would have them converted.
"""

from simulator.protocols.smtp.extensions.extension import Extension, Parameter
from simulator.protocols.smtp.questions import Transaction

# body-value = "7BIT" / "8BITMIME"                 ; RFC 6152 §2


def _is_body(value: str) -> bool:
    return value.upper() in ("7BIT", "8BITMIME")


def _said(transaction: Transaction) -> str | None:
    return None if transaction.content.isascii() else "8BITMIME"


EIGHT_BIT_MIME = Extension(
    "8BITMIME",
    "6152",
    parameters=(Parameter("MAIL", "BODY", _is_body, said=_said),),
    octets=17,
)
