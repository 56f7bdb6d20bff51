"""The service extensions this server can announce, as data (RFC 5321 §2.2).

An extension is a keyword of the EHLO reply, and what it adds: parameters of MAIL and
RCPT, room on a command line, verbs (`states.EXTENSION_VERBS`). A parameter whose
extension is not announced to this client is 555 (§4.1.1.11), a verb 502 (§4.2.4).

It refuses keywords that promise what the engine does not do: BINARYMIME (RFC 3030 §3)
among them, so a chunk is text.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple


class Extension(NamedTuple):
    """`parameters`: verb to the keywords it may now carry. `octets`: how much longer a
    command line may get by them (RFC 5321 §2.2.2 has extensions say so)."""

    rfc: str
    parameters: Mapping[str, tuple[str, ...]] = {}
    octets: int = 0


EXTENSIONS: Mapping[str, Extension] = {
    "PIPELINING": Extension("2920"),
    "SIZE": Extension("1870", {"MAIL": ("SIZE",)}, 26),
    "8BITMIME": Extension("6152", {"MAIL": ("BODY",)}, 17),
    "ENHANCEDSTATUSCODES": Extension("2034"),
    "STARTTLS": Extension("3207"),
    "AUTH": Extension("4954", {"MAIL": ("AUTH",)}, 500),
    "DSN": Extension(
        "3461", {"MAIL": ("RET", "ENVID"), "RCPT": ("NOTIFY", "ORCPT")}, 560
    ),
    "SMTPUTF8": Extension("6531", {"MAIL": ("SMTPUTF8",)}, 10),
    "CHUNKING": Extension("3030"),
}

OPTIONAL_VERBS = ("VRFY", "EXPN", "HELP")
"""Verbs that are announced like extensions (§3.5.2); a server may leave them out."""


@lru_cache(64)
def parameters_of(verb: str, extensions: tuple[str, ...]) -> frozenset[str]:
    """The parameters that `verb` may carry when `extensions` were announced."""
    return frozenset(
        parameter
        for keyword in extensions
        for parameter in EXTENSIONS[keyword].parameters.get(verb, ())
    )
