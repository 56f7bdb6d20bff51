"""The service extensions this server can announce, as data (RFC 5321 §2.2).

An extension is a keyword of the EHLO reply, and what it adds: parameters of MAIL and
RCPT. A parameter whose extension is not announced to this client is 555 (§4.1.1.11).
Extensions with verbs of their own (STARTTLS, AUTH, CHUNKING) will add a row here, their
verbs to the tables of `states` and `codes`, and a handler to `commands`.

It refuses keywords that promise what the engine does not do.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Extension(NamedTuple):
    """`parameters`: verb to the keywords it may now carry."""

    rfc: str
    parameters: Mapping[str, tuple[str, ...]] = {}


EXTENSIONS: Mapping[str, Extension] = {
    "PIPELINING": Extension("2920"),
    "SIZE": Extension("1870", {"MAIL": ("SIZE",)}),
    "8BITMIME": Extension("6152", {"MAIL": ("BODY",)}),
    "ENHANCEDSTATUSCODES": Extension("2034"),
}

OPTIONAL_VERBS = ("VRFY", "EXPN", "HELP")
"""Verbs that are announced like extensions (§3.5.2); a server may leave them out."""


def parameters_of(verb: str, extensions: tuple[str, ...]) -> frozenset[str]:
    """The parameters that `verb` may carry when `extensions` were announced."""
    return frozenset(
        parameter
        for keyword in extensions
        for parameter in EXTENSIONS[keyword].parameters.get(verb, ())
    )
