"""DSN (RFC 3461): a sender says which notices it wants, about whom, with how much.

All four parameters travel with the mail to the next server that announces it (§5.2.1).
Who is told what is the MTA's business.
"""

import re

from simulator.mail.xtext import decode_xtext, is_xtext
from simulator.protocols.smtp.extensions.extension import Extension, Parameter

ENVID_CHARACTERS_MAX = 100
"""RFC 3461 §4.4."""

ORCPT_CHARACTERS_MAX = 500
"""RFC 3461 §4.2."""

# ret-value = "FULL" / "HDRS"                      ; RFC 3461 §4.3
# envid-parameter = "ENVID=" xtext                 ; RFC 3461 §4.4


def _is_ret(value: str) -> bool:
    return value.upper() in ("FULL", "HDRS")


def _is_envid(value: str) -> bool:
    return len(value) <= ENVID_CHARACTERS_MAX and _is_printable_xtext(value)


# notify-esmtp-value = "NEVER" / 1#notify-list-element     ; RFC 3461 §4.1
# notify-list-element = "SUCCESS" / "FAILURE" / "DELAY"
# original-recipient-address = addr-type ";" xtext         ; RFC 3461 §4.2


def _is_notify(value: str) -> bool:
    words = value.upper().split(",")
    return words == ["NEVER"] or set(words) <= {"SUCCESS", "FAILURE", "DELAY"}


def _is_orcpt(value: str) -> bool:
    kind, semicolon, address = value.partition(";")
    atom = re.fullmatch(r"[A-Za-z0-9-]+", kind)
    long = len(value) > ORCPT_CHARACTERS_MAX
    return bool(atom and semicolon) and not long and _is_printable_xtext(address)


def _is_printable_xtext(value: str) -> bool:
    text = decode_xtext(value)
    return is_xtext(value) and bool(text) and text.isascii() and text.isprintable()


DSN = Extension(
    "DSN",
    "3461",
    parameters=(
        Parameter("MAIL", "RET", _is_ret, relayed=True),
        Parameter("MAIL", "ENVID", _is_envid, relayed=True),
        Parameter("RCPT", "NOTIFY", _is_notify, relayed=True),
        Parameter("RCPT", "ORCPT", _is_orcpt, relayed=True),
    ),
    octets=560,
)
