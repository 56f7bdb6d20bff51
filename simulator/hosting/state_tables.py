"""The state tables of the protocols, as the browser draws them.

Folds the tables the engines obey into JSON, so that the diagram cannot say anything
else. It refuses to hold a copy.
"""

from collections.abc import Mapping
from typing import Any

from simulator.protocols.imap import states as imap
from simulator.protocols.pop3 import states as pop3
from simulator.protocols.services import CLEAR
from simulator.protocols.smtp import states as smtp

Table = Mapping[Any, Mapping[str, Mapping[str, Any]]]


_SIGNS = {".": "dot", "=": "response"}
"""Verbs that are no words, and what their text keys call them."""


def machines() -> dict[str, Any]:
    """`{protocol: {states, table, verbs, services}}`, see `simulator/README.md`."""
    return {
        "smtp": _machine("smtp", smtp.TABLE, _about(smtp.VERBS)),
        "pop3": _machine("pop3", pop3.TABLE, pop3.VERBS),
        "imap": _machine("imap", imap.TABLE, _about(imap.VERBS)),
    }


def _about(verbs: Mapping[str, smtp.Verb | imap.Verb]) -> dict[str, tuple[str, str]]:
    """Syntax and section; IMAP's tag before each is the page's to say."""
    return {verb: (known.syntax, known.rfc) for verb, known in verbs.items()}


def _machine(
    protocol: str, table: Table, verbs: Mapping[str, tuple[str, str]]
) -> dict[str, Any]:
    return {
        "states": [str(state) for state in table],
        "table": _table(table),
        "verbs": _verbs(protocol, verbs),
        "services": {s.name: s.port for s in CLEAR if s.protocol == protocol},
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        str(state): {
            verb: {digit: str(to) for digit, to in moves.items()}
            for verb, moves in row.items()
        }
        for state, row in table.items()
    }


def _verbs(protocol: str, verbs: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    """`key`: a text of the catalogue, as `verb.smtp.mail` or `verb.smtp.bdat_last`."""
    return {
        verb: {
            "syntax": syntax,
            "key": f"verb.{protocol}.{_name(verb)}",
            "rfc": rfc,
        }
        for verb, (syntax, rfc) in verbs.items()
    }


def _name(verb: str) -> str:
    return _SIGNS.get(verb) or verb.lower().replace(" ", "_")
