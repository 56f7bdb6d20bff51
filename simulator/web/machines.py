"""The state tables of the protocols, as the browser draws them.

Folds the tables the engines obey into JSON, so that the diagram cannot say anything
else. It refuses to hold a copy.
"""

from collections.abc import Mapping
from typing import Any

from simulator.protocols.pop3 import states as pop3
from simulator.protocols.smtp import states as smtp

Table = Mapping[Any, Mapping[str, Mapping[str, Any]]]


def machines() -> dict[str, Any]:
    """`{protocol: {states, table, verbs}}`, see `simulator/README.md`."""
    return {
        "smtp": {
            "states": [str(state) for state in smtp.State],
            "table": _table(smtp.TABLE),
            "verbs": _verbs("smtp", smtp.VERBS),
        },
        "pop3": {
            "states": [str(state) for state in pop3.State],
            "table": _table(pop3.TABLE),
            "verbs": _verbs("pop3", pop3.VERBS),
        },
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
    """`key`: a text of the catalogue. The dot's is `dot`; a text key has no signs."""
    return {
        verb: {
            "syntax": syntax,
            "key": f"verb.{protocol}.{'dot' if verb == '.' else verb.lower()}",
            "rfc": rfc,
        }
        for verb, (syntax, rfc) in verbs.items()
    }
