"""The service extensions a server can announce, one file each (RFC 5321 §2.2).

`EXTENSIONS` is the registry: a keyword that is not here does not exist. A parameter
whose extension was not announced to this client is 555 (§4.1.1.11), a verb 502
(§4.2.4). It refuses keywords that promise what the engine does not do.

A new extension is a file beside these and its line in `EXTENSIONS`, and the texts of
its `text_keys`; a verb that is more than one reply also gets a handler in
`commands.py`, an effect on the session a line in `session.py`.
"""

from collections.abc import Mapping
from functools import lru_cache

from simulator.protocols.smtp.extensions.auth import AFTER_AUTH, AUTH, RESPONSE
from simulator.protocols.smtp.extensions.chunking import CHUNKING, LAST_CHUNK
from simulator.protocols.smtp.extensions.dsn import DSN
from simulator.protocols.smtp.extensions.eight_bit_mime import EIGHT_BIT_MIME
from simulator.protocols.smtp.extensions.enhanced_codes import ENHANCED_STATUS_CODES
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
from simulator.protocols.smtp.extensions.pipelining import PIPELINING
from simulator.protocols.smtp.extensions.size import SIZE
from simulator.protocols.smtp.extensions.smtputf8 import (
    SMTPUTF8,
    TAKES_UTF8,
    has_utf8_path,
)
from simulator.protocols.smtp.extensions.starttls import BEFORE_TLS, STARTTLS

EXTENSIONS: Mapping[str, Extension] = {
    extension.keyword: extension
    for extension in (
        PIPELINING,
        SIZE,
        EIGHT_BIT_MIME,
        ENHANCED_STATUS_CODES,
        STARTTLS,
        AUTH,
        DSN,
        SMTPUTF8,
        CHUNKING,
    )
}
"""By keyword, in the order in which a client says their parameters."""

ADDED_VERBS: Mapping[str, AddedVerb] = {
    verb.name: verb for extension in EXTENSIONS.values() for verb in extension.verbs
}
"""Verbs of extensions, by name."""

OPTIONAL_VERBS = ("VRFY", "EXPN", "HELP")
"""Verbs that are announced like extensions (§3.5.2); a server may leave them out."""

_RELAYED = frozenset(
    parameter.keyword
    for extension in EXTENSIONS.values()
    for parameter in extension.parameters
    if parameter.relayed
)


@lru_cache(64)
def parameters_of(verb: str, keywords: tuple[str, ...]) -> Mapping[str, Parameter]:
    """What `verb` may carry when `keywords` were announced: by the parameter's own."""
    return {
        parameter.keyword: parameter
        for keyword, extension in EXTENSIONS.items()
        if keyword in keywords
        for parameter in extension.parameters
        if parameter.verb == verb
    }


@lru_cache(64)
def announced(
    keywords: tuple[str, ...], terms: Terms
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those of `keywords` that are announced on `terms`, and their EHLO lines."""
    lines = {keyword: EXTENSIONS[keyword].line(terms) for keyword in keywords}
    told = {keyword: line for keyword, line in lines.items() if line is not None}
    return tuple(told), tuple(told.values())


def relayed_parameters(
    parameters: tuple[tuple[str, str], ...],
) -> tuple[tuple[str, str], ...]:
    """Those that travel with the mail to the next server."""
    return tuple(entry for entry in parameters if entry[0] in _RELAYED)


__all__ = [
    "ADDED_VERBS",
    "AFTER_AUTH",
    "AUTH",
    "BEFORE_TLS",
    "CHUNKING",
    "DSN",
    "EIGHT_BIT_MIME",
    "ENHANCED_STATUS_CODES",
    "EXTENSIONS",
    "LAST_CHUNK",
    "OPTIONAL_VERBS",
    "PIPELINING",
    "RESPONSE",
    "SIZE",
    "SMTPUTF8",
    "STARTTLS",
    "TAKES_UTF8",
    "AddedVerb",
    "Extension",
    "Parameter",
    "Reason",
    "Sequence",
    "Terms",
    "Verb",
    "Words",
    "announced",
    "has_utf8_path",
    "parameters_of",
    "relayed_parameters",
]
