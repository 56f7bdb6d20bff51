"""The state tables of the protocols, as the browser draws them.

Folds the tables the engines obey into shapes, so that the diagram cannot say anything
else. It refuses to hold a copy.
"""

from collections.abc import Mapping
from enum import Enum
from typing import TypeVar

from simulator.projections.shapes import Machine, Machines, VerbHelp
from simulator.protocols.imap import states as imap
from simulator.protocols.pop3 import states as pop3
from simulator.protocols.services import CLEAR
from simulator.protocols.smtp import states as smtp

State = TypeVar("State", bound=Enum)
Table = Mapping[State, Mapping[str, Mapping[str, State]]]

_SIGNS = {".": "dot", "=": "response"}
"""Verbs that are no words, and what their text keys call them."""


def machines() -> Machines:
    """One for each protocol that has states."""
    return {
        "smtp": _machine("smtp", smtp.TABLE, _about(smtp.VERBS)),
        "pop3": _machine("pop3", pop3.TABLE, pop3.VERBS),
        "imap": _machine("imap", imap.TABLE, _about(imap.VERBS)),
    }


def _about(verbs: Mapping[str, smtp.Verb | imap.Verb]) -> dict[str, tuple[str, str]]:
    """Syntax and section; IMAP's tag before each is the page's to say."""
    return {verb: (known.syntax, known.rfc) for verb, known in verbs.items()}


def _machine(
    protocol: str, table: Table[State], verbs: Mapping[str, tuple[str, str]]
) -> Machine:
    return Machine(
        states=tuple(str(state) for state in table),
        table={
            str(state): {
                verb: {digit: str(to) for digit, to in moves.items()}
                for verb, moves in row.items()
            }
            for state, row in table.items()
        },
        verbs={
            verb: VerbHelp(syntax=syntax, key=f"verb.{protocol}.{_name(verb)}", rfc=rfc)
            for verb, (syntax, rfc) in verbs.items()
        },
        services={s.name: s.port for s in CLEAR if s.protocol == protocol},
    )


def _name(verb: str) -> str:
    """As text keys have it: `verb.smtp.mail`, `verb.smtp.bdat_last`."""
    return _SIGNS.get(verb) or verb.lower().replace(" ", "_")
