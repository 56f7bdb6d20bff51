"""SMTPUTF8 (RFC 6531): addresses and header sections in UTF-8.

It also lets the strings of VRFY and EXPN hold UTF-8 (§3.7.4), which has a parameter of
its own form there, read in `grammar.py`.
"""

from simulator.mail.message import split
from simulator.protocols.smtp.extensions.extension import Extension, Parameter, Reason
from simulator.protocols.smtp.questions import Transaction

TAKES_UTF8 = frozenset(("MAIL", "RCPT", "VRFY", "EXPN"))
"""Verbs whose arguments may hold UTF-8 (§3.3, §3.7.4)."""


def _stands_alone(value: str) -> bool:
    """§3.4: without a value."""
    return value == ""


def has_utf8_path(transaction: Transaction) -> bool:
    """An address that only SMTPUTF8 can carry."""
    paths = (transaction.reverse_path, *transaction.forward_paths)
    return not all(path.isascii() for path in paths)


def _said(transaction: Transaction) -> str | None:
    """Where an address or the header section needs it (§3.2)."""
    content = transaction.content
    header = content[: split(content).header_length]
    return "" if has_utf8_path(transaction) or not header.isascii() else None


SMTPUTF8 = Extension(
    "SMTPUTF8",
    "6531",
    parameters=(Parameter("MAIL", "SMTPUTF8", _stands_alone, said=_said),),
    octets=10,
    needs=("8BITMIME",),
    reasons={
        "utf8_not_declared": Reason(
            553, "5.6.7", "Non-ASCII address without SMTPUTF8", "6531#3.5"
        ),
    },
)
